import type { Disposables } from '../../src/support/disposables.ts';
import type { ColorScheme } from '../terminal/palette.ts';

/** Tells whether the system is light or dark, now and whenever it changes, until `open` is disposed. */
export function followSystemScheme(open: Disposables, tell: (scheme: ColorScheme) => void): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const follow = () => tell(dark.matches ? 'dark' : 'light');
  follow();
  open.listen(dark, 'change', follow);
}
