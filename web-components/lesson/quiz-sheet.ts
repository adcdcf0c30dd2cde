import { css } from 'lit';

/** Styles of a question. */
export const quizSheet = css`
  :host {
    display: block;
    color: var(--_text);
    font: 0.9375rem / 1.65 var(--_sans);
  }

  .card {
    padding: var(--_space-4);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_raised);
  }

  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend {
    padding: 0;
    font-weight: 600;
    text-wrap: pretty;
  }

  .kind {
    display: block;
    margin-block-end: var(--_space-1);
    color: var(--_muted);
    font: 600 var(--_size-small) / 1.4 var(--_sans);
  }

  ul {
    display: grid;
    gap: var(--_space-2);
    margin: var(--_space-3) 0 0;
    padding: 0;
    list-style: none;
  }

  label {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0 0.625rem;
    padding: 0.4375rem var(--_space-3);
    border: 1px solid var(--_line);
    border-radius: var(--_radius-small);
    background: var(--_surface);
    cursor: pointer;
  }

  label:hover:not([data-mark]) {
    border-color: var(--_control-line);
  }

  label:has(:checked):not([data-mark]) {
    border-color: var(--_accent);
    background: var(--_accent-soft);
  }

  label:has(:focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  label[data-mark] {
    cursor: default;
  }

  label[data-mark='right'] {
    border-color: var(--_success);
  }

  label[data-mark='wrong'] {
    border-color: var(--_danger);
  }

  input {
    inline-size: 1rem;
    block-size: 1rem;
    margin: 0.25rem 0 0;
    accent-color: var(--_accent);
    outline: none;
  }

  .sign {
    display: grid;
    place-items: center;
    inline-size: 1rem;
    block-size: 1.55rem;
    color: var(--_control-line);
  }

  [data-mark='right'] .sign,
  [data-mark='right'] .mark,
  .verdict.right {
    color: var(--_success);
  }

  [data-mark='wrong'] .sign,
  [data-mark='wrong'] .mark,
  .verdict.wrong {
    color: var(--_danger);
  }

  .mark {
    display: block;
    font: 600 var(--_size-small) / 1.5 var(--_sans);
  }

  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-2) var(--_space-3);
    align-items: center;
    margin-block-start: var(--_space-3);
  }

  .answers .kind {
    margin: 0;
  }

  .missing {
    margin: 0;
    color: var(--_danger);
    font-size: var(--_size-small);
  }

  .result {
    margin-block-start: var(--_space-4);
    padding-block-start: var(--_space-3);
    border-block-start: 1px solid var(--_line);
    border-radius: 0.125rem;
    outline-offset: 0.375rem;
  }

  .verdict {
    display: flex;
    gap: 0.375rem;
    align-items: center;
    margin: 0 0 var(--_space-1);
    font-weight: 650;
  }

  .again {
    margin-block-start: var(--_space-2);
    margin-inline-start: calc(-1 * var(--_space-3));
  }
`;
