/** The two looks of the page, after `auto` was resolved. */
export type ColorScheme = 'light' | 'dark';

/** What the reader chose; `auto` follows the system. */
export type Theme = 'auto' | ColorScheme;

/** Colours of a terminal, by xterm's names. */
export interface TerminalPalette {
  readonly background: string;
  readonly foreground: string;
  readonly cursor: string;
  readonly cursorAccent: string;
  readonly selectionBackground: string;
  readonly selectionInactiveBackground: string;
  readonly scrollbarSliderBackground: string;
  readonly scrollbarSliderHoverBackground: string;
  readonly scrollbarSliderActiveBackground: string;
  readonly black: string;
  readonly red: string;
  readonly green: string;
  readonly yellow: string;
  readonly blue: string;
  readonly magenta: string;
  readonly cyan: string;
  readonly white: string;
  readonly brightBlack: string;
  readonly brightRed: string;
  readonly brightGreen: string;
  readonly brightYellow: string;
  readonly brightBlue: string;
  readonly brightMagenta: string;
  readonly brightCyan: string;
  readonly brightWhite: string;
}

const DARK: TerminalPalette = {
  background: '#0c1116',
  foreground: '#d8e0e8',
  cursor: '#7cc4ff',
  cursorAccent: '#0c1116',
  selectionBackground: '#2a4a68',
  selectionInactiveBackground: '#26323f',
  scrollbarSliderBackground: '#8fa1b333',
  scrollbarSliderHoverBackground: '#8fa1b366',
  scrollbarSliderActiveBackground: '#8fa1b399',
  black: '#1c252e',
  red: '#ff8a80',
  green: '#7bd88f',
  yellow: '#e8c46b',
  blue: '#6cb6ff',
  magenta: '#d7a6ff',
  cyan: '#5fd4d6',
  white: '#c9d3dd',
  brightBlack: '#8795a4',
  brightRed: '#ffa9a1',
  brightGreen: '#9be8ab',
  brightYellow: '#f4d78e',
  brightBlue: '#96cbff',
  brightMagenta: '#e4c4ff',
  brightCyan: '#8be6e7',
  brightWhite: '#f4f8fb',
};

const LIGHT: TerminalPalette = {
  background: '#fcfdfe',
  foreground: '#1d2731',
  cursor: '#0a5ea8',
  cursorAccent: '#fcfdfe',
  selectionBackground: '#bcdcf8',
  selectionInactiveBackground: '#dde5ec',
  scrollbarSliderBackground: '#4a5b6b33',
  scrollbarSliderHoverBackground: '#4a5b6b66',
  scrollbarSliderActiveBackground: '#4a5b6b99',
  black: '#1d2731',
  red: '#b3261e',
  green: '#1a6e3c',
  yellow: '#7f5a00',
  blue: '#0a5ea8',
  magenta: '#8031a7',
  cyan: '#0b6b74',
  white: '#55636f',
  brightBlack: '#5d6b78',
  brightRed: '#c4362d',
  brightGreen: '#217a46',
  brightYellow: '#8a6300',
  brightBlue: '#1769b5',
  brightMagenta: '#9040b8',
  brightCyan: '#14747d',
  brightWhite: '#3c4954',
};

/** The terminal's colours for one look of the page. All sixteen reach a contrast of 4.5 on the background, but for black. */
export function paletteFor(scheme: ColorScheme): TerminalPalette {
  return scheme === 'dark' ? DARK : LIGHT;
}
