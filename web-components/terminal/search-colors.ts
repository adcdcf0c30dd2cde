import type { ColorScheme } from './palette.ts';

/** Colours of what a search found, as the search addon takes them. */
export interface SearchColors {
  readonly matchBackground: string;
  readonly matchOverviewRuler: string;
  readonly activeMatchBackground: string;
  readonly activeMatchBorder: string;
  readonly activeMatchColorOverviewRuler: string;
}

const LIGHT: SearchColors = {
  matchBackground: '#f3e3a8',
  matchOverviewRuler: '#c99a1e',
  activeMatchBackground: '#ffc44d',
  activeMatchBorder: '#6b4a00',
  activeMatchColorOverviewRuler: '#6b4a00',
};

const DARK: SearchColors = {
  matchBackground: '#4a3f1c',
  matchOverviewRuler: '#c99a1e',
  activeMatchBackground: '#8a6500',
  activeMatchBorder: '#ffd479',
  activeMatchColorOverviewRuler: '#ffd479',
};

/** Marks that can be told apart from the selection in both looks. */
export function searchColors(scheme: ColorScheme): SearchColors {
  return scheme === 'dark' ? DARK : LIGHT;
}
