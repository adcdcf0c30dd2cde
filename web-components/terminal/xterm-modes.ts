import type { Terminal } from '@xterm/xterm';

/**
 * The sequences that bring back what a program has asked the terminal for. Full-screen programs count on all of it, and only
 * half is in xterm's public interface. The version of xterm is pinned; a missing internal throws, and a browser test watches.
 */
export function modesOf(terminal: Terminal): string {
  const { buffer, coreService, coreMouseService } = internalsOf(terminal);
  const { modes, rows } = terminal;
  const { scrollTop, scrollBottom } = buffer;
  const isRegion = scrollTop > 0 || scrollBottom < rows - 1;
  const private_ = PRIVATE_MODES.filter(([, isOn]) => isOn(modes)).map(
    ([code]) => `\x1b[?${code}h`,
  );
  return [
    // Setting a region or the origin puts the cursor into the corner.
    isRegion ? `\x1b[${scrollTop + 1};${scrollBottom + 1}r` : '',
    isRegion ? `\x1b[${buffer.y + 1};${Math.min(buffer.x, terminal.cols - 1) + 1}H` : '',
    ...private_,
    modes.insertMode ? '\x1b[4h' : '',
    modes.wraparoundMode ? '' : '\x1b[?7l',
    MOUSE_ENCODINGS[coreMouseService.activeEncoding] ?? '',
    coreService.isCursorHidden ? '\x1b[?25l' : '',
  ].join('');
}

/** Modes that are off until a program turns them on, by their numbers. */
const PRIVATE_MODES: readonly (readonly [number, (modes: Terminal['modes']) => boolean])[] = [
  [1, ({ applicationCursorKeysMode }) => applicationCursorKeysMode],
  [66, ({ applicationKeypadMode }) => applicationKeypadMode],
  [2004, ({ bracketedPasteMode }) => bracketedPasteMode],
  [1004, ({ sendFocusMode }) => sendFocusMode],
  [45, ({ reverseWraparoundMode }) => reverseWraparoundMode],
  [9, ({ mouseTrackingMode }) => mouseTrackingMode === 'x10'],
  [1000, ({ mouseTrackingMode }) => mouseTrackingMode === 'vt200'],
  [1002, ({ mouseTrackingMode }) => mouseTrackingMode === 'drag'],
  [1003, ({ mouseTrackingMode }) => mouseTrackingMode === 'any'],
];

const MOUSE_ENCODINGS: Readonly<Record<string, string>> = {
  SGR: '\x1b[?1006h',
  SGR_PIXELS: '\x1b[?1016h',
};

/** The part of xterm's internals that is read; names as in its sources. */
interface XtermCore {
  readonly buffer: {
    readonly scrollTop: number;
    readonly scrollBottom: number;
    readonly x: number;
    readonly y: number;
  };
  readonly coreService: { readonly isCursorHidden: boolean };
  readonly coreMouseService: { readonly activeEncoding: string };
}

function internalsOf(terminal: Terminal): XtermCore {
  const { _core: core } = terminal as unknown as { readonly _core: Partial<XtermCore> };
  const { buffer, coreService, coreMouseService } = core;
  if (!buffer || typeof buffer.scrollTop !== 'number' || !coreService || !coreMouseService) {
    throw new Error('xterm has no modes where version 6.0.0 keeps them');
  }
  return { buffer, coreService, coreMouseService };
}
