import { css } from 'lit';

/** Styles of one snapshot of the timeline. */
export const entrySheet = css`
  :host {
    display: block;
    container-type: inline-size;
    color: var(--_text);
    font: var(--_size) / 1.55 var(--_sans);
  }

  article {
    display: grid;
    grid-template-columns: 8.5rem minmax(0, 1fr);
    gap: var(--_space-4);
  }

  .picture {
    block-size: 5.75rem;
  }

  .facts {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  h3 {
    margin: 0;
    font: 600 0.9375rem / 1.45 var(--_sans);
  }

  p {
    margin: 0;
    color: var(--_muted);
  }

  .when {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--_space-3);
    font-size: var(--_size-small);
    font-variant-numeric: tabular-nums;
  }

  .foreign {
    margin-block-start: var(--_space-1);
    color: var(--_warning);
    font-size: var(--_size-small);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-1);
    margin-block-start: var(--_space-2);
  }

  .actions button:first-child {
    margin-inline-end: auto;
  }

  form {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-2);
    margin-block-end: var(--_space-1);
  }

  input {
    flex: 1 1 9rem;
    min-inline-size: 0;
    min-block-size: var(--_control);
    padding: 0 var(--_space-2);
    border: 1px solid var(--_control-line);
    border-radius: var(--_radius-small);
    background: var(--_surface);
    color: var(--_text);
    font: var(--_size) / 1.4 var(--_sans);
  }

  @container (max-width: 22rem) {
    article {
      grid-template-columns: minmax(0, 1fr);
      gap: var(--_space-2);
    }

    .picture {
      block-size: 4rem;
    }
  }
`;
