import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { toLanguage } from '../src/localization/language.ts';
import { localized, msg, setLanguage } from '../src/localization/localization.ts';
import { MachineError } from '../src/machine/errors.ts';
import type {
  BootMode,
  ExecOptions,
  ExecResult,
  Machine,
  MachineStatus,
} from '../src/machine/machine.ts';
import { Disposables } from '../src/support/disposables.ts';
import type { DrydockConfirm } from './drydock-confirm.ts';
import type { DrydockTerminals } from './drydock-terminals.ts';
import { labSheet } from './lab-sheet.ts';
import type { CreateMachine, Profile } from './machine-factory.ts';
import { keepPreference, readPreference } from './preferences.ts';
import { buttons } from './styles/buttons.ts';
import { tokens } from './styles/tokens.ts';
import type { ColorScheme } from './terminal/palette.ts';
import './drydock-boot-status.ts';
import './drydock-confirm.ts';
import './drydock-machine-notice.ts';
import './drydock-split.ts';
import './drydock-status-bar.ts';
import './drydock-terminals.ts';
import './drydock-welcome.ts';

/** Width in pixels under which the guide stands above the terminals. */
const STACK_BELOW = 760;

/** Share of the guide, in percent, until the reader moves the border. */
const GUIDE_SHARE = 38;

const IDLE: MachineStatus = { state: 'idle' };

/**
 * A whole lab: the guide, the terminals of one Linux machine, and what the machine is doing.
 *
 * @slot guide - Stands on the left (above, where it is narrow) in place of the welcome.
 * @fires {CustomEvent<MachineStatus>} drydock-status-change - The machine does something else now; bubbles.
 * @csspart guide - The pane of the guide.
 */
@localized()
@customElement('drydock-lab')
export class DrydockLab extends LitElement {
  static override styles = [tokens, buttons, labSheet];

  /** Id of the lab; empty for the machine alone. */
  @property() lab = '';

  /** Language of the page's texts, `ko` or `en`. Texts are shared: the last lab that asks decides for the page. */
  @property() override lang = '';

  /** Which software the machine has: `base` or `engine`. */
  @property() profile: Profile = 'base';

  /** Address of the folder above `image/`; relative to the page. */
  @property({ attribute: 'base-url' }) baseUrl = './';

  /** `warm` restores the machine from its memory layer, `cold` boots it through BIOS and kernel. */
  @property({ attribute: 'boot-mode' }) bootMode: BootMode = 'warm';

  /** Light or dark; absent: as the system. */
  @property({ attribute: 'color-scheme' }) scheme: ColorScheme | undefined;

  /** The terminal takes the keyboard once it is there. For a page that is nothing but the lab. */
  @property({ type: Boolean, attribute: 'takes-focus' }) takesFocus = false;

  /** Gives a started machine. Nothing happens before it is set. */
  @property({ attribute: false }) createMachine: CreateMachine | undefined;

  @state() private machine: Machine | undefined;
  @state() private current: MachineStatus = IDLE;
  @state() private screenReader = readPreference('screen-reader') === 'on';
  @state() private guideHidden = false;
  @state() private systemScheme: ColorScheme = 'light';
  @query('drydock-terminals') private readonly terminals!: DrydockTerminals | null;
  @query('drydock-confirm') private readonly confirm!: DrydockConfirm;

  #page = new Disposables();
  #watch: (() => void) | undefined;
  #guideShare = Number(readPreference('guide-width')) || GUIDE_SHARE;

  /** What the machine is doing. */
  get status(): MachineStatus {
    return this.current;
  }

  /**
   * Runs a shell text as root, outside of the terminals.
   * Rejects with a MachineError: NotReadyError unless the status is `ready`, ExecDeadlineError after `timeoutMs`.
   */
  exec(script: string, options: ExecOptions = {}): Promise<ExecResult> {
    if (!this.machine)
      return Promise.reject(new MachineError('not-ready', 'no machine was started'));
    return this.machine.exec(script, options);
  }

  /** Back to a fresh machine; nothing of the reader's work remains. */
  async reset(): Promise<void> {
    if (!this.machine) throw new MachineError('not-ready', 'no machine was started');
    await this.machine.reset();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#page = new Disposables();
    this.#followSystemScheme();
    if (this.hasUpdated) this.#startMachine();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#page.dispose();
    this.#dropMachine();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const language = toLanguage(this.lang);
    if (changed.has('lang') && language) void setLanguage(language);
    if (changed.has('createMachine')) this.#startMachine();
  }

