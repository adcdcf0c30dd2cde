import { css } from 'lit';

/** Styles of the small picture of a terminal. */
export const pictureSheet = css`
  .picture {
    /* A screen that is not full begins at the top; of a full one the last lines are seen. */
    display: flex;
    flex-direction: column-reverse;
    justify-content: safe flex-end;
    min-inline-size: 0;
    margin: 0;
    padding: 0.375rem;
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-small);
    background: var(--_terminal);
    color: var(--_muted);
    font: 0.4375rem / 1.3 var(--_mono);
    white-space: pre;
    user-select: none;
  }`;
