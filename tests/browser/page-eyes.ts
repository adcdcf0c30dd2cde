/** What {@link installEyes} puts into a page: a look at it through all shadow roots. */
export interface PageEyes {
  /** Rules of the content security policy that were broken. */
  readonly violations: string[];
  /** What the kernel said, as far as the page told, while the machine booted. */
  readonly kernelLines: string[];
  /** Workers that the page has started and not ended. Not every driver can tell: of Firefox ESR 140 it knows none. */
  readonly workers: ReadonlySet<Worker>;
  find<Tag extends keyof HTMLElementTagNameMap>(tag: Tag): HTMLElementTagNameMap[Tag] | undefined;
  /** The text on the screen of the terminal that takes what is sent. */
  screen(): string;
  /** Whether the keyboard is in that terminal. */
  hasKeyboard(): boolean;
  /** Where the keyboard is. */
  focused(): Element | undefined;
}

declare global {
  interface Window {
    drydockEyes: PageEyes;
    /** What {@link installEars} has heard. */
    drydockErrors: string[];
  }
}

/** Runs in the page before its own scripts; must not use anything from outside of itself. */
export function installEyes(): void {
  class Eyes implements PageEyes {
    readonly violations: string[] = [];
    readonly kernelLines: string[] = [];
    readonly workers = new Set<Worker>();

    find<Tag extends keyof HTMLElementTagNameMap>(
      tag: Tag,
      root: Document | ShadowRoot = document,
    ): HTMLElementTagNameMap[Tag] | undefined {
      const here = root.querySelector(tag);
      if (here) return here;
      for (const { shadowRoot } of root.querySelectorAll('*')) {
        const inside = shadowRoot && this.find(tag, shadowRoot);
        if (inside) return inside;
      }
      return undefined;
    }

    screen(): string {
      return this.find('drydock-terminals')?.activeTerminal?.screenText ?? '';
    }

    hasKeyboard(): boolean {
      const terminal = this.find('drydock-terminals')?.activeTerminal;
      return Boolean(terminal?.shadowRoot?.activeElement);
    }

    focused(): Element | undefined {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element ?? undefined;
    }
  }
  const eyes = new Eyes();
  window.drydockEyes = eyes;
  window.Worker = class extends Worker {
    constructor(...how: ConstructorParameters<typeof Worker>) {
      super(...how);
      eyes.workers.add(this);
    }

    override terminate(): void {
      super.terminate();
      eyes.workers.delete(this);
    }
  };
  document.addEventListener('securitypolicyviolation', (event) => {
    eyes.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
  });
  document.addEventListener('drydock-status-change', (event) => {
    const { detail } = event as HTMLElementEventMap['drydock-status-change'];
    if (detail.state === 'booting') eyes.kernelLines.push(detail.lastKernelLine);
  });
}

/** Hears of errors, where the driver does not tell of them: on the console, uncaught, and of what did not load. Runs like {@link installEyes}. */
export function installEars(): void {
  const errors: string[] = [];
  window.drydockErrors = errors;
  const say = console.error;
  console.error = (...words: unknown[]) => {
    errors.push(words.map(String).join(' '));
    say.apply(console, words);
  };
  const listen = (event: Event) => {
    const { target } = event;
    const address = target instanceof HTMLElement ? target.outerHTML : '';
    errors.push(event instanceof ErrorEvent ? event.message : `not loaded: ${address}`);
  };
  addEventListener('error', listen, { capture: true });
  addEventListener('unhandledrejection', ({ reason }) => errors.push(String(reason)));
}
