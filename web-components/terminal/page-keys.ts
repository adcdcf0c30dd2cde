/** What the page does with a key that would otherwise go to the program in the terminal. */
export type PageKey = 'copy' | 'paste' | 'find' | 'leave';

/** The parts of a key press that matter here. */
export type KeyPress = Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>;

/**
 * The few keys that are the page's: all with Ctrl and Shift, which terminals leave alone. They go by their place on the keyboard,
 * so that they work while a Korean layout is on.
 */
export function pageKeyOf(press: KeyPress): PageKey | undefined {
  if (!press.ctrlKey || !press.shiftKey || press.altKey || press.metaKey) return undefined;
  switch (press.code) {
    case 'KeyC':
      return 'copy';
    case 'KeyV':
      return 'paste';
    case 'KeyF':
      return 'find';
    case 'F6':
      return 'leave';
    default:
      return undefined;
  }
}
