import { css } from 'lit';

/** Styles of the question on opening the page. */
export const continueSheet = css`
  :host {
    display: grid;
    place-items: safe center;
    padding: var(--_space-4);
    overflow: auto;
    container-type: size;
    color: var(--_text);
    font: var(--_size) / 1.6 var(--_sans);
  }

  .card {
    inline-size: min(30rem, 100%);
    padding: var(--_space-5);
    border: 1px solid var(--_line);
    border-radius: 0.75rem;
    background: var(--_surface);
    box-shadow: var(--_shadow);
  }

  h2 {
    margin: 0 0 var(--_space-4);
    font: 600 var(--_size-large) / 1.4 var(--_sans);
  }

  p {
    margin: 0;
    color: var(--_muted);
  }

  .entry {
    display: grid;
    grid-template-columns: 11rem minmax(0, 1fr);
    gap: var(--_space-4);
    align-items: start;
  }

  .picture {
    block-size: 6.75rem;
  }

  .facts {
    display: grid;
    gap: var(--_space-1);
    overflow-wrap: anywhere;
  }

  .place {
    color: var(--_text);
    font-weight: 600;
    line-height: 1.45;
  }

  time {
    font-size: var(--_size-small);
    font-variant-numeric: tabular-nums;
  }

  .answers,
  .activity {
    margin-block-start: var(--_space-5);
  }

  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-2);
  }

  .answers button:not(.quiet) {
    min-block-size: 2.25rem;
    padding-inline: var(--_space-4);
  }

  .answers .quiet {
    margin-inline-start: auto;
  }

  .failure {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: var(--_space-1) var(--_space-3);
  }

  .failure h2 {
    margin: 0;
  }

  .failure svg {
    inline-size: 1.25rem;
    block-size: 1.4rem;
    color: var(--_warning);
  }

  .failure p {
    grid-column: 2;
  }

  @container (max-width: 30rem) {
    .card {
      padding: var(--_space-4);
    }

    .entry {
      grid-template-columns: minmax(0, 1fr);
      gap: var(--_space-3);
    }

    .picture {
      block-size: 4.5rem;
    }
  }

  /* A phone with guide and terminal above each other: the answers come first. */
  @container (max-height: 24rem) {
    :host > * {
      margin: 0;
    }

    .card {
      padding: var(--_space-3) var(--_space-4);
    }

    h2 {
      margin-block-end: var(--_space-2);
    }

    .answers,
    .activity {
      margin-block-start: var(--_space-3);
    }
  }

  @container (max-height: 22rem) {
    .entry .picture {
      display: none;
    }
  }
`;
