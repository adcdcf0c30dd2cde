import xtermSheet from '@xterm/xterm/css/xterm.css?inline';
import { html, nothing, type PropertyValues, unsafeCSS } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized, msg, str } from '../src/localization/localization.ts';
import type { MachineTerminal, TerminalSize } from '../src/machine/machine.ts';
import { Disposables } from '../src/support/disposables.ts';
import { retryingImport } from '../src/support/retrying-import.ts';
import type { FindRequest } from './drydock-find-bar.ts';
import { rising } from './lesson/request.ts';
import { nextTask } from './next-task.ts';
import { OwnTaskElement } from './own-task-element.ts';
import { tokens } from './styles/tokens.ts';
import { ActivitySigns, type TerminalActivity } from './terminal/activity-signs.ts';
import { copyText } from './terminal/clipboard.ts';
import type { TerminalLink } from './terminal/link-safety.ts';
import { pageKeyOf } from './terminal/page-keys.ts';
import type { ColorScheme } from './terminal/palette.ts';
import type { SavedScreen } from './terminal/saved-screen.ts';
import { sequenceOf } from './terminal/terminal-keys.ts';
import { terminalSheet } from './terminal/terminal-sheet.ts';
import { XtermScreen } from './terminal/xterm-screen.ts';

const loadFindBar = retryingImport(() => import('./drydock-find-bar.ts'));

/** How long the frame lights up for a bell, in milliseconds. */
const BELL_MS = 180;

/**
 * One terminal: screen and keyboard of a program in the machine.
 *
 * Keys: Ctrl+Shift+C copies the selection, Ctrl+Shift+V pastes, Ctrl+Shift+F searches, Ctrl+Shift+F6 leaves the terminal. All
 * others, Tab and Ctrl+C among them, belong to the program. Web addresses open with Ctrl (or Cmd) and a click, those of the lab in a preview.
 * What the program prints cannot reach the clipboard, the page's title or any script. Taking the element out of
 * the document empties its screen; the program goes on until its owner closes it.
 *
 * @fires {CustomEvent<TerminalSize>} drydock-size-change - The screen has another number of columns or rows.
 * @fires {CustomEvent<void>} drydock-bell - The program rang the bell.
 * @fires {CustomEvent<string>} drydock-preview-request - Show what answers at this address of the lab, to which a link leads; bubbles.
 * @fires {CustomEvent<TerminalActivity>} drydock-activity - Keys were typed (`input`) or something was printed (`output`); each a few times a second at most, the last included; bubbles.
 */
@localized()
@customElement('drydock-terminal')
export class DrydockTerminal extends OwnTaskElement {
  static override styles = [tokens, unsafeCSS(xtermSheet), terminalSheet];

  /** The program this is the terminal of. Another one writes on below what is there. */
  @property({ attribute: false }) terminal: MachineTerminal | undefined;

  /** What stood on the screen when it was saved; it is put back once, before any output. */
  @property({ attribute: false }) saved: SavedScreen | undefined;

  /** Light or dark. */
  @property({ attribute: 'color-scheme' }) scheme: ColorScheme = 'dark';

  /** Keeps a copy of the screen's text for screen readers and announces output. */
  @property({ type: Boolean, attribute: 'screen-reader' }) screenReader = false;

  /** Nothing shows previews of this machine: an address of the lab is a text like any other. */
  @property({ type: Boolean, attribute: 'no-previews' }) noPreviews = false;

  /** What the terminal is called by assistive technology. */
  @property() label = '';

  @state() private finding = false;
  @state() private findFailed = false;
  @state() private found: { index: number; count: number } = { index: -1, count: 0 };
  @state() private link: TerminalLink | undefined;
  @state() private ringing = false;
  @query('.host') private readonly host!: HTMLElement;
  @query('.entry') private readonly entry!: HTMLElement;
  @query('.exit') private readonly exit!: HTMLElement;

  #screen: XtermScreen | undefined;
  #open = new Disposables();
  #stopOutput: (() => void) | undefined;
  #started: Promise<void> | undefined;
  #bellTimer = 0;
  readonly #activity = new ActivitySigns((detail) => this.#tellActivity(detail));

  /** What is on the screen, as text; wrapped lines are joined. */
  get screenText(): string {
    return this.#screen?.text ?? '';
  }

  /** Columns and rows; undefined until the element was laid out. */
  get size(): TerminalSize | undefined {
    return this.#screen?.size;
  }

