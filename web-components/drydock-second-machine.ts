import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { SecondMachineKind } from '../src/labs/lab.ts';
import type { SecondMachine, SecondMachineState } from '../src/labs/session/second-machine.ts';
import { SECOND_MACHINE_MEMORY_BYTES } from '../src/labs/session/second-machine.ts';
import { localized, msg, str } from '../src/localization/localization.ts';
import { hrefOf, readTyped } from '../src/preview/preview-address.ts';
import { type BootStep, bootSteps, megabytes } from './boot-steps.ts';
import type { DrydockTerminalPane } from './drydock-terminal-pane.ts';
import { rising } from './lesson/request.ts';
import { byteSize, duration } from './quantities.ts';
import { secondMachineName } from './second-machine/second-machine-name.ts';
import { secondMachineSheet } from './second-machine/second-machine-sheet.ts';
import {
  aloneText,
  announcement,
  bootedText,
  bootText,
  introduction,
  stateText,
  stepText,
  stopText,
  terminalLabel,
  terminalNote,
} from './second-machine/second-machine-texts.ts';
import { buttons } from './styles/buttons.ts';
import { closeIcon, doneIcon, powerIcon } from './styles/icons.ts';
import { tokens } from './styles/tokens.ts';
import type { ColorScheme } from './terminal/palette.ts';
import { Sessions } from './terminal/sessions.ts';
import './drydock-machine-notice.ts';
import './drydock-terminal-pane.ts';

/** The time that passes is shown to a tenth of a second. */
const TICK_MS = 100;

/** The only terminal there is. */
const TERMINAL = 1;

const IDLE: SecondMachineState = { state: 'idle' };

/**
 * A second machine in the page: a button that boots it, what it says meanwhile, a terminal of its own, and a button that
 * ends it. Taken out of the document it ends the machine.
 *
 * @fires {CustomEvent<string>} drydock-preview-request - Show what answers at this address of production; bubbles.
 */
@localized()
@customElement('drydock-second-machine')
export class DrydockSecondMachine extends LitElement {
  static override styles = [tokens, buttons, secondMachineSheet];

  /** The machine this shows; absent while there can be none. */
  @property({ attribute: false }) second: SecondMachine | undefined;

  /** Light or dark; of the terminal. */
  @property({ attribute: 'color-scheme' }) scheme: ColorScheme = 'dark';

  @state() private current: SecondMachineState = IDLE;
  @state() private elapsedMs = 0;
  @query('drydock-terminal-pane') private readonly pane!: DrydockTerminalPane | null;
  @query('.next') private readonly next!: HTMLElement | null;

