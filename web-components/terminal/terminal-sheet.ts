import { css } from 'lit';

/** Styles of `<drydock-terminal>` around and over xterm's own sheet. */
export const terminalSheet = css`
  :host {
    display: block;
    position: relative;
    min-inline-size: 0;
    min-block-size: 0;
    overflow: hidden;
    background: var(--_terminal);
  }

  .frame {
    position: absolute;
    inset: 0;
  }

  .frame::after {
    content: '';
    position: absolute;
    inset: 0;
    border: 1px solid transparent;
    pointer-events: none;
    transition: border-color 120ms ease;
  }

  .frame:has(.xterm.focus)::after {
    border-color: var(--_accent);
  }

  .frame[data-ringing]::after {
    border-color: var(--_warning);
    box-shadow: inset 0 0 0 2px var(--_warning);
  }

  .host {
    position: absolute;
    inset: var(--_space-2) 0 var(--_space-2) var(--_space-3);
    overflow: hidden;
  }

  /* Bidirectional controls must not turn what a program printed around. */
  .xterm .xterm-rows {
    direction: ltr;
    unicode-bidi: bidi-override;
  }

  .xterm .xterm-viewport {
    background: transparent;
  }

  .xterm .composition-view {
    border-block-end: 2px solid var(--_accent);
    background: var(--_accent-soft);
    color: var(--_text);
  }

  .link,
  .find-failed:not(:empty) {
    position: absolute;
    inset-block-end: var(--_space-2);
    inset-inline-start: var(--_space-3);
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--_space-3);
    max-inline-size: calc(100% - var(--_space-6));
    padding: var(--_space-1) var(--_space-2);
    border: 1px solid var(--_line);
    border-radius: var(--_radius-small);
    background: var(--_raised);
    color: var(--_text);
    font: var(--_size-small) / 1.5 var(--_sans);
    pointer-events: none;
  }

  .find-failed:not(:empty) {
    z-index: 1;
  }

  .link span,
  .find-failed span {
    overflow-wrap: anywhere;
  }

  .link .how,
  .find-failed .how {
    color: var(--_muted);
  }

  .exit {
    position: absolute;
    inset-block-end: var(--_space-3);
    inset-inline: var(--_space-3);
    inline-size: fit-content;
    margin-inline: auto;
    padding: var(--_space-2) var(--_space-3);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_raised);
    color: var(--_text);
    font: var(--_size-small) / 1.4 var(--_sans);
    box-shadow: var(--_shadow);
  }

  .entry {
    position: absolute;
  }

  .exit:not(:focus) {
    inline-size: 1px;
    block-size: 1px;
    padding: 0;
    border: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
