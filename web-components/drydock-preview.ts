import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized } from '../src/localization/localization.ts';
import type { Machine, MachineStatus } from '../src/machine/machine.ts';
import { Preview, type PreviewContent, type PreviewState } from '../src/preview/preview.ts';
import { hrefOf, readTyped } from '../src/preview/preview-address.ts';
import type { Disposer } from '../src/support/disposables.ts';
import stageUrl from './preview/frame/stage.html?url';
import { framedDocument } from './preview/framed-document.ts';
import { serversOf } from './preview/guest-servers.ts';
import { renderBar } from './preview/preview-bar.ts';
import { PreviewFrame } from './preview/preview-frame.ts';
import { renderAnswer, renderNotice, renderQuestion } from './preview/preview-notices.ts';
import { previewSheet } from './preview/preview-sheet.ts';
import * as texts from './preview/preview-texts.ts';
import { buttons } from './styles/buttons.ts';
import { tokens } from './styles/tokens.ts';

/** Scripts run and forms tell when they are sent. No origin, no pop-ups, no downloads, no way to the page around. */
const SANDBOX = 'allow-scripts allow-forms';

/**
 * What a web server in the machine answers on one of its ports: the page with its styles, pictures and scripts, links and forms that
 * work, and the address above it. Nothing in it can reach anything but servers of the machine.
 *
 * @fires {CustomEvent<string>} drydock-address-change - The preview is at this address now.
 * @fires {CustomEvent<void>} drydock-preview-close-request - The reader wants it to be taken away.
 */
@localized()
@customElement('drydock-preview')
export class DrydockPreview extends LitElement {
  static override styles = [tokens, buttons, previewSheet];

  /** The machine whose servers are shown. */
  @property({ attribute: false }) machine: Machine | undefined;

  /** Where to begin: a port, or an address such as `http://localhost:8081/`, or of `production.lab`. Empty: the reader is asked. Follows the reader. */
  @property() address = '';

  /** It has a button that wishes for its end. */
  @property({ type: Boolean }) closable = false;

  @state() private current: PreviewState;
  /** The page is being drawn: what belongs to it is on its way. */
  @state() private drawing = false;
  /** Where a script took the page; undefined while it is there. */
  @state() private left: string | undefined;
  @state() private pageTitle = '';
  /** What stands in the field and was not gone to, or is no address; undefined: where the preview is. */
  @state() private typed: string | undefined;
  /** What was typed is no address. */
  @state() private wrong = false;
  @query('section') private readonly section!: HTMLElement;
  @query('iframe') private readonly iframe!: HTMLIFrameElement | null;
  @query('.ask input') private readonly portField!: HTMLInputElement | null;

