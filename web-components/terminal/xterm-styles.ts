import type { Terminal } from '@xterm/xterm';

/**
 * Lets xterm.js 6.0.0 run under a content security policy without 'unsafe-inline'.
 *
 * xterm's DOM renderer and its viewport make `<style>` elements, and true colours are set with `setAttribute('style', …)`. The
 * policy blocks both, and rightly so: they are how injected text would style the page. The CSS object model is
 * allowed, so the same rules are routed through it. `documentOverride` does not reach these places (the viewport and
 * the row factory use the global document), hence:
 *  - while xterm builds its elements (synchronous), `document.createElement('style')` hands out a stand-in whose text
 *    goes to a constructed style sheet of the shadow root;
 *  - the row factory's one method that writes a style attribute is replaced on that one instance.
 * The version of xterm is pinned; a missing internal throws, and the browser tests watch for violations.
 */
export class XtermStyles {
  readonly #root: ShadowRoot;

  constructor(root: ShadowRoot) {
    this.#root = root;
  }

  /** Runs `build`, which makes xterm elements or renderers, with style elements replaced. */
  during(build: () => void): void {
    const own = Object.getOwnPropertyDescriptor(document, 'createElement');
    const original = document.createElement;
    const replaced = (tag: string, options?: ElementCreationOptions): HTMLElement =>
      tag === 'style' ? this.#standIn() : original.call(document, tag, options);
    document.createElement = replaced as typeof document.createElement;
    try {
      build();
    } finally {
      if (own) Object.defineProperty(document, 'createElement', own);
      else Reflect.deleteProperty(document, 'createElement');
    }
  }

  /** Call after every change of the renderer. */
  adaptRenderer(terminal: Terminal): void {
    const renderer = internalsOf(terminal)._core._renderService._renderer.value;
    if (!renderer) throw new Error('xterm has no renderer where version 6.0.0 keeps it');
    // The WebGL renderer draws on a canvas and has no row factory.
    if (!('_rowFactory' in renderer)) return;
    if (typeof renderer._rowFactory?._addStyle !== 'function') {
      throw new Error('xterm has no row factory where version 6.0.0 keeps it');
    }
    renderer._rowFactory._addStyle = (element, declaration) => {
      element.style.cssText += `${declaration};`;
    };
  }

  /** An element that takes the place of a `<style>`: nothing to see, its text becomes a constructed style sheet. */
  #standIn(): HTMLElement {
    const sheet = new CSSStyleSheet();
    const root = this.#root;
    const element = document.createElement('span');
    element.hidden = true;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    Object.defineProperty(element, 'textContent', {
      set: (text: string) => sheet.replaceSync(text),
    });
    element.remove = () => {
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
      HTMLElement.prototype.remove.call(element);
    };
    return element;
  }
}

/** The part of xterm's internals that is touched; names as in its sources. */
interface XtermInternals {
  readonly _core: {
    readonly _renderService: { readonly _renderer: { readonly value?: XtermRenderer } };
  };
}

interface XtermRenderer {
  readonly _rowFactory?: { _addStyle(element: HTMLElement, declaration: string): void };
}

function internalsOf(terminal: Terminal): XtermInternals {
  return terminal as unknown as XtermInternals;
}
