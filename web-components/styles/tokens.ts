import { css } from 'lit';

/**
 * Colours, spaces and typefaces of all elements. Each private `--_name` takes its value from a public `--drydock-name` that an
 * author may set on any element around. Light and dark are one rule: `color-scheme` decides, so a forced theme
 * needs nothing but that property. Text colours reach 4.5:1 on every surface they are used on, control borders 3:1.
 */
export const tokens = css`
  :host {
    --_page: var(--drydock-page, light-dark(#eef1f4, #0a0e12));
    --_surface: var(--drydock-surface, light-dark(#ffffff, #12181f));
    --_raised: var(--drydock-raised, light-dark(#f5f7f9, #1a222b));
    --_terminal: var(--drydock-terminal, light-dark(#fcfdfe, #0c1116));
    --_text: var(--drydock-text, light-dark(#17202a, #e4eaf0));
    --_muted: var(--drydock-muted, light-dark(#51606f, #9caab8));
    --_line: var(--drydock-line, light-dark(#dbe1e7, #27313b));
    --_control-line: var(--drydock-control-line, light-dark(#7a8895, #637283));
    --_accent: var(--drydock-accent, light-dark(#0a5ea8, #7cc4ff));
    --_on-accent: var(--drydock-on-accent, light-dark(#ffffff, #06131f));
    --_accent-soft: var(--drydock-accent-soft, light-dark(#e3eff9, #15293b));
    --_danger: var(--drydock-danger, light-dark(#b3261e, #ff9b92));
    --_danger-soft: var(--drydock-danger-soft, light-dark(#fdeeec, #33191a));
    --_on-danger: var(--drydock-on-danger, light-dark(#ffffff, #2b0806));
    --_warning: var(--drydock-warning, light-dark(#7f5a00, #e8c46b));
    --_warning-soft: var(--drydock-warning-soft, light-dark(#fdf5e1, #2c2513));
    --_success: var(--drydock-success, light-dark(#1a6e3c, #7bd88f));
    --_shadow: 0 0.5rem 1.75rem light-dark(#17202a26, #00000080);

    --_space-1: 0.25rem;
    --_space-2: 0.5rem;
    --_space-3: 0.75rem;
    --_space-4: 1rem;
    --_space-5: 1.5rem;
    --_space-6: 2rem;
    --_radius: 0.5rem;
    --_radius-small: 0.3125rem;
    --_control: 2rem;

    --_sans: var(
      --drydock-sans,
      system-ui,
      -apple-system,
      'Segoe UI',
      Roboto,
      'Pretendard',
      'Apple SD Gothic Neo',
      'Noto Sans KR',
      'Noto Sans CJK KR',
      'Malgun Gothic',
      sans-serif
    );
    --_mono: var(
      --drydock-mono,
      'JetBrains Mono',
      'Cascadia Mono',
      ui-monospace,
      'SF Mono',
      Menlo,
      Consolas,
      'DejaVu Sans Mono',
      'D2Coding',
      'Noto Sans Mono CJK KR',
      monospace
    );
    --_size-small: 0.8125rem;
    --_size: 0.875rem;
    --_size-large: 1rem;
    --_size-title: 1.25rem;
  }

  :host([hidden]) {
    display: none !important;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation-duration: 0.01ms !important;
      animation-iteration-count: 1 !important;
      transition-duration: 0.01ms !important;
    }
  }
`;
