import { css } from 'lit';

/** Styles of the timeline. */
export const snapshotsSheet = css`
  :host {
    display: flex;
    flex-direction: column;
    color: var(--_text);
    font: var(--_size) / 1.6 var(--_sans);
  }

  .panel {
    position: relative;
    display: flex;
    flex-direction: column;
    flex: 1;
  }

  p,
  h3 {
    margin: 0;
  }

  .lead {
    padding: var(--_space-3) var(--_space-4) 0;
    color: var(--_muted);
    text-wrap: pretty;
  }

  .save {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-2);
    padding: var(--_space-3) var(--_space-4) var(--_space-4);
    border-block-end: 1px solid var(--_line);
  }

  .save input:not([hidden]) {
    flex: 1 1 9rem;
    min-inline-size: 0;
    min-block-size: var(--_control);
    padding: 0 var(--_space-3);
    border: 1px solid var(--_control-line);
    border-radius: var(--_radius-small);
    background: var(--_surface);
    color: var(--_text);
    font: var(--_size) / 1.4 var(--_sans);
  }

  .save input::placeholder {
    color: var(--_muted);
  }

  /* In sight wherever the reader is in the list. */
  .news {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    max-block-size: 60vh;
    overflow: auto;
  }

  .now {
    padding: var(--_space-3) var(--_space-4);
    border-block-end: 1px solid var(--_line);
    background: var(--_accent-soft);
  }

  .problem {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: var(--_space-3);
    padding: var(--_space-3) var(--_space-2) var(--_space-3) var(--_space-4);
    border-block-end: 1px solid var(--_line);
    background: var(--_warning-soft);
  }

  .problem > button {
    align-self: start;
  }

  .problem > svg {
    inline-size: 1.25rem;
    block-size: 1.5rem;
    color: var(--_warning);
  }

  h3 {
    font: 600 0.9375rem / 1.6 var(--_sans);
  }

  details {
    margin-block-start: var(--_space-1);
    color: var(--_muted);
    font-size: var(--_size-small);
    overflow-wrap: anywhere;
  }

  summary {
    inline-size: fit-content;
    border-radius: var(--_radius-small);
    cursor: pointer;
  }

  .note {
    padding: var(--_space-3) var(--_space-4);
    border-block-end: 1px solid var(--_line);
    color: var(--_muted);
    font-size: var(--_size-small);
    text-wrap: pretty;
  }

  ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    padding: var(--_space-4);
    border-block-end: 1px solid var(--_line);
  }

  li.removed,
  li.damaged {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-2);
    align-items: center;
    justify-content: space-between;
    padding-block: var(--_space-2);
    background: var(--_raised);
    color: var(--_muted);
    overflow-wrap: anywhere;
  }

  .empty {
    display: grid;
    flex: 1;
    gap: var(--_space-2);
    place-content: center;
    justify-items: center;
    padding: var(--_space-6) var(--_space-5);
    color: var(--_muted);
    text-align: center;
    text-wrap: balance;
  }

  .empty p {
    max-inline-size: 24rem;
  }

  .empty h3 {
    color: var(--_text);
  }

  .empty svg {
    inline-size: 2.5rem;
    block-size: 2.5rem;
    stroke-width: 1;
  }

  footer {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: var(--_space-2) var(--_space-3);
    align-items: center;
    margin-block-start: auto;
    padding: var(--_space-3) var(--_space-4);
    color: var(--_muted);
    font-size: var(--_size-small);
  }

  footer > svg {
    color: var(--_success);
  }

  footer[data-evictable] > svg {
    color: var(--_warning);
  }

  footer button.urgent {
    border-color: var(--_accent);
    color: var(--_accent);
  }

  .usage {
    font-variant-numeric: tabular-nums;
  }

  .drop {
    position: absolute;
    inset: var(--_space-2);
    z-index: 2;
    display: none;
    gap: var(--_space-2);
    align-items: center;
    justify-content: center;
    border: 2px dashed var(--_accent);
    border-radius: var(--_radius);
    background: color-mix(in srgb, var(--_accent-soft) 92%, transparent);
    color: var(--_text);
    font-weight: 600;
    pointer-events: none;
  }

  [data-dropping] > .drop {
    display: flex;
  }

  @media (max-width: 26rem) {
    footer {
      grid-template-columns: auto minmax(0, 1fr);
    }

    footer button {
      grid-column: 2;
      justify-self: start;
    }
  }
`;
