import { css } from 'lit';

/** Styles of the text of a step. */
export const stepTextSheet = css`
  :host {
    display: block;
    color: var(--_text);
    font: 0.9375rem / 1.7 var(--_sans);
    text-wrap: pretty;
  }

  :host > *,
  .inside > *,
  blockquote > *,
  li > * {
    margin: 0;
  }

  :host > * + *,
  .inside > * + *,
  blockquote > * + * {
    margin-block-start: var(--_space-4);
  }

  h3,
  h4 {
    font: 650 1.0625rem / 1.45 var(--_sans);
    letter-spacing: -0.005em;
    text-wrap: balance;
  }

  h4 {
    font-size: 0.9375rem;
  }

  :host > * + h3 {
    margin-block-start: var(--_space-6);
  }

  :host > * + h4 {
    margin-block-start: var(--_space-5);
  }

  :host > h3 + *,
  :host > h4 + * {
    margin-block-start: var(--_space-2);
  }

  ul,
  ol {
    padding-inline-start: 1.5rem;
  }

  li + li,
  li > * + * {
    margin-block-start: 0.375rem;
  }

  li::marker {
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }

  blockquote {
    padding: var(--_space-1) 0 var(--_space-1) var(--_space-4);
    border-inline-start: 0.1875rem solid var(--_line);
    color: var(--_muted);
  }

  pre {
    padding: 0.625rem var(--_space-3);
    overflow-x: auto;
    border-inline-start: 0.1875rem solid var(--_line);
    border-radius: 0 var(--_radius-small) var(--_radius-small) 0;
    background: var(--_raised);
    font: var(--_size-small) / 1.55 var(--_mono);
    scrollbar-width: thin;
    tab-size: 4;
  }

  pre code {
    padding: 0;
    background: none;
    font: inherit;
    overflow-wrap: normal;
  }

  /* Two in a row stand beside each other. */
  .port {
    margin-inline-end: var(--_space-2);
  }

  .table {
    overflow-x: auto;
    scrollbar-width: thin;
  }

  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: var(--_size);
    line-height: 1.55;
    text-wrap: wrap;
  }

  th,
  td {
    padding: 0.4375rem var(--_space-3) 0.4375rem 0;
    border-block-end: 1px solid var(--_line);
    text-align: start;
    vertical-align: top;
  }

  th:last-child,
  td:last-child {
    padding-inline-end: 0;
  }

  th {
    border-block-end-color: var(--_control-line);
    color: var(--_muted);
    font-weight: 600;
    white-space: nowrap;
  }

  td code {
    overflow-wrap: normal;
  }

  details {
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }

  summary {
    display: flex;
    gap: var(--_space-2);
    align-items: center;
    min-block-size: 2.25rem;
    padding: 0.25rem var(--_space-3);
    border-radius: inherit;
    color: var(--_muted);
    font: 500 var(--_size) / 1.4 var(--_sans);
    cursor: pointer;
  }

  summary::-webkit-details-marker {
    display: none;
  }

  summary:hover {
    color: var(--_text);
  }

  summary svg {
    flex: none;
    inline-size: 1rem;
    block-size: 1rem;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  summary .turn {
    margin-inline-start: auto;
    transition: rotate 120ms ease;
  }

  details[open] .turn {
    rotate: 180deg;
  }

  details .inside {
    padding: var(--_space-1) var(--_space-3) var(--_space-3);
  }

  @media (pointer: coarse) {
    summary {
      min-block-size: 2.75rem;
    }
  }
`;
