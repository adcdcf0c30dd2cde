import { css } from 'lit';

/** Styles of `<drydock-terminals>`: the bar of tabs, the panels under it. */
export const terminalsSheet = css`
  :host {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    min-block-size: 0;
    background: var(--_terminal);
    font: var(--_size) / 1.5 var(--_sans);
    color: var(--_text);
  }

  .bar {
    display: flex;
    flex: none;
    align-items: stretch;
    justify-content: space-between;
    border-block-end: 1px solid var(--_line);
    background: var(--_raised);
  }

  /* Over the line under the bar, which the tab in front covers and so joins with its panel; and never to be scrolled up or down: WebKit's bar for that would lie on the last tab's button. */
  .tabs {
    display: flex;
    min-inline-size: 0;
    margin-block-end: -1px;
    overflow: auto hidden;
    scrollbar-width: thin;
  }

  .tab {
    position: relative;
    display: inline-flex;
    flex: none;
    align-items: center;
    padding-inline-end: var(--_space-1);
    border-inline-end: 1px solid var(--_line);
    color: var(--_muted);
  }

  .tab[data-active] {
    background: var(--_terminal);
    color: var(--_text);
  }

  /* Marks the tab in front without colour alone. */
  .tab[data-active]::before {
    content: '';
    position: absolute;
    inset: 0 0 auto;
    block-size: 2px;
    background: var(--_accent);
  }

  .tab button {
    min-block-size: 2.375rem;
    border: 0;
    background: transparent;
    color: inherit;
  }

  .tab button:focus-visible {
    outline-offset: -3px;
  }

  .tab .icon {
    inline-size: 1.375rem;
    min-block-size: 1.375rem;
    block-size: 1.375rem;
  }

  .tab .icon svg {
    inline-size: 0.75rem;
    block-size: 0.75rem;
  }

  .tab .icon:hover {
    background: var(--_line);
    color: var(--_text);
  }

  .tab [role='tab'] {
    padding-inline: var(--_space-3) var(--_space-1);
  }

  .tools {
    display: flex;
    flex: none;
    align-items: center;
    gap: 2px;
    padding-inline: var(--_space-1);
  }

  .panel {
    flex: 1;
  }

  .empty {
    display: grid;
    flex: 1;
    place-content: center;
    justify-items: center;
    gap: var(--_space-3);
    color: var(--_muted);
  }

  .empty p {
    margin: 0;
  }
`;
