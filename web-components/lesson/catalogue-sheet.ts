import { css } from 'lit';

/** Styles of the list of labs. */
export const catalogueSheet = css`
  :host {
    display: block;
    padding: var(--_space-5);
    color: var(--_text);
    font: var(--_size) / 1.6 var(--_sans);
  }

  .page {
    max-inline-size: 46rem;
    margin-inline: auto;
  }

  h2 {
    margin: 0 0 var(--_space-2);
    font: 650 1.4375rem / 1.35 var(--_sans);
    letter-spacing: -0.015em;
    scroll-margin-block-start: 2rem;
  }

  h2:focus:not(:focus-visible) {
    outline: none;
  }

  p {
    margin: 0;
  }

  .lead {
    color: var(--_muted);
    font-size: 0.9375rem;
    text-wrap: pretty;
  }

  .explore {
    display: inline-flex;
    gap: 0.125rem;
    align-items: center;
    padding: 0;
    border: 0;
    border-radius: 0.125rem;
    background: none;
    color: var(--_accent);
    font: inherit;
    text-decoration: underline;
    text-decoration-thickness: 0.0625rem;
    text-underline-offset: 0.1875em;
    cursor: pointer;
  }

  .explore:hover {
    text-decoration-thickness: 0.125rem;
  }

  .note {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--_space-2);
    margin-block-end: var(--_space-4);
    padding: var(--_space-3);
    border: 1px solid var(--_line);
    border-inline-start: 0.1875rem solid var(--_warning);
    border-radius: var(--_radius-small);
    background: var(--_warning-soft);
    overflow-wrap: anywhere;
  }

  .note svg {
    block-size: 1.4rem;
    color: var(--_warning);
  }

  ol {
    display: grid;
    gap: var(--_space-3);
    margin: var(--_space-5) 0 0;
    padding: 0;
    list-style: none;
  }

  .lab {
    position: relative;
    display: grid;
    grid-template-columns: 2rem minmax(0, 1fr);
    gap: 0 var(--_space-3);
    padding: var(--_space-4);
    border: 1px solid var(--_line);
    border-radius: 0.625rem;
    background: var(--_surface);
    transition:
      border-color 120ms ease,
      background-color 120ms ease;
  }

  .lab:hover {
    border-color: var(--_control-line);
    background: var(--_raised);
  }

  .lab:has(:focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .number {
    display: grid;
    place-items: center;
    inline-size: 2rem;
    block-size: 2rem;
    border-radius: 50%;
    background: var(--_raised);
    color: var(--_muted);
    font: 650 var(--_size) / 1 var(--_sans);
    font-variant-numeric: tabular-nums;
  }

  .lab:hover .number {
    background: var(--_line);
    color: var(--_text);
  }

  .lab.now .number {
    background: var(--_accent-soft);
    color: var(--_accent);
  }

  .lab.done .number {
    background: var(--_success);
    color: var(--_surface);
  }

  .number svg {
    stroke-width: 2;
  }

  h3 {
    margin: 0;
    font: 650 1.0625rem / 2rem var(--_sans);
    line-height: 1.45;
    padding-block-start: 0.2rem;
    text-wrap: balance;
  }

  .summary {
    margin-block-start: var(--_space-1);
    color: var(--_muted);
    text-wrap: pretty;
  }

  .foot {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-2) var(--_space-3);
    align-items: center;
    justify-content: space-between;
    margin-block-start: var(--_space-3);
  }

  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--_space-3);
    color: var(--_muted);
    font-size: var(--_size-small);
    font-variant-numeric: tabular-nums;
  }

  .facts span {
    display: inline-flex;
    gap: 0.25rem;
    align-items: center;
  }

  .facts svg {
    inline-size: 0.875rem;
    block-size: 0.875rem;
  }

  .facts .passed {
    color: var(--_success);
    font-weight: 600;
  }

  .track {
    grid-column: 1 / -1;
    display: flex;
    gap: 2px;
    block-size: 0.1875rem;
    margin-block-start: var(--_space-3);
  }

  .track i {
    flex: 1;
    border-radius: 1rem;
    background: var(--_line);
  }

  .track .passed {
    background: var(--_success);
  }

  a.button {
    display: inline-flex;
    gap: 0.375rem;
    align-items: center;
    min-block-size: var(--_control);
    padding: 0 var(--_space-3);
    border: 1px solid var(--_control-line);
    border-radius: var(--_radius-small);
    background: var(--_surface);
    color: var(--_text);
    font: 500 var(--_size-small) / 1.2 var(--_sans);
    text-decoration: none;
    white-space: nowrap;
  }

  /* All of the card leads into the lab. */
  a.button::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: inherit;
  }

  a.button:focus-visible {
    outline: none;
  }

  .now a.button {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .kept {
    margin-block-start: var(--_space-4);
    color: var(--_muted);
    font-size: var(--_size-small);
  }

  svg {
    flex: none;
    inline-size: 1rem;
    block-size: 1rem;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  @container (max-width: 26rem) {
    :host {
      padding: var(--_space-4);
    }

    .lab {
      padding: var(--_space-3);
    }
  }

  @media (pointer: coarse) {
    a.button {
      min-block-size: 2.5rem;
    }
  }
`;
