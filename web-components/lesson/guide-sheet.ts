import { css } from 'lit';

/** Styles of an open lab. */
export const guideSheet = css`
  :host {
    display: block;
    color: var(--_text);
    font: 0.9375rem / 1.65 var(--_sans);
  }

  .bar {
    position: relative;
    z-index: 4;
    background: var(--_surface);
  }

  /* Stays in sight where it leaves enough room for the text. */
  @container (min-height: 24rem) {
    .bar {
      position: sticky;
      inset-block-start: 0;
    }
  }

  .row {
    display: flex;
    gap: var(--_space-2);
    align-items: center;
    justify-content: space-between;
    padding: var(--_space-1) var(--_space-3) var(--_space-1) var(--_space-2);
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
    font: 500 var(--_size-small) / 1.3 var(--_sans);
    text-decoration: none;
    touch-action: manipulation;
    transition:
      background-color 120ms ease,
      border-color 120ms ease;
  }

  a.button:hover {
    background: var(--_raised);
  }

  a.quiet {
    padding-inline: var(--_space-2);
    border-color: transparent;
    background: transparent;
    color: var(--_muted);
  }

  a.quiet:hover {
    background: var(--_line);
    color: var(--_text);
  }

  a.primary {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
  }

  a.primary:hover {
    background: color-mix(in srgb, var(--_accent) 88%, var(--_text));
  }

  .steps {
    font-variant-numeric: tabular-nums;
  }

  .steps svg:last-child {
    inline-size: 0.875rem;
    transition: rotate 120ms ease;
  }

  .steps[aria-expanded='true'] svg:last-child {
    rotate: 180deg;
  }

  .track {
    display: flex;
    gap: 2px;
    block-size: 0.1875rem;
    background: var(--_surface);
  }

  .track i {
    flex: 1;
    background: var(--_line);
  }

  .track .passed {
    background: var(--_success);
  }

  .track .current {
    background: var(--_accent);
  }

  .menu {
    position: absolute;
    inset-block-start: 100%;
    inset-inline: 0;
    max-block-size: min(28rem, 70vh);
    padding: var(--_space-2);
    overflow-y: auto;
    border-block-end: 1px solid var(--_line);
    background: var(--_surface);
    box-shadow: var(--_shadow);
  }

  .page {
    max-inline-size: 46rem;
    margin-inline: auto;
    padding: var(--_space-5);
  }

  .eyebrow {
    margin: 0 0 var(--_space-1);
    color: var(--_muted);
    font: 600 var(--_size-small) / 1.5 var(--_sans);
  }

  h2 {
    margin: 0 0 var(--_space-4);
    font: 650 1.4375rem / 1.35 var(--_sans);
    letter-spacing: -0.015em;
    text-wrap: balance;
    scroll-margin-block-start: 4rem;
  }

  h2:focus {
    outline: none;
  }

  h2:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 0.25rem;
    border-radius: 0.125rem;
  }

  drydock-tasks {
    margin-block-start: var(--_space-6);
  }

  .passed-note {
    display: flex;
    gap: var(--_space-2);
    align-items: flex-start;
    margin: var(--_space-4) 0 0;
    color: var(--_success);
    font-weight: 600;
  }

  .passed-note svg {
    inline-size: 1.25rem;
    block-size: 1.55rem;
  }

  .turn {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-2);
    justify-content: space-between;
    margin-block-start: var(--_space-6);
  }

  .turn > :only-child {
    margin-inline-start: auto;
  }

  .turn :is(a.button, button) {
    max-inline-size: 100%;
    min-block-size: 2.5rem;
    padding-inline: var(--_space-4);
    white-space: normal;
  }

  .end {
    margin-block-start: var(--_space-6);
    padding-block-start: var(--_space-3);
    border-block-start: 1px solid var(--_line);
  }

  .end .quiet {
    margin-inline-start: calc(-1 * var(--_space-2));
    padding-inline: var(--_space-2);
  }

  @container (max-width: 26rem) {
    .page {
      padding: var(--_space-4);
    }
  }

  @media (pointer: coarse) {
    a.button {
      min-block-size: 2.5rem;
    }
  }
`;