  readonly #preview = new Preview({
    servers: () => this.machine && serversOf(this.machine),
    changed: () => this.#follow(),
  });
  readonly #frame = new PreviewFrame({
    shown: () => {
      this.drawing = false;
    },
    titled: (title) => {
      this.pageTitle = title;
    },
    navigated: (wish) => this.#preview.navigate(wish),
    reloaded: () => this.#preview.reload(),
    left: (href) => this.#leave(href),
  });
  /** The address that was told, or asked for, last. */
  #told = '';
  #endOfWatch: Disposer = () => {};

  constructor() {
    super();
    this.current = this.#preview.state;
  }

  /** Asks the server for the same page again. */
  reload(): void {
    this.#preview.reload();
  }

  /** To the page before this one, if there is one. */
  back(): void {
    this.#preview.go(-1);
  }

  /** To the page from which the reader went back, if there is one. */
  forward(): void {
    this.#preview.go(1);
  }

  /** The keyboard comes here: to the question for a port if that is open. A field for text would bring up the keys of a phone. */
  override focus(): void {
    void this.updateComplete.then(() => (this.portField ?? this.section).focus());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#endOfWatch();
    this.#preview.close();
    this.#frame.close();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('machine')) this.#begin();
    else if (changed.has('address') && this.address !== this.#told) this.#goTo(this.address);
  }

  protected override render() {
    const { content } = this.current;
    return html`<section tabindex="-1" aria-label=${this.#label()}>
      ${this.#renderBar()}
      ${this.wrong ? html`<p class="wrong" role="alert">${texts.wrongText()}</p>` : nothing}
      ${'cut' in content && content.cut ? html`<p class="cut">${texts.cutText(content.cut)}</p>` : nothing}
      <div class="body">${this.#renderBody()}</div>
      <span class="visually-hidden" role="status">${this.#announcement()}</span>
    </section>`;
  }

  #renderBar() {
    return renderBar({
      state: this.current,
      busy: this.#busy,
      wrong: this.wrong,
      closable: this.closable,
      back: () => this.back(),
      forward: () => this.forward(),
      reload: () => this.reload(),
      stop: () => this.#stop(),
      close: () => this.#wishEnd(),
      typed: this.typed,
      type: (text) => this.#type(text),
      goTo: (typed) => this.#goTo(typed),
    });
  }

  #renderBody() {
    const { content } = this.current;
    const framed = this.left === undefined && this.#document(content) !== undefined;
    return html`
      <iframe
        ?hidden=${!framed}
        sandbox=${SANDBOX}
        referrerpolicy="no-referrer"
        title=${this.#label()}
        src=${this.#stage()}
        @load=${this.handleLoad}
      ></iframe>
      ${framed ? nothing : this.#renderInstead(content)}
    `;
  }

  #renderInstead(content: PreviewContent) {
    const reload = () => this.reload();
    if (this.left !== undefined) return renderNotice(texts.leftNotice(this.left), reload);
    if (!this.current.address) return renderQuestion((typed) => this.#answer(typed));
    return renderAnswer(content, this.#label(), reload);
  }

  private handleLoad(): void {
    const stage = this.iframe?.contentWindow;
    if (stage) this.#frame.connect(stage);
  }

  #begin(): void {
    this.#endOfWatch();
    if (!this.machine || !this.isConnected) return;
    let before: MachineStatus['state'] = this.machine.status.state;
    this.#endOfWatch = this.machine.onStatusChange(({ state }) => {
      // A machine that was put back serves what it served then.
      if (state === 'ready' && before !== 'ready') this.#preview.reload();
      before = state;
    });
    if (this.current.address) this.#preview.reload();
    else this.#goTo(this.address);
  }

  /** A port was typed in answer to the question, which then goes with its field. */
  #answer(typed: string): void {
    this.#goTo(typed);
    this.section.focus();
  }

  #goTo(typed: string): void {
    const address = readTyped(typed, this.current.address);
    this.wrong = !address && typed.trim() !== '';
    this.typed = this.wrong ? typed : undefined;
    if (address) this.#preview.open(address);
  }

  #type(text: string | undefined): void {
    this.typed = text;
    this.wrong = false;
  }

  #stop(): void {
    this.#preview.stop();
    this.#frame.stop();
  }

  #wishEnd(): void {
    this.dispatchEvent(new CustomEvent('drydock-preview-close-request'));
  }

  #leave(href: string): void {
    this.#frame.clear();
    this.drawing = false;
    this.left = href;
  }

  #follow(): void {
    const { state } = this.#preview;
    const { content } = state;
    const isNew = content !== this.current.content;
    this.current = state;
    if (isNew || state.loading) this.left = undefined;
    if (isNew) this.#draw(content);
    this.#tellAddress();
  }

  #draw(content: PreviewContent): void {
    const document = this.#document(content);
    this.pageTitle = '';
    this.drawing = document !== undefined;
    if (document) this.#frame.show(document);
    else this.#frame.clear();
  }

  #document(content: PreviewContent) {
    return this.machine && framedDocument(content, serversOf(this.machine));
  }

  #tellAddress(): void {
    const { address, loading } = this.current;
    const href = address ? hrefOf(address) : '';
    if (loading || href === this.#told) return;
    this.#told = href;
    this.address = href;
    this.#type(undefined);
    this.dispatchEvent(new CustomEvent('drydock-address-change', { detail: href }));
  }

  #stage(): string {
    return new URL(stageUrl, import.meta.url).href;
  }

  get #busy(): boolean {
    return this.current.loading || this.drawing;
  }

  #label(): string {
    return texts.nameOf(this.current.address, this.pageTitle);
  }

  #announcement(): string {
    const { current, left, pageTitle: title } = this;
    return texts.announcementOf(current, { busy: this.#busy, left, title });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-preview': DrydockPreview;
  }
  interface HTMLElementEventMap {
    'drydock-address-change': CustomEvent<string>;
    'drydock-preview-close-request': CustomEvent<void>;
  }
}