  readonly #sessions = new Sessions(() => this.requestUpdate());
  #leave: (() => void) | undefined;
  #timer = 0;
  #hadKeyboard = false;
  /** The shell that was opened last is there, or will not be. */
  #shell: Promise<void> = Promise.resolve();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unfollow();
    this.second?.close();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('second') && this.isConnected) this.#follow();
  }

  protected override updated(changed: PropertyValues): void {
    const before = changed.get('current') as SecondMachineState | undefined;
    if (before === undefined || before.state === this.current.state) return;
    // What had the keyboard is gone: it goes to what is there now, and stays with who did not have it here.
    if (this.#hadKeyboard) this.#takeKeyboard();
    this.#hadKeyboard = false;
  }

  /** Types into its terminal, once there is a shell in it; a machine that is off is pointed at instead. */
  async sendText(text: string): Promise<void> {
    (this.pane ?? this.next)?.focus();
    if (this.current.state !== 'ready') return;
    await this.#shell;
    await this.updateComplete;
    await this.pane?.updateComplete;
    this.pane?.terminal?.sendText(text);
  }

  protected override render() {
    const { state } = this.current;
    return html`<section class="card" data-state=${state} aria-label=${this.#title()}>
      <header>
        <span class="title">${this.#title()}</span>
        <span class="state"><span class="lamp"></span>${stateText(this.current, this.elapsedMs)}</span>
        ${state === 'ready' ? this.#renderClose() : nothing}
      </header>
      ${this.#renderBody()}
      <span class="visually-hidden" role="status">${announcement(this.#kind(), this.current)}</span>
    </section>`;
  }

  #renderBody() {
    switch (this.current.state) {
      case 'idle':
        return this.#renderIdle();
      case 'booting':
        return this.#renderBooting();
      case 'ready':
        return this.#renderReady();
      case 'stopped':
        return this.#renderStopped();
      case 'failed':
        return html`<div class="body">
          <drydock-machine-notice
            class="next"
            .status=${{ state: 'failed', error: this.current.error }}
            @drydock-retry-request=${this.handleBoot}
          ></drydock-machine-notice>
        </div>`;
    }
  }

  #renderIdle() {
    return html`<div class="body">
      <p>${introduction(this.#kind())}</p>
      <button class="primary next" type="button" ?disabled=${!this.second} @click=${this.handleBoot}>
        ${powerIcon}${bootText(this.#kind())}
      </button>
    </div>`;
  }

  #renderBooting() {
    const status = this.#status();
    const steps = bootSteps(status, this.#kind() === 'pc').filter(
      ({ name }) => name !== 'terminal',
    );
    const line = status.state === 'booting' ? status.lastKernelLine : '';
    return html`<div class="body">
      <ol>
        ${steps.map((step) => this.#renderStep(step))}
      </ol>
      ${
        this.#kind() === 'pc'
          ? html`<div class="kernel" translate="no" aria-hidden="true">${line || '\u00a0'}</div>`
          : nothing
      }
      <button class="next" type="button" @click=${this.handleClose}>${msg('Cancel', { id: 'cancel' })}</button>
    </div>`;
  }

  #renderStep({ name, progress }: BootStep) {
    const status = this.#status();
    const amount =
      name === 'download' && status.state === 'downloading' && status.total > 0
        ? msg(str`${megabytes(status.loaded)} of ${megabytes(status.total)} MB`, {
            id: 'boot-amount',
          })
        : '';
    const mark = progress === 'done' ? doneIcon : html`<span class="mark"></span>`;
    return html`<li data-progress=${progress} aria-current=${progress === 'now' ? 'step' : nothing}>
      ${mark}<span>${stepText(this.#kind(), name)}</span><span class="amount">${amount}</span>
    </li>`;
  }

  #renderReady() {
    if (this.current.state !== 'ready') return nothing;
    const { facts, bootMs } = this.current;
    const memoryBytes = this.#kind() === 'pc' ? SECOND_MACHINE_MEMORY_BYTES : facts.memoryBytes;
    const figures = [
      [bootedText(this.#kind()), duration(bootMs)],
      [msg('Memory', { id: 'second-memory' }), byteSize(memoryBytes)],
      [msg('Disk', { id: 'second-disk' }), byteSize(facts.diskBytes)],
      [msg('Processes', { id: 'second-processes' }), String(facts.processes)],
    ];
    return html`
      <div class="body">
        <dl>
          ${figures.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
        </dl>
        <p class="muted">${terminalNote(this.#kind())}</p>
      </div>
      <drydock-terminal-pane
        .label=${terminalLabel(this.#kind())}
        .session=${this.#sessions.get(TERMINAL)}
        .scheme=${this.scheme}
        ready
        ?no-previews=${this.#kind() === 'pc'}
        @drydock-shell-request=${this.handleShell}
        @drydock-preview-request=${this.handlePreview}
      ></drydock-terminal-pane>
    `;
  }

  #renderStopped() {
    if (this.current.state !== 'stopped') return nothing;
    return html`<div class="body">
      <p>
        ${stopText(this.#kind(), this.current)} ${aloneText()}
      </p>
      <button class="primary next" type="button" @click=${this.handleBoot}>
        ${powerIcon}${msg('Boot it again', { id: 'second-boot-again' })}
      </button>
    </div>`;
  }

  #renderClose() {
    return html`<button class="quiet" type="button" @click=${this.handleClose}>
      ${closeIcon}${msg('Switch off', { id: 'second-close' })}
    </button>`;
  }

  #kind(): SecondMachineKind {
    return this.second?.kind ?? 'pc';
  }

  #title(): string {
    return secondMachineName(this.#kind());
  }

  #status() {
    return this.current.state === 'booting' ? this.current.status : ({ state: 'idle' } as const);
  }

  private handleBoot(): void {
    void this.second?.boot();
  }

  private handleClose(): void {
    this.second?.close();
  }

  private handleShell(): void {
    this.#openShell();
  }

  /** A link in its terminal: what is `localhost` here is, for the previews, this machine by its name. */
  private handlePreview(event: CustomEvent<string>): void {
    event.stopPropagation();
    const address = readTyped(event.detail);
    if (address)
      this.dispatchEvent(
        rising('drydock-preview-request', hrefOf({ ...address, host: 'production.lab' })),
      );
  }

  #follow(): void {
    this.#unfollow();
    this.#leave = this.second?.onChange((state) => this.#take(state));
    this.#take(this.second?.state ?? IDLE);
  }

  #unfollow(): void {
    this.#leave?.();
    this.#leave = undefined;
    this.#stopClock();
    this.#sessions.closeAll();
  }

  #take(state: SecondMachineState): void {
    const was = this.current.state;
    if (state.state !== was) this.#hadKeyboard ||= Boolean(this.shadowRoot?.activeElement);
    this.current = state;
    if (state.state === 'booting' && was !== 'booting') this.#startClock();
    if (state.state !== 'booting') this.#stopClock();
    if (state.state === 'ready' && was !== 'ready') this.#openShell();
    if (state.state !== 'ready') this.#sessions.closeAll();
  }

  #openShell(): void {
    const { pane, second } = this;
    if (!second?.machine) return;
    const size = async () => {
      await this.updateComplete;
      await this.pane?.updateComplete;
      return this.pane?.size ?? { columns: 80, rows: 14 };
    };
    this.#shell = this.#sessions.open(TERMINAL, second.machine, size);
    pane?.focus();
  }

  #takeKeyboard(): void {
    if (this.current.state === 'ready')
      void this.pane?.updateComplete.then(() => this.pane?.focus());
    else this.next?.focus();
  }

  #startClock(): void {
    const begun = performance.now();
    this.elapsedMs = 0;
    this.#timer = window.setInterval(() => {
      this.elapsedMs = performance.now() - begun;
    }, TICK_MS);
  }

  #stopClock(): void {
    clearInterval(this.#timer);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-second-machine': DrydockSecondMachine;
  }
  interface HTMLElementEventMap {
    'drydock-preview-request': CustomEvent<string | null>;
  }
}
