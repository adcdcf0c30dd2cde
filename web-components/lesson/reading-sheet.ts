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
    /* Little at the sides: in Korean a particle follows without a space, and must not look as if there were one. */
    padding: 0.0625em 0.1875em;
    border-radius: 0.1875rem;
    background: color-mix(in srgb, var(--_control-line) 15%, transparent);
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
