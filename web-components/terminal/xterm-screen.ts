import { FitAddon } from '@xterm/addon-fit';
import type { SearchAddon } from '@xterm/addon-search';
import { Terminal } from '@xterm/xterm';
import type { TerminalSize } from '../../src/machine/machine.ts';
import { defer } from '../../src/support/deferred.ts';
import { Disposables } from '../../src/support/disposables.ts';
import { nextTask } from '../next-task.ts';
import { hasGraphicsProcessor } from './gpu.ts';
import { writeInPieces } from './output-pieces.ts';
import { type ColorScheme, paletteFor } from './palette.ts';
import type { SavedScreen } from './saved-screen.ts';
import { searchColors } from './search-colors.ts';
import type { LinkEvents } from './xterm-links.ts';
import { XtermStyles } from './xterm-styles.ts';

/** What a screen tells its owner. */
export interface ScreenEvents extends LinkEvents {
  /** The reader typed or pasted. */
  input(data: string | Uint8Array): void;
  resize(size: TerminalSize): void;
  bell(): void;
  /** A key went down, before the terminal has it; true keeps it from the terminal. */
  keyDown(event: KeyboardEvent): boolean;
  /** Where the search stands; -1 and 0 when nothing was found. */
  found(index: number, count: number): void;
}

/** What assistive technology says. */
export interface ScreenTexts {
  readonly label: string;
  /** Which keys are not the program's. */
  readonly keys: string;
  readonly tooMuchOutput: string;
}

/** Lines kept above the screen. */
const SCROLLBACK_LINES = 5000;

const LAST_ASCII = 0x7f;

/** Fixed-width typefaces, those with Korean glyphs of exactly two cells among them. */
const FONT_FAMILY =
  '"JetBrains Mono", "Cascadia Mono", ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", ' +
  '"D2Coding", "Noto Sans Mono CJK KR", "Nanum Gothic Coding", "Apple SD Gothic Neo", "Malgun Gothic", monospace';

/** The only importer of xterm.js: a screen with a keyboard, in the words of this project. */
export class XtermScreen {
  readonly #terminal: Terminal;
  readonly #fit = new FitAddon();
  readonly #styles: XtermStyles;
  readonly #open = new Disposables();
  readonly #events: ScreenEvents;
  readonly #gone = defer<undefined>();
  #search: Promise<SearchAddon> | undefined;
  #scheme: ColorScheme;
  /** How often the screen is being saved: nothing changes it then. */
  #holds = 0;
  /** What is to be done once nobody saves. */
  #waiting: (() => void)[] = [];
  /** How wide the characters of Unicode 11 are: known, or on its way. Plain ASCII does without. */
  #widths: Promise<void> | undefined;
  #hasWidths = false;
  /** What is written was written before: nobody is answered, nothing is told. */
  #isPuttingBack = false;

