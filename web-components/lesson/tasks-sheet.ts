import { css } from 'lit';

/** Styles of the tasks of a step. */
export const tasksSheet = css`
  :host {
    display: block;
    color: var(--_text);
    font: 0.9375rem / 1.6 var(--_sans);
  }

  section {
    border: 1px solid var(--_line);
    border-radius: 0.625rem;
    background: var(--_surface);
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-1) var(--_space-3);
    align-items: center;
    padding: var(--_space-2) var(--_space-2) var(--_space-2) var(--_space-4);
    border-block-end: 1px solid var(--_line);
    border-radius: 0.625rem 0.625rem 0 0;
    background: var(--_raised);
  }

  h3 {
    margin: 0;
    font: 650 0.9375rem / 1.5 var(--_sans);
  }

  .count {
    flex: 1;
    color: var(--_muted);
    font-size: var(--_size-small);
    font-variant-numeric: tabular-nums;
  }

  .check[aria-disabled='true'] {
    color: var(--_muted);
    cursor: default;
  }

  ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  p {
    margin: 0;
  }

  .task {
    display: grid;
    grid-template-columns: 1.25rem minmax(0, 1fr);
    gap: 0 var(--_space-3);
    padding: var(--_space-3) var(--_space-4);
  }

  .task + .task {
    border-block-start: 1px solid var(--_line);
  }

  .sign {
    display: grid;
    place-items: center;
    block-size: 1.5rem;
    color: var(--_control-line);
  }

  .sign svg {
    inline-size: 1.25rem;
    block-size: 1.25rem;
  }

  [data-status='met'] > .sign {
    color: var(--_success);
  }

  [data-status='failed'] > .sign {
    color: var(--_warning);
  }

  .title {
    font-weight: 550;
    text-wrap: pretty;
  }

  .badge {
    display: inline-block;
    margin-inline-start: 0.375rem;
    padding: 0 0.4375rem;
    border: 1px solid var(--_line);
    border-radius: 1rem;
    background: var(--_raised);
    color: var(--_muted);
    font: 500 0.75rem / 1.5 var(--_sans);
    white-space: nowrap;
  }

  .message {
    color: var(--_muted);
    font-size: var(--_size);
    overflow-wrap: anywhere;
    text-wrap: pretty;
  }

  [data-status='met'] .message {
    color: var(--_success);
  }

  .hints {
    display: grid;
    gap: var(--_space-2);
    margin-block-start: var(--_space-2);
  }

  .hint {
    padding: var(--_space-1) var(--_space-3);
    border-inline-start: 0.1875rem solid var(--_accent);
    border-radius: 0 var(--_radius-small) var(--_radius-small) 0;
    background: var(--_accent-soft);
    font-size: var(--_size);
  }

  .hint b {
    margin-inline-end: 0.375rem;
    font-weight: 600;
  }

  .help {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--_space-1);
    margin: var(--_space-1) 0 0 calc(-1 * var(--_space-2));
  }

  .help button {
    min-block-size: 1.75rem;
    padding-inline: var(--_space-2);
  }

  .help [aria-expanded] svg {
    transition: rotate 120ms ease;
  }

  .help [aria-expanded='true'] svg {
    rotate: 180deg;
  }

  .solution {
    margin-block-start: var(--_space-2);
    border-radius: var(--_radius);
  }

  .ask {
    display: grid;
    gap: var(--_space-2);
    justify-items: start;
    padding: var(--_space-3);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_warning-soft);
    font-size: var(--_size);
  }

  .phase {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-2) var(--_space-3);
    align-items: center;
    justify-content: space-between;
    padding: var(--_space-2) var(--_space-4);
    border-block-end: 1px solid var(--_line);
    color: var(--_muted);
    font-size: var(--_size);
  }

  .phase.failed {
    background: var(--_danger-soft);
    color: var(--_text);
  }

  .phase p {
    flex: 1 1 14rem;
  }

  details {
    flex: 1 1 100%;
    color: var(--_muted);
    font-size: var(--_size-small);
  }

  summary {
    inline-size: fit-content;
    border-radius: var(--_radius-small);
    cursor: pointer;
  }

  pre {
    margin: var(--_space-1) 0 0;
    font: 0.75rem / 1.6 var(--_mono);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  @media (pointer: coarse) {
    .help button {
      min-block-size: 2.5rem;
    }
  }
`;
