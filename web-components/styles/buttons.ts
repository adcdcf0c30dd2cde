import { css } from 'lit';

/** Buttons: `.primary` for the one thing to do next, plain for the rest, `.danger` for what cannot be undone, `.icon` for tools. */
export const buttons = css`
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.375rem;
    min-block-size: var(--_control);
    padding: 0 var(--_space-3);
    border: 1px solid var(--_control-line);
    border-radius: var(--_radius-small);
    background: var(--_surface);
    color: var(--_text);
    font: 500 var(--_size-small) / 1.2 var(--_sans);
    white-space: nowrap;
    cursor: pointer;
    touch-action: manipulation;
    transition:
      background-color 120ms ease,
      border-color 120ms ease,
      color 120ms ease;
  }

  button:hover {
    background: var(--_raised);
  }

  button:active {
    background: var(--_line);
  }

  button:disabled {
    opacity: 0.5;
    cursor: default;
  }

  button.primary {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
  }

  button.primary:hover {
    background: color-mix(in srgb, var(--_accent) 88%, var(--_text));
  }

  button.danger {
    border-color: var(--_danger);
    background: var(--_danger);
    color: var(--_on-danger);
  }

  button.danger:hover {
    background: color-mix(in srgb, var(--_danger) 88%, var(--_text));
  }

  button.quiet,
  button.icon {
    border-color: transparent;
    background: transparent;
    color: var(--_muted);
  }

  button.quiet:hover,
  button.icon:hover {
    background: var(--_line);
    color: var(--_text);
  }

  button.icon {
    inline-size: var(--_control);
    padding: 0;
  }

  button[aria-pressed='true'] {
    background: var(--_accent-soft);
    color: var(--_accent);
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

  @media (pointer: coarse) {
    button {
      min-block-size: 2.5rem;
    }

    button.icon {
      inline-size: 2.5rem;
    }
  }
`;