  /**
   * Screen and scrollback with everything that the program's terminal was given until now, about `maxCharacters` of it, for
   * {@link saved} of another element. Undefined while there is no screen.
   */
  async saveScreen(maxCharacters: number): Promise<SavedScreen | undefined> {
    return this.saved ?? this.#screen?.save(maxCharacters);
  }

  /** Number of things this element holds open; 0 once it left the document. */
  get openCount(): number {
    return this.#open.size + (this.#stopOutput ? 1 : 0);
  }

  /** Types `text` as if at the keyboard; a line feed is the Enter key. */
  sendText(text: string): void {
    this.terminal?.write(text.replace(/\r?\n/g, '\r'));
  }

  /** Presses a key that has no character, by its name: `Escape`, `ArrowUp`, `Control+c`, … */
  pressKey(name: string): void {
    this.terminal?.write(sequenceOf(name, this.#screen?.applicationCursorKeys ?? false));
  }

  /** Puts the keyboard here. */
  override focus(): void {
    this.#screen?.focus();
  }

  /** Opens the search bar; says so when it cannot be loaded. */
  async openFind(): Promise<void> {
    try {
      await loadFindBar();
      this.findFailed = false;
      this.finding = true;
    } catch (error) {
      console.warn('Drydock: the search could not be loaded', error);
      this.findFailed = true;
    }
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#started = this.#start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  protected override firstUpdated(): void {
    this.#started = this.#start();
  }

  /** Complete with a screen. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const settled = await super.getUpdateComplete();
    await this.#started;
    return settled;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('terminal') && this.hasUpdated) this.#attach();
    if (changed.has('scheme')) this.#screen?.setColorScheme(this.scheme);
    if (changed.has('screenReader')) this.#screen?.setScreenReaderMode(this.screenReader);
    if (this.#screen) this.#describe(this.#screen);
  }

  #describe(screen: XtermScreen): void {
    screen.describe({
      label: this.label || msg('Terminal', { id: 'terminal' }),
      keys: msg(str`${'Ctrl+Shift+F6'} leaves the terminal.`, { id: 'terminal-keys' }),
      tooMuchOutput: msg('Too much output to read out. Go through the lines yourself.', {
        id: 'too-much-output',
      }),
    });
  }

  protected override render() {
    return html`
      <div class="frame" ?data-ringing=${this.ringing}>
        <span class="entry" tabindex="-1" @blur=${this.handleEntryBlur}></span>
        <div class="host"></div>
        ${this.finding ? this.#renderFind() : nothing}
        ${this.link ? this.#renderLink(this.link) : nothing}
        <div class="find-failed" role="status">${this.findFailed ? this.#renderFindFailed() : nothing}</div>
        <span
          class="exit"
          tabindex="-1"
          role="note"
          @blur=${this.handleExitBlur}
          @keydown=${this.handleExitKey}
        >
          ${msg('You left the terminal. Tab goes on, Shift+Tab goes back.', { id: 'terminal-left' })}
        </span>
      </div>
    `;
  }

  #renderFind() {
    return html`<drydock-find-bar
      .index=${this.found.index}
      .count=${this.found.count}
      @drydock-find-request=${this.handleFindRequest}
      @drydock-find-close-request=${this.handleFindClose}
    ></drydock-find-bar>`;
  }

  #renderFindFailed() {
    return html`<span>${msg('The search could not be loaded.', { id: 'find-failed' })}</span>
      <span class="how">
        ${msg(str`See that there is a network, and press ${'Ctrl+Shift+F'} again.`, { id: 'find-again' })}
      </span>`;
  }

  #renderLink({ href, isInLab }: TerminalLink) {
    const how = isInLab
      ? msg('Ctrl + click opens it in a preview', { id: 'link-preview' })
      : msg('Ctrl + click opens it in a new tab', { id: 'link-how' });
    return html`<div class="link" role="status">
      <span>${href}</span>
      <span class="how">${how}</span>
    </div>`;
  }

  #leadsAnywhere({ isInLab }: TerminalLink): boolean {
    return !(isInLab && this.noPreviews);
  }

  /** A tab of its own knows nothing of this one. */
  #follow({ href, isInLab }: TerminalLink): void {
    if (isInLab) this.dispatchEvent(rising('drydock-preview-request', href));
    else window.open(href, '_blank', 'noopener,noreferrer');
  }

  private handleFindRequest(event: CustomEvent<FindRequest>): void {
    const { text, direction, incremental } = event.detail;
    void this.#screen?.find(text, direction, incremental);
  }

  private handleFindClose(): void {
    this.finding = false;
    this.#screen?.endFind();
    this.focus();
  }

  private handleExitBlur(): void {
    this.exit.tabIndex = -1;
  }

  /** Back means to what comes before the terminal, which would otherwise take the keyboard again: the browser goes on from here. */
  private handleExitKey(event: KeyboardEvent): void {
    if (event.key !== 'Tab' || !event.shiftKey) return;
    this.entry.tabIndex = 0;
    this.entry.focus();
  }

  private handleEntryBlur(): void {
    this.entry.tabIndex = -1;
  }

  private handleKeyDown(event: KeyboardEvent): boolean {
    const key = pageKeyOf(event);
    if (key === undefined) return false;
    // A paste is left to the browser, which asks nobody for the clipboard then.
    if (key !== 'paste') event.preventDefault();
    if (key === 'copy') void copyText(this.#screen?.selection ?? '');
    if (key === 'find') void this.openFind();
    if (key === 'leave') this.#leave();
    return true;
  }

  /**
   * Puts the keyboard behind the terminal. The place can be tabbed to only while it has the focus: from an element with a
   * negative tabindex Chromium goes on to the first one in its shadow tree, which is the terminal again.
   */
  #leave(): void {
    this.exit.tabIndex = 0;
    this.exit.focus();
  }

  async #start(): Promise<void> {
    const open = new Disposables();
    this.#open = open;
    const screen = this.#newScreen();
    open.add(() => screen.dispose());
    await nextTask();
    if (this.#open !== open || !this.isConnected) return; // taken away meanwhile
    screen.open(this.host);
    await nextTask();
    if (this.#open !== open || !this.isConnected) return;
    if (this.saved) {
      await screen.putBack(this.saved);
      if (this.#open !== open || !this.isConnected) return;
      this.saved = undefined;
    }
    this.#screen = screen;
    screen.setColorScheme(this.scheme);
    screen.setScreenReaderMode(this.screenReader);
    this.#describe(screen);
    this.#fitWithHost(screen);
    this.#attach();
  }

  #newScreen(): XtermScreen {
    return new XtermScreen(this.shadowRoot as ShadowRoot, this.scheme, {
      input: (data) => {
        this.#activity.note('input');
        this.findFailed = false;
        this.terminal?.write(data);
      },
      resize: (size) => this.#tellSize(size),
      bell: () => this.#ring(),
      linkHover: (link) => {
        this.link = link && this.#leadsAnywhere(link) ? link : undefined;
      },
      linkFollow: (link) => this.#leadsAnywhere(link) && this.#follow(link),
      keyDown: (event) => this.handleKeyDown(event),
      found: (index, count) => {
        this.found = { index, count };
      },
    });
  }

  /** Follows the size of the element; once a frame is enough while a splitter is dragged. */
  #fitWithHost(screen: XtermScreen): void {
    screen.fit();
    let frame = 0;
    const observer = new ResizeObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => screen.fit());
    });
    observer.observe(this.host);
    this.#open.add(() => cancelAnimationFrame(frame));
    this.#open.add(() => observer.disconnect());
  }

  #attach(): void {
    this.#stopOutput?.();
    this.#stopOutput = undefined;
    const screen = this.#screen;
    if (!screen || !this.terminal) return;
    this.terminal.resize(screen.size);
    this.#stopOutput = this.terminal.onOutput((bytes, consumed) => {
      screen.write(bytes, consumed);
      this.#activity.note('output');
    });
  }

  #stop(): void {
    this.#stopOutput?.();
    this.#stopOutput = undefined;
    clearTimeout(this.#bellTimer);
    this.#activity.dispose();
    this.#screen = undefined;
    this.#open.dispose();
  }

  #tellSize(size: TerminalSize): void {
    this.terminal?.resize(size);
    this.dispatchEvent(
      new CustomEvent('drydock-size-change', { detail: size, bubbles: true, composed: true }),
    );
  }

  #tellActivity(detail: TerminalActivity): void {
    this.dispatchEvent(
      new CustomEvent('drydock-activity', { detail, bubbles: true, composed: true }),
    );
  }

  #ring(): void {
    this.ringing = true;
    clearTimeout(this.#bellTimer);
    this.#bellTimer = window.setTimeout(() => {
      this.ringing = false;
    }, BELL_MS);
    this.dispatchEvent(new CustomEvent('drydock-bell', { bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-terminal': DrydockTerminal;
  }
  interface HTMLElementEventMap {
    'drydock-size-change': CustomEvent<TerminalSize>;
    'drydock-bell': CustomEvent<void>;
    'drydock-preview-request': CustomEvent<string | null>;
    'drydock-activity': CustomEvent<TerminalActivity>;
  }
}