  /** `root` is where its style sheets go. */
  constructor(root: ShadowRoot, scheme: ColorScheme, events: ScreenEvents) {
    this.#events = events;
    this.#scheme = scheme;
    this.#styles = new XtermStyles(root);
    this.#terminal = new Terminal({
      allowProposedApi: true, // unicode versions and search decorations
      cursorBlink: false,
      fontFamily: FONT_FAMILY,
      fontSize: 14,
      lineHeight: 1.2,
      // The palette reaches AA by itself; xterm's own correction takes inverse text for low contrast and greys it.
      minimumContrastRatio: 1,
      scrollback: SCROLLBACK_LINES,
      theme: { ...paletteFor(scheme) },
      windowOptions: {}, // no window operation and no report of title or size is answered
      // Until what follows links is there: xterm's own opens them, after a question, with any click.
      linkHandler: { activate: () => {} },
    });
    this.#open.add(() => this.#terminal.dispose());
    this.#open.add(() => this.#gone.resolve(undefined));
    this.#loadAddons();
    this.#refuseDangerousSequences();
    this.#forwardEvents();
  }

  /** Puts the screen into `host`, once; a task of its own is good for it. */
  open(host: HTMLElement): void {
    this.#styles.during(() => this.#terminal.open(host));
    this.#styles.adaptRenderer(this.#terminal);
    void this.#useGraphicsProcessor();
    const useLinks = () => void this.#useLinks();
    host.addEventListener('pointerover', useLinks, { once: true });
  }

  get size(): TerminalSize {
    return { columns: this.#terminal.cols, rows: this.#terminal.rows };
  }

  /** What is on the screen, as text. A line that wrapped is one line; blank lines at the end are left out. */
  get text(): string {
    const buffer = this.#terminal.buffer.active;
    let text = '';
    for (let row = 0; row < this.#terminal.rows; row++) {
      const line = buffer.getLine(buffer.baseY + row);
      if (!line) continue;
      if (row > 0 && !line.isWrapped) text += '\n';
      const next = buffer.getLine(buffer.baseY + row + 1);
      text += line.translateToString(!next?.isWrapped);
    }
    return text.trimEnd();
  }

  get selection(): string {
    return this.#terminal.getSelection();
  }

  /** Shows output of the machine; `written` is called when it is on the screen. While the screen is saved it waits. */
  write(bytes: Uint8Array, written: () => void): void {
    if (!this.#hasWidths && bytes.some((byte) => byte > LAST_ASCII)) this.#loadWidths();
    if (this.#holds > 0) return void this.#waiting.push(() => this.#put(bytes, written));
    this.#put(bytes, written);
  }

  #put(bytes: Uint8Array, written: () => void): void {
    writeInPieces(bytes, (piece, done) => this.#terminal.write(piece, done), written);
  }

  /**
   * Screen and scrollback with everything that was written until now, and nothing that is written later; about
   * `maxCharacters` of it. Undefined when the screen is disposed meanwhile.
   */
  async save(maxCharacters: number): Promise<SavedScreen | undefined> {
    this.#holds += 1;
    // What waits for the widths of its characters was written before.
    const early = this.#hasWidths ? [] : this.#waiting.splice(0);
    try {
      await this.#widths;
      for (const act of early) act();
      const all = new Promise<true>((done) => this.#terminal.write('', () => done(true)));
      if (!(await Promise.race([all, this.#gone.promise]))) return undefined;
      const [{ SerializeAddon }, { writeOut }] = await Promise.all([
        import('@xterm/addon-serialize'),
        import('./saved-screen.ts'),
      ]);
      const serializer = new SerializeAddon();
      serializer.activate(this.#terminal);
      return await writeOut(this.#terminal, serializer, maxCharacters);
    } finally {
      this.#release();
    }
  }

  #release(): void {
    this.#holds -= 1;
    if (this.#holds === 0) for (const act of this.#waiting.splice(0)) act();
  }

  /** Output waits until the widths are there: what is on the screen already keeps its width. */
  #loadWidths(): void {
    this.#widths ??= this.#useWidths().finally(() => {
      this.#hasWidths = true;
      this.#release();
    });
  }

  async #useWidths(): Promise<void> {
    this.#holds += 1;
    try {
      const { Unicode11Addon } = await import('@xterm/addon-unicode11');
      this.#terminal.loadAddon(new Unicode11Addon());
      this.#terminal.unicode.activeVersion = '11';
    } catch (error) {
      // Korean is right all the same; of newer characters, some take the place of one instead of two.
      console.warn('Drydock: the widths of newer characters could not be loaded', error);
    }
  }

  /**
   * Puts a saved screen on this one, which must be empty. It can do no more than output can, and less: what it asks the
   * terminal is not answered. Resolves when it is there, or when this screen is disposed.
   */
  async putBack({ columns, rows, content }: SavedScreen): Promise<void> {
    this.#isPuttingBack = true;
    this.#terminal.resize(columns, rows);
    const bytes = new TextEncoder().encode(content);
    const all = new Promise<void>((done) => this.write(bytes, done));
    await Promise.race([all, this.#gone.promise]);
    this.#isPuttingBack = false;
  }

  /** Takes the size of the host element. Does nothing while it is not laid out; waits while the screen is saved. */
  fit(): void {
    if (this.#holds > 0) return void this.#waiting.push(() => this.fit());
    const size = this.#fit.proposeDimensions();
    if (size && Number.isFinite(size.cols) && Number.isFinite(size.rows)) this.#fit.fit();
  }

  focus(): void {
    this.#terminal.focus();
  }

  /** A program asked for the other set of cursor keys. */
  get applicationCursorKeys(): boolean {
    return this.#terminal.modes.applicationCursorKeysMode;
  }

  /** Empties screen and scrollback and forgets all modes. */
  reset(): void {
    this.#terminal.reset();
  }

  setColorScheme(scheme: ColorScheme): void {
    if (scheme === this.#scheme) return;
    this.#scheme = scheme;
    this.#terminal.options.theme = { ...paletteFor(scheme) };
  }

  setScreenReaderMode(on: boolean): void {
    this.#terminal.options.screenReaderMode = on;
  }

  /** Names the keyboard's text field for assistive technology. */
  describe({ label, keys, tooMuchOutput }: ScreenTexts): void {
    this.#terminal.textarea?.setAttribute('aria-label', label);
    this.#terminal.textarea?.setAttribute('aria-description', keys);
    Terminal.strings.tooMuchOutput = tooMuchOutput;
  }

  /** Marks all places of `text` and goes to the next one, or the one before; loads the search at its first use. */
  async find(text: string, direction: 'next' | 'previous', incremental = false): Promise<void> {
    const search = await this.#searchAddon();
    const options = { incremental, decorations: searchColors(this.#scheme) };
    if (direction === 'next') search.findNext(text, options);
    else search.findPrevious(text, options);
  }

  endFind(): void {
    this.#search?.then(
      (search) => search.clearDecorations(),
      () => undefined, // nothing was found without it
    );
    this.#terminal.clearSelection();
  }

  dispose(): void {
    this.#open.dispose();
  }

  #loadAddons(): void {
    this.#terminal.loadAddon(this.#fit);
  }

  /** Addresses are links for whoever has a pointer: they are looked for from its first visit on. */
  async #useLinks(): Promise<void> {
    const { addLinks } = await import('./xterm-links.ts');
    if (this.#terminal.element?.isConnected) addLinks(this.#terminal, this.#events);
  }

  /** What runs in the machine must not reach the reader's clipboard (OSC 52) or rename the page (OSC 0, 1, 2). */
  #refuseDangerousSequences(): void {
    for (const sequence of [0, 1, 2, 52]) {
      this.#terminal.parser.registerOscHandler(sequence, () => true);
    }
  }

  #forwardEvents(): void {
    const terminal = this.#terminal;
    const events = this.#events;
    const tell = (act: () => void) => {
      if (!this.#isPuttingBack) act();
    };
    terminal.onData((text) => tell(() => events.input(text)));
    terminal.onBinary((text) =>
      tell(() => events.input(Uint8Array.from(text, (unit) => unit.charCodeAt(0)))),
    );
    terminal.onResize(({ cols, rows }) => tell(() => events.resize({ columns: cols, rows })));
    terminal.onBell(() => tell(() => events.bell()));
    terminal.attachCustomKeyEventHandler(
      (event) => !(event.type === 'keydown' && events.keyDown(event)),
    );
  }

  /** One promise for all who ask: what is typed while the search is being loaded is then looked for in its order. */
  #searchAddon(): Promise<SearchAddon> {
    this.#search ??= this.#loadSearch().catch((error: unknown) => {
      this.#search = undefined; // the next key tries again
      throw error;
    });
    return this.#search;
  }

  async #loadSearch(): Promise<SearchAddon> {
    const { SearchAddon } = await import('@xterm/addon-search');
    const search = new SearchAddon();
    this.#terminal.loadAddon(search);
    search.onDidChangeResults((results) =>
      this.#events.found(results.resultIndex, results.resultCount),
    );
    return search;
  }

  /** Moves to the WebGL renderer if there is a GPU, and back to the DOM when it is taken away. */
  async #useGraphicsProcessor(): Promise<void> {
    await nextTask(); // asking the driver takes a while
    if (!hasGraphicsProcessor()) return;
    const { WebglAddon } = await import('@xterm/addon-webgl');
    if (!this.#terminal.element?.isConnected) return;
    const addon = new WebglAddon();
    addon.onContextLoss(() => {
      this.#styles.during(() => addon.dispose());
      this.#styles.adaptRenderer(this.#terminal);
    });
    try {
      this.#terminal.loadAddon(addon);
    } catch {
      // The context was refused (too many of them); the DOM renderer stays.
      this.#styles.adaptRenderer(this.#terminal);
    }
  }
}