  protected override render() {
    return html`
      <drydock-split
        .position=${this.#guideShare}
        .stackBelow=${STACK_BELOW}
        .collapsed=${this.guideHidden}
        .label=${msg('Border between guide and terminals', { id: 'split-guide' })}
        @drydock-position-change=${this.handleGuideMove}
        @drydock-collapse-change=${this.handleGuideCollapse}
        @drydock-command-request=${this.handleCommand}
      >
        <section slot="start" class="guide" part="guide" tabindex="0" aria-label=${msg('Guide', { id: 'guide' })}>
          <slot name="guide"><drydock-welcome></drydock-welcome></slot>
        </section>
        <section slot="end" class="machine" aria-label=${msg('Machine', { id: 'machine' })}>
          ${this.#renderMachine()}
        </section>
      </drydock-split>
      <drydock-status-bar
        .status=${this.current}
        .guideHidden=${this.guideHidden}
        .screenReader=${this.screenReader}
        @drydock-guide-request=${this.handleGuideToggle}
        @drydock-screen-reader-request=${this.handleScreenReader}
        @drydock-reset-request=${this.handleResetRequest}
      ></drydock-status-bar>
      <drydock-confirm
        .heading=${msg('Reset the machine?', { id: 'reset-question' })}
        .action=${msg('Reset machine', { id: 'reset' })}
        @drydock-confirm-request=${this.handleResetConfirmed}
      >
        ${msg('All terminals close, and every file and process in the machine goes back to the start.', { id: 'reset-text' })}
      </drydock-confirm>
    `;
  }

  #renderMachine() {
    const down = this.current.state === 'failed' || this.current.state === 'stopped';
    const notice = down
      ? html`<drydock-machine-notice
          ?data-alone=${!this.terminals?.hasScreens}
          .status=${this.current}
          @drydock-retry-request=${this.handleRetry}
        ></drydock-machine-notice>`
      : nothing;
    return html`
      ${notice}
      <div class="screens">
        <drydock-terminals
          .machine=${this.machine}
          .ready=${this.current.state === 'ready'}
          .scheme=${this.scheme ?? this.systemScheme}
          .screenReader=${this.screenReader}
          @drydock-terminals-change=${this.handleTerminalsChange}
        ></drydock-terminals>
        ${
          this.#isStarting() && !down
            ? html`<drydock-boot-status .status=${this.current} ?cold=${this.bootMode === 'cold'}></drydock-boot-status>`
            : nothing
        }
      </div>
    `;
  }

  /** Until there is something to type into. */
  #isStarting(): boolean {
    return this.current.state !== 'ready' || !this.terminals?.hasScreens;
  }

  private handleGuideMove(event: CustomEvent<number>): void {
    this.#guideShare = event.detail;
    keepPreference('guide-width', String(Math.round(event.detail)));
  }

  private handleGuideCollapse(event: CustomEvent<boolean>): void {
    this.guideHidden = event.detail;
  }

  private handleGuideToggle(): void {
    this.guideHidden = !this.guideHidden;
  }

  private handleScreenReader(): void {
    this.screenReader = !this.screenReader;
    keepPreference('screen-reader', this.screenReader ? 'on' : 'off');
  }

  private handleCommand(event: CustomEvent<string>): void {
    this.terminals?.sendText(`${event.detail}\n`);
  }

  /** The first shell is there: an element that asks for it takes the keyboard, unless the reader is elsewhere already. */
  private handleTerminalsChange(): void {
    this.requestUpdate();
    const free = document.activeElement === null || document.activeElement === document.body;
    // A finger would get the on-screen keyboard over half of the page.
    const finger = matchMedia('(pointer: coarse)').matches;
    if (this.takesFocus && free && !finger) this.terminals?.activeTerminal?.focus();
  }

  private handleResetRequest(): void {
    this.confirm.ask();
  }

  private handleResetConfirmed(): void {
    // A failure is shown by the status it leads to.
    this.reset().catch(() => {});
  }

  /** A stopped machine is reset; a failed one may be beyond that and is replaced. */
  private handleRetry(): void {
    if (this.current.state === 'stopped') this.handleResetConfirmed();
    else this.#startMachine();
  }

  #startMachine(): void {
    this.#dropMachine();
    if (!this.createMachine || !this.isConnected) return;
    const machine = this.createMachine({
      bootMode: this.bootMode,
      baseUrl: new URL(this.baseUrl, document.baseURI),
      profile: this.profile,
    });
    this.machine = machine;
    this.#watch = machine.onStatusChange((status) => this.#take(status));
    this.#take(machine.status);
  }

  #dropMachine(): void {
    this.#watch?.();
    this.#watch = undefined;
    this.machine?.destroy();
    this.machine = undefined;
    this.current = IDLE;
  }

  #take(status: MachineStatus): void {
    const was = this.current.state;
    this.current = status;
    // Screens from before a reset belong to a machine that is gone.
    const back = was !== 'ready' && status.state === 'ready';
    if (back && this.terminals?.hasScreens) this.terminals.startAfresh();
    this.dispatchEvent(
      new CustomEvent('drydock-status-change', { detail: status, bubbles: true, composed: true }),
    );
  }

  #followSystemScheme(): void {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const follow = () => {
      this.systemScheme = dark.matches ? 'dark' : 'light';
    };
    follow();
    this.#page.listen(dark, 'change', follow);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-lab': DrydockLab;
  }
  interface HTMLElementEventMap {
    'drydock-status-change': CustomEvent<MachineStatus>;
  }
}
