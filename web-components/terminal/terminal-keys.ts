/** A key for fingers: what stands on it and what it types. */
export interface TerminalKey {
  /** As `KeyboardEvent.key` calls it, with `Control+` in front. */
  readonly name: string;
  readonly label: string;
  readonly types: string;
  /** What it types instead while a program asked for application cursor keys (editors, pagers). */
  readonly typesInApplicationMode?: string;
}

/** The keys of the bar, in its order. */
export const terminalKeys: readonly TerminalKey[] = [
  { name: 'Escape', label: 'Esc', types: '\x1b' },
  { name: 'Tab', label: 'Tab', types: '\t' },
  { name: 'Control+c', label: '^C', types: '\x03' },
  { name: 'Control+d', label: '^D', types: '\x04' },
  { name: 'ArrowUp', label: '↑', types: '\x1b[A', typesInApplicationMode: '\x1bOA' },
  { name: 'ArrowDown', label: '↓', types: '\x1b[B', typesInApplicationMode: '\x1bOB' },
  { name: 'ArrowLeft', label: '←', types: '\x1b[D', typesInApplicationMode: '\x1bOD' },
  { name: 'ArrowRight', label: '→', types: '\x1b[C', typesInApplicationMode: '\x1bOC' },
  { name: '|', label: '|', types: '|' },
  { name: '/', label: '/', types: '/' },
  { name: '-', label: '-', types: '-' },
];

/** What the key of this name types; nothing for one that is not on the bar. */
export function sequenceOf(name: string, applicationCursorKeys: boolean): string {
  const key = terminalKeys.find((other) => other.name === name);
  if (!key) return '';
  return (applicationCursorKeys && key.typesInApplicationMode) || key.types;
}
