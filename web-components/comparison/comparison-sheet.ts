import { css } from 'lit';

/** Styles of `<drydock-comparison>`. */
export const comparisonSheet = css`
  :host {
    display: block;
    container-type: inline-size;
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
    gap: var(--_space-2);
    padding: var(--_space-2) var(--_space-4);
    border-block-end: 1px solid var(--_line);
    background: var(--_raised);
  }

  .title {
    flex: 1 1 auto;
    font: 650 0.9375rem / 1.5 var(--_sans);
  }

  .body {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space-4);
    padding: var(--_space-3) var(--_space-4) var(--_space-4);
  }

  p {
    margin: 0;
  }

  .progress {
    display: flex;
    align-items: center;
    gap: var(--_space-2);
    padding: var(--_space-2) var(--_space-3);
    border-radius: var(--_radius-small);
    background: var(--_accent-soft);
    font-size: var(--_size-small);
  }

  .progress .count {
    margin-inline-start: auto;
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .lamp {
    flex: none;
    inline-size: 0.5rem;
    block-size: 0.5rem;
    border-radius: 50%;
    background: var(--_accent);
    animation: breathe 1.4s ease-in-out infinite;
  }

  .failure {
    padding: var(--_space-2) var(--_space-3);
    border-inline-start: 0.25rem solid var(--_danger);
    background: var(--_danger-soft);
    overflow-wrap: anywhere;
  }

  .failure .detail {
    color: var(--_muted);
    font: 0.75rem / 1.6 var(--_mono);
  }

  /* The picture */

  /* Not the size and the lines of an icon in a button. */
  .picture {
    display: block;
    inline-size: 100%;
    max-inline-size: 32rem;
    block-size: auto;
    margin-inline: auto;
    stroke: none;
  }

  .picture rect {
    fill: var(--_surface);
    stroke: var(--_control-line);
    stroke-width: 1;
  }

  .picture text {
    fill: var(--_text);
    font: 500 11.5px var(--_sans);
    text-anchor: middle;
  }

  .picture .head {
    font-weight: 650;
    font-size: 12.5px;
  }

  .picture .figure {
    font: 600 11px var(--_mono);
  }

  .picture .machine {
    fill: var(--_raised);
    stroke: var(--_line);
  }

  .picture .hardware rect,
  .picture .computer rect {
    fill: none;
    stroke: var(--_line);
  }

  .picture .hardware text,
  .picture .computer text {
    fill: var(--_muted);
  }

  .picture .container rect {
    stroke: var(--_accent);
    stroke-width: 2;
    stroke-dasharray: 5 3;
  }

  .picture .own rect {
    fill: var(--_warning-soft);
    stroke: var(--_warning);
    stroke-width: 2;
  }

  .picture .shared rect {
    fill: var(--_accent-soft);
    stroke: var(--_accent);
    stroke-width: 1.5;
  }

  /* The tables */

  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }

  caption {
    padding-block-end: var(--_space-1);
    font: 650 var(--_size) / 1.5 var(--_sans);
    text-align: start;
  }

  th,
  td {
    padding: var(--_space-2) var(--_space-3) var(--_space-2) 0;
    text-align: start;
    vertical-align: top;
    font-weight: 500;
  }

  thead th {
    border-block-end: 1px solid var(--_control-line);
    color: var(--_muted);
    font-size: var(--_size-small);
  }

  tbody + tbody {
    border-block-start: 1px solid var(--_line);
  }

  td {
    overflow-wrap: anywhere;
    font-weight: 600;
  }

  td .id {
    font: 600 0.8125rem / 1.6 var(--_mono);
  }

  .pending {
    color: var(--_muted);
    font-weight: 400;
  }

  .bar {
    display: block;
    min-inline-size: 2px;
    block-size: 0.3125rem;
    margin-block-start: 0.25rem;
    border-radius: 1rem;
    background: var(--_accent);
  }

  .vm .bar {
    background: var(--_warning);
  }

  .more td {
    padding-block-start: 0;
    font-weight: 400;
  }

  .verdict {
    color: var(--_text);
    font-size: var(--_size-small);
  }

  details {
    color: var(--_muted);
    font-size: var(--_size-small);
  }

  summary {
    inline-size: fit-content;
    border-radius: var(--_radius-small);
    cursor: pointer;
  }

  .label {
    display: none;
    color: var(--_muted);
    font-weight: 400;
    font-size: var(--_size-small);
  }

  .outside {
    display: block;
    color: var(--_muted);
    font-weight: 400;
    font-size: var(--_size-small);
  }

  .note {
    padding: var(--_space-3);
    border-radius: var(--_radius-small);
    background: var(--_raised);
    font-size: var(--_size-small);
  }

  /* Too narrow for columns: each row becomes a block with its values below each other. */
  @container (inline-size < 25rem) {
    thead {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }

    table,
    tbody,
    tr {
      display: block;
    }

    th[scope='row'] {
      display: block;
      padding-block-end: 0;
      font-weight: 650;
    }

    td {
      display: grid;
      grid-template-columns: minmax(6.5rem, auto) 1fr;
      gap: 0 var(--_space-3);
      padding-block: var(--_space-1);
    }

    .more td {
      display: block;
    }

    td.empty {
      display: none;
    }

    .label {
      display: block;
    }

    .bar {
      grid-column: 2;
    }
  }

  @keyframes breathe {
    50% {
      opacity: 0.35;
    }
  }
`;
