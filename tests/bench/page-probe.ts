/** What {@link installProbe} puts into the page: looks at the terminal from inside, with the page's own clock. */
export interface PageProbe {
  /** First time of each thing that happened, in milliseconds since the navigation began. */
  readonly firsts: Record<string, number>;
  /** When the keyboard event that came last was made. */
  readonly lastKeyAt: number;
  readonly lab: HTMLElementTagNameMap['drydock-lab'] | undefined;
  /** Settles with the time at which the screen first showed `text`. */
  drawn(text: string): Promise<number>;
  /** Settles with the time at which the last line on the screen is a shell's prompt that nothing was typed at. */
  promptDrawn(): Promise<number>;
}

declare global {
  interface Window {
    drydockProbe: PageProbe;
    /** Made by the bench: called once, when the terminal takes keys. */
    drydockTerminalTakesKeys?: () => void;
  }
}

/**
 * The compiler that runs these files names functions through a helper of this name, which a function that is sent to a
 * page leaves behind.
 */
export const COMPILER_HELPER = 'globalThis.__name ??= (value) => value;';

/** Runs in the page, before its own scripts; must not use anything from outside of itself. */
export function installProbe(patienceMs: number): void {
  type Terminal = HTMLElementTagNameMap['drydock-terminal'];
  const firsts: Record<string, number> = {};
  const waiting = new Set<{
    holds: (screen: string) => boolean;
    settle: (at: number) => void;
  }>();
  let lastKeyAt = 0;
  let terminal: Terminal | undefined;
  let observed: Element | undefined;

  const note = (what: string) => {
    firsts[what] ??= performance.now();
  };
  const find = (tag: string, root: Document | ShadowRoot = document): Element | undefined => {
    const here = root.querySelector(tag);
    if (here) return here;
    for (const element of root.querySelectorAll('*')) {
      const inside = element.shadowRoot && find(tag, element.shadowRoot);
      if (inside) return inside;
    }
    return undefined;
  };
  const findTerminal = () => {
    if (!terminal?.isConnected) terminal = find('drydock-terminal') as Terminal | undefined;
    return terminal;
  };
  /** What was drawn, where the renderer draws with elements; else what is to be drawn. */
  const screen = () => {
    const rows = terminal?.shadowRoot?.querySelector('.xterm-rows');
    if (!rows) return terminal?.screenText ?? '';
    return [...rows.children].map((row) => row.textContent ?? '').join('\n');
  };
  const look = () => {
    if (waiting.size === 0) return;
    const text = screen().replaceAll('\u00a0', ' ').trimEnd();
    for (const one of waiting) {
      if (!one.holds(text)) continue;
      waiting.delete(one);
      one.settle(performance.now());
    }
  };
  const observer = new MutationObserver(look);
  /** Drawing changes the rows, which is heard at once. */
  const observeRows = () => {
    const rows = findTerminal()?.shadowRoot?.querySelector('.xterm-rows');
    if (!rows || rows === observed) return;
    observer.disconnect();
    observer.observe(rows, {
      childList: true,
      subtree: true,
      characterData: true,
    });
    observed = rows;
  };
  const eachFrame = () => {
    observeRows();
    look();
    if (waiting.size > 0) requestAnimationFrame(eachFrame);
  };
  const when = (holds: (text: string) => boolean) =>
    new Promise<number>((settle, reject) => {
      if (waiting.size === 0) requestAnimationFrame(eachFrame);
      const one = { holds, settle };
      waiting.add(one);
      look();
      setTimeout(() => {
        if (waiting.delete(one))
          reject(new Error(`waited in vain; on the screen is:\n${screen()}`));
      }, patienceMs);
    });
  const awaitKeyboard = () => {
    const found = findTerminal();
    if (found) note('terminal element');
    if (found?.size) note('terminal laid out');
    if (!found?.terminal || !found.shadowRoot?.activeElement) {
      requestAnimationFrame(awaitKeyboard);
      return;
    }
    note('terminal takes keys');
    window.drydockTerminalTakesKeys?.();
  };

  addEventListener(
    'keydown',
    (event) => {
      lastKeyAt = event.timeStamp;
    },
    { capture: true },
  );
  document.addEventListener('drydock-status-change', (event) =>
    note(`status ${(event as CustomEvent<{ state: string }>).detail.state}`),
  );
  requestAnimationFrame(awaitKeyboard);
  window.drydockProbe = {
    firsts,
    get lastKeyAt() {
      return lastKeyAt;
    },
    get lab() {
      return find('drydock-lab') as HTMLElementTagNameMap['drydock-lab'] | undefined;
    },
    drawn: (text) => when((shown) => shown.includes(text)),
    promptDrawn: () => when((shown) => /^\S+@\S+:\S+[#$]$/.test(shown.split('\n').at(-1) ?? '')),
  };
}
