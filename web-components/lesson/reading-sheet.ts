import { css } from 'lit';

/** How running text looks, in every part of the guide. */
export const readingSheet = css`
  a {
    border-radius: 0.125rem;
    color: var(--_accent);
    text-decoration-thickness: 0.0625rem;
    text-underline-offset: 0.1875em;
  }

  a:hover {
    text-decoration-thickness: 0.125rem;
  }

  code {
    padding: 0.0625em 0.3125em;
    border-radius: 0.25rem;
    background: var(--_code, var(--_raised));
    font: 0.875em / 1.4 var(--_mono);
    overflow-wrap: anywhere;
    /* The box goes on where a line ends inside of it. */
    -webkit-box-decoration-break: clone;
    box-decoration-break: clone;
  }

  a[target] svg {
    inline-size: 0.75em;
    block-size: 0.75em;
    margin-inline-start: 0.125em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
`;
