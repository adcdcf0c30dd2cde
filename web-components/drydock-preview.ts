import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { localized, msg, str } from '../src/localization/localization.ts';
import type { Machine, MachineStatus } from '../src/machine/machine.ts';
import { Preview, type PreviewContent, type PreviewState } from '../src/preview/preview.ts';
import { hrefOf, readTyped } from '../src/preview/preview-address.ts';
import type { Disposer } from '../src/support/disposables.ts';
import stageUrl from './preview/frame/stage.html?url';
import { framedDocument } from './preview/framed-document.ts';
import { serversOf } from './preview/guest-servers.ts';
import { PreviewFrame } from './preview/preview-frame.ts';
import { previewSheet } from './preview/preview-sheet.ts';
import * as texts from './preview/preview-texts.ts';
import { buttons } from './styles/buttons.ts';
import { closeIcon, leftIcon, resetIcon, rightIcon } from './styles/icons.ts';
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

  /** Where to begin: a port, or an address such as `http://localhost:8081/`. Empty: the reader is asked. Follows the reader. */
  @property() address = '';

  /** It has a button that wishes for its end. */
  @property({ type: Boolean }) closable = false;

  @state() private current: PreviewState;
  /** The page is being drawn: what belongs to it is on its way. */
  @state() private drawing = false;
  /** Where a script took the page; undefined while it is there. */
  @state() private left: string | undefined;
  @state() private pageTitle = '';
  /** What was typed is no address. */
  @state() private wrong = false;
  @query('section') private readonly section!: HTMLElement;
  @query('.address') private readonly field!: HTMLInputElement;
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
      ${this.wrong ? html`<p class="wrong" role="alert">${wrongText()}</p>` : nothing}
      ${'cut' in content && content.cut ? html`<p class="cut">${texts.cutText(content.cut)}</p>` : nothing}
      <div class="body">${this.#renderBody()}</div>
      <span class="visually-hidden" role="status">${this.#announcement()}</span>
    </section>`;
  }

  #renderBar() {
    const { loading, canGoBack, canGoForward, address, content } = this.current;
    const busy = loading || this.drawing;
    const status = 'status' in content && content.status >= 400 ? content.status : undefined;
    return html`<div class="bar" ?data-loading=${busy}>
      ${this.#tool(msg('Back', { id: 'preview-back' }), leftIcon, () => this.back(), !canGoBack)}
      ${this.#tool(msg('Forward', { id: 'preview-forward' }), rightIcon, () => this.forward(), !canGoForward)}
      ${
        busy
          ? this.#tool(msg('Stop loading', { id: 'preview-stop' }), closeIcon, () => this.#stop())
          : this.#tool(
              msg('Reload', { id: 'preview-reload' }),
              resetIcon,
              () => this.reload(),
              !address,
            )
      }
      <form @submit=${this.handleAddress}>
        <input
          class="address"
          type="text"
          inputmode="url"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          translate="no"
          enterkeyhint="go"
          aria-label=${msg('Address in the machine', { id: 'preview-address' })}
          aria-invalid=${this.wrong}
          placeholder="http://localhost:8081/"
          .value=${live(address ? hrefOf(address) : '')}
          @input=${this.handleInput}
        />
        ${status === undefined ? nothing : html`<span class="status">${status}</span>`}
      </form>
      ${
        this.closable
          ? this.#tool(msg('Close the preview', { id: 'preview-close' }), closeIcon, () =>
              this.#wishEnd(),
            )
          : nothing
      }
    </div>`;
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
    if (this.left !== undefined) return this.#renderNotice(texts.leftNotice(this.left));
    switch (content.kind) {
      case 'nothing':
        return this.current.address ? nothing : this.#renderQuestion();
      case 'problem':
        return this.#renderNotice(texts.problemNotice(content), content.problem === 'refused');
      case 'other':
        return this.#renderNotice(texts.fileNotice(content));
      case 'page':
      case 'image':
        return this.#renderNotice(texts.emptyNotice(content.status));
      case 'text':
        return content.text === ''
          ? this.#renderNotice(texts.emptyNotice(content.status))
          : html`<pre translate="no" role="group" tabindex="0" aria-label=${this.#label()}>${content.text}</pre>`;
    }
  }

  #renderNotice({ title, advice, detail }: texts.PreviewNotice, waiting = false) {
    const wait = html`<p class="waiting"><span class="lamp"></span>${msg('Waiting for a server', { id: 'preview-waiting' })}</p>`;
    return html`<div class="notice">
      <h3>${title}</h3>
      <p>${advice}</p>
      ${detail === '' ? nothing : html`<p class="detail" translate="no">${detail}</p>`}
      ${waiting ? wait : nothing}
      <button type="button" class="primary" @click=${() => this.reload()}>
        ${resetIcon}${msg('Try again', { id: 'try-again' })}
      </button>
    </div>`;
  }

  #renderQuestion() {
    return html`<div class="notice">
      <h3>${msg('Look at a web server in the machine', { id: 'preview-title' })}</h3>
      <p>${msg('Whatever answers on this port is shown here, a container with a published port as well.', { id: 'preview-lead' })}</p>
      <form class="ask" @submit=${this.handlePort}>
        <label>
          ${msg('Port', { id: 'preview-port' })}
          <input type="number" inputmode="numeric" min="1" max="65535" step="1" required placeholder="8081" />
        </label>
        <button class="primary">${msg('Open', { id: 'preview-open' })}</button>
      </form>
    </div>`;
  }

  #tool(label: string, icon: unknown, act: () => void, disabled = false) {
    return html`<button class="icon" type="button" aria-label=${label} title=${label} ?disabled=${disabled} @click=${act}>${icon}</button>`;
  }

  private handleAddress(event: SubmitEvent): void {
    event.preventDefault();
    this.#goTo(this.field.value);
  }

  private handleInput(): void {
    this.wrong = false;
  }

  private handlePort(event: SubmitEvent): void {
    event.preventDefault();
    this.#goTo(this.portField?.value ?? '');
    this.section.focus();
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

  #goTo(typed: string): void {
    const address = readTyped(typed, this.current.address);
    this.wrong = !address && typed.trim() !== '';
    if (address) this.#preview.open(address);
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
    this.wrong = false;
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
    this.dispatchEvent(new CustomEvent('drydock-address-change', { detail: href }));
  }

  #stage(): string {
    return new URL(stageUrl, import.meta.url).href;
  }

  #label(): string {
    const { address } = this.current;
    if (!address) return msg('Preview', { id: 'preview' });
    const place = texts.placeOf(address);
    const name = this.pageTitle === '' ? place : `${this.pageTitle} – ${place}`;
    return msg(str`Preview: ${name}`, { id: 'preview-of' });
  }

  #announcement(): string {
    const { address, loading, content } = this.current;
    if (!address) return '';
    if (loading || this.drawing) {
      return msg(str`Loading ${texts.placeOf(address)}`, { id: 'preview-loading' });
    }
    if (this.left !== undefined) return texts.leftNotice(this.left).title;
    if (content.kind === 'problem') return texts.problemNotice(content).title;
    return msg(str`Loaded: ${this.pageTitle || texts.placeOf(address)}`, { id: 'preview-loaded' });
  }
}

const wrongText = () =>
  msg('This is no address in the machine. Type a port, such as 8081, or http://localhost:8081/.', {
    id: 'preview-wrong',
  });

declare global {
  interface HTMLElementTagNameMap {
    'drydock-preview': DrydockPreview;
  }
  interface HTMLElementEventMap {
    'drydock-address-change': CustomEvent<string>;
    'drydock-preview-close-request': CustomEvent<void>;
  }
}
