import { css } from 'lit';

/** Styles of `<drydock-lab>`: guide, machine and the status bar under both. */
export const labSheet = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 30rem;
    background: var(--_page);
    color: var(--_text);
    font: var(--_size) / 1.6 var(--_sans);
    /* Korean breaks between words, not inside them. */
    word-break: keep-all;
    overflow-wrap: break-word;
  }

  :host([color-scheme='light']) {
    color-scheme: light;
  }

  :host([color-scheme='dark']) {
    color-scheme: dark;
  }

  drydock-split {
    flex: 1;
  }

  /* What the snapshots have to say comes in between. */
  drydock-status-bar {
    order: 1;
  }

  .guide {
    /* Holds what is hidden by position, which would make the page longer. */
    position: relative;
    /* What sticks to its edges asks for its height. */
    container-type: size;
    overflow: auto;
    background: var(--_surface);
    scrollbar-width: thin;
  }

  .guide:focus-visible {
    outline-offset: -3px;
  }

  .machine {
    display: flex;
    flex-direction: column;
    background: var(--_terminal);
  }

  .screens {
    position: relative;
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
  }

  drydock-terminals {
    min-inline-size: 0;
    min-block-size: 0;
  }

  drydock-boot-status,
  .over {
    position: absolute;
    inset: 0;
    z-index: 8;
    background: color-mix(in srgb, var(--_page) 78%, transparent);
  }

  .missed {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: var(--_space-2);
    padding: var(--_space-4);
  }

  drydock-machine-notice {
    flex: none;
    max-block-size: 60%;
    padding: var(--_space-3);
    overflow: auto;
    background: var(--_page);
  }

  /* Nothing to read below it: the notice stands in the middle of the place. */
  drydock-machine-notice[data-alone] {
    display: grid;
    flex: 1;
    place-content: center;
    max-block-size: none;
    grid-template-columns: minmax(0, 34rem);
  }

  drydock-machine-notice[data-alone] + drydock-split {
    display: none;
  }
`;
