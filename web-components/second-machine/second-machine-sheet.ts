import { css } from 'lit';

/** Styles of `<drydock-second-machine>`. */
export const secondMachineSheet = css`
  :host {
    display: block;
    color: var(--_text);
    font: var(--_size) / 1.6 var(--_sans);
    text-wrap: wrap;
  }

  .card {
    border: 1px solid var(--_control-line);
    border-radius: var(--_radius);
    background: var(--_surface);
    overflow: hidden;
  }

  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-1) var(--_space-2);
    padding: var(--_space-2) var(--_space-2) var(--_space-2) var(--_space-4);
    border-block-end: 1px solid var(--_line);
    background: var(--_raised);
  }

  .title {
    flex: 1 1 auto;
    font: 650 0.9375rem / 1.5 var(--_sans);
  }

  .state {
    display: inline-flex;
    align-items: center;
    gap: 0.375rem;
    min-block-size: var(--_control);
    padding-inline: var(--_space-2);
    color: var(--_muted);
    font: 500 var(--_size-small) / 1.3 var(--_sans);
    font-variant-numeric: tabular-nums;
  }

  .lamp {
    inline-size: 0.625rem;
    block-size: 0.625rem;
    border: 1.5px solid var(--_control-line);
    border-radius: 50%;
  }

  [data-state='booting'] .lamp {
    border-color: var(--_accent);
    background: var(--_accent);
    animation: breathe 1.4s ease-in-out infinite;
  }

  [data-state='ready'] .lamp {
    border-color: var(--_success);
    background: var(--_success);
  }

  [data-state='stopped'] .lamp,
  [data-state='failed'] .lamp {
    border-color: var(--_danger);
  }

  .body {
    display: grid;
    gap: var(--_space-3);
    justify-items: start;
    padding: var(--_space-3) var(--_space-4) var(--_space-4);
  }

  p {
    margin: 0;
  }

  .muted {
    color: var(--_muted);
    font-size: var(--_size-small);
  }

  ol {
    display: grid;
    gap: var(--_space-2);
    inline-size: 100%;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    display: grid;
    grid-template-columns: 1.25rem 1fr auto;
    gap: 0 var(--_space-2);
    align-items: center;
    color: var(--_muted);
  }

  li[data-progress='now'] {
    color: var(--_text);
    font-weight: 500;
  }

  .mark {
    inline-size: 0.5rem;
    block-size: 0.5rem;
    margin-inline: auto;
    border: 1.5px solid var(--_control-line);
    border-radius: 50%;
  }

  li[data-progress='now'] .mark {
    border-color: var(--_accent);
    background: var(--_accent);
  }

  li svg {
    inline-size: 1rem;
    block-size: 1rem;
    margin-inline: auto;
    fill: none;
    stroke: var(--_success);
    stroke-width: 2;
  }

  .amount {
    color: var(--_muted);
    font-weight: 400;
    font-size: var(--_size-small);
    font-variant-numeric: tabular-nums;
  }

  .kernel {
    inline-size: 100%;
    min-block-size: 2.25rem;
    padding: var(--_space-2) var(--_space-3);
    border-radius: var(--_radius-small);
    background: var(--_terminal);
    color: var(--_muted);
    font: 0.75rem / 1.6 var(--_mono);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  dl {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr));
    gap: var(--_space-2) var(--_space-4);
    inline-size: 100%;
    margin: 0;
  }

  dt {
    color: var(--_muted);
    font-size: var(--_size-small);
  }

  dd {
    margin: 0;
    font: 600 0.9375rem / 1.5 var(--_sans);
    font-variant-numeric: tabular-nums;
  }

  drydock-terminal-pane {
    block-size: clamp(13rem, 36vh, 20rem);
    border-block-start: 1px solid var(--_line);
    background: var(--_terminal);
  }

  drydock-machine-notice {
    inline-size: 100%;
  }

  @keyframes breathe {
    50% {
      opacity: 0.35;
    }
  }
`;
