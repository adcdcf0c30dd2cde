import { css } from 'lit';

/** Styles of `<drydock-preview>`: the bar with the address, and under it what the server answered. */
export const previewSheet = css`
  :host {
    container-type: inline-size;
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    min-inline-size: 0;
    min-block-size: 0;
    background: var(--_surface);
    color: var(--_text);
    font: var(--_size) / 1.55 var(--_sans);
    word-break: keep-all;
    overflow-wrap: anywhere;
  }

  section {
    position: relative;
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    min-block-size: 0;
  }

  /* Over everything in it: an outline would lie under the bar. */
  section:focus-visible {
    outline: none;
  }

  section:focus-visible::after {
    content: '';
    position: absolute;
    inset: 0;
    border: 2px solid var(--_accent);
    pointer-events: none;
  }

  .bar {
    position: relative;
    display: flex;
    flex: none;
    align-items: center;
    gap: 2px;
    padding: 0.1875rem var(--_space-1);
    border-block-end: 1px solid var(--_line);
    background: var(--_raised);
  }

  /* The address is worth more than a way that leads nowhere. */
  @container (inline-size < 20rem) {
    .back:disabled,
    .forward:disabled {
      display: none;
    }
  }

  form {
    display: flex;
    flex: 1;
    align-items: center;
    gap: var(--_space-1);
    min-inline-size: 0;
    margin: 0;
  }

  input {
    flex: 1;
    min-inline-size: 0;
    block-size: 1.875rem;
    padding: 0 var(--_space-2);
    border: 1px solid var(--_control-line);
    border-radius: var(--_radius-small);
    background: var(--_surface);
    color: var(--_text);
    font: var(--_size-small) / 1.2 var(--_mono);
  }

  input[aria-invalid='true'] {
    border-color: var(--_danger);
  }

  .status {
    flex: none;
    padding: 0 var(--_space-2);
    border-radius: 1rem;
    background: var(--_warning-soft);
    color: var(--_warning);
    font-size: var(--_size-small);
  }

  .wrong {
    flex: none;
    margin: 0;
    padding: var(--_space-1) var(--_space-3);
    background: var(--_danger-soft);
    color: var(--_text);
    font-size: var(--_size-small);
  }

  .cut {
    flex: none;
    margin: 0;
    padding: var(--_space-1) var(--_space-3);
    background: var(--_warning-soft);
    font-size: var(--_size-small);
  }

  /* Moves while something is on its way. */
  .bar[data-loading]::after {
    content: '';
    position: absolute;
    inset: auto 0 -1px;
    block-size: 2px;
    background: linear-gradient(90deg, transparent, var(--_accent), transparent) 0 / 40% 100% no-repeat;
    animation: pass 1.1s linear infinite;
  }

  @keyframes pass {
    from {
      background-position: -70% 0;
    }
    to {
      background-position: 170% 0;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .bar[data-loading]::after {
      background: var(--_accent);
    }
  }

  .body {
    position: relative;
    display: grid;
    flex: 1;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    min-block-size: 0;
  }

  iframe {
    inline-size: 100%;
    block-size: 100%;
    border: 0;
    /* Pages that say nothing of colours are made for this. */
    background: #fff;
    color-scheme: light;
  }

  iframe[hidden] {
    display: none;
  }

  iframe:focus-visible {
    outline-offset: -3px;
  }

  pre {
    margin: 0;
    padding: var(--_space-3);
    overflow: auto;
    font: var(--_size-small) / 1.5 var(--_mono);
    white-space: pre-wrap;
  }

  pre:focus-visible {
    outline-offset: -3px;
  }

  .notice {
    display: grid;
    align-content: safe center;
    justify-items: start;
    gap: var(--_space-2);
    max-inline-size: 32rem;
    margin-inline: auto;
    padding: var(--_space-4);
    overflow: auto;
  }

  .notice h3 {
    margin: 0;
    font: 600 var(--_size-large) / 1.4 var(--_sans);
  }

  .notice p {
    margin: 0;
    color: var(--_muted);
  }

  .notice .detail {
    font: var(--_size-small) / 1.5 var(--_mono);
  }

  .notice .waiting {
    display: flex;
    align-items: center;
    gap: var(--_space-2);
    font-size: var(--_size-small);
  }

  .notice .next {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-2) var(--_space-3);
  }

  .lamp {
    flex: none;
    inline-size: 0.5rem;
    block-size: 0.5rem;
    border-radius: 50%;
    background: var(--_accent);
    animation: breathe 1.6s ease-in-out infinite;
  }

  @keyframes breathe {
    50% {
      opacity: 0.25;
    }
  }

  .ask {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--_space-2);
  }

  .ask label {
    display: grid;
    gap: var(--_space-1);
    font-size: var(--_size-small);
  }

  .ask input {
    flex: none;
    inline-size: 8rem;
    block-size: var(--_control);
  }
`;
