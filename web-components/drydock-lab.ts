import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { LabLibrary } from '../src/labs/lab-library.ts';
import { toLanguage } from '../src/localization/language.ts';
import { localized, msg, setLanguage } from '../src/localization/localization.ts';
import type {
  BootMode,
  ExecOptions,
  ExecResult,
  MachineStatus,
  Profile,
} from '../src/machine/machine.ts';
import type { SnapshotSummary } from '../src/snapshots/snapshot.ts';
import { Disposables } from '../src/support/disposables.ts';
import type { DrydockConfirm } from './drydock-confirm.ts';
import type { DrydockLabs } from './drydock-labs.ts';
import type { DrydockSplit } from './drydock-split.ts';
import type { DrydockTerminals } from './drydock-terminals.ts';
import { LabMachine, type MachineWish } from './lab-machine.ts';
import { labSheet } from './lab-sheet.ts';
import { GuideShare } from './lesson/guide-share.ts';
import type { LabPlace } from './lesson/lab-place.ts';
import type { LabStanding } from './lesson/lab-standing.ts';
import type { CreateMachine, CreateSecondMachine } from './machine-factory.ts';
import { renderMachine } from './machine-pane.ts';
import { OwnTaskElement } from './own-task-element.ts';
import { keepPreference, readPreference } from './preferences.ts';
import { PreviewDoor } from './preview/preview-door.ts';
import { SnapshotDoor } from './snapshots/snapshot-door.ts';
import type { OpenSnapshots } from './snapshots/snapshot-source.ts';
import { buttons } from './styles/buttons.ts';
import { followSystemScheme } from './styles/system-scheme.ts';
import { tokens } from './styles/tokens.ts';
import type { TerminalActivity } from './terminal/activity-signs.ts';
import type { ColorScheme } from './terminal/palette.ts';
import './drydock-boot-status.ts';
import './drydock-confirm.ts';
import './drydock-labs.ts';
import './drydock-machine-notice.ts';
import './drydock-split.ts';
import './drydock-status-bar.ts';
import './drydock-terminals.ts';

/** Width in pixels under which the guide stands above the terminals. */
const STACK_BELOW = 760;

/**
 * A whole lab: the guide, the terminals of one Linux machine, and what the machine is doing. Without a lab the guide is the
 * catalogue of labs; without any labs, the machine is there to be explored.
 *
 * @slot guide - Stands on the left (above, where it is narrow) in place of catalogue and guide.
 * @slot status - Stands in the line under the lab.
 * @fires {CustomEvent<MachineStatus>} drydock-status-change - The machine does something else now; bubbles.
 * @fires {CustomEvent<LabPlace>} drydock-place-change - Another lab or step is open now, or the catalogue; bubbles.
 * @fires {CustomEvent<TaskChange>} drydock-task-change - What is known of a task of the open step changed; bubbles.
 * @fires {CustomEvent<LabPlace>} drydock-step-complete - A step of the open lab was passed; bubbles.
 * @fires {CustomEvent<LabCompletion>} drydock-lab-complete - The last step of the lab that was open was passed; bubbles.
 * @csspart guide - The pane of the guide.
 */
@localized()
@customElement('drydock-lab')
export class DrydockLab extends OwnTaskElement {
  static override styles = [tokens, buttons, labSheet];

  /** Id of the lab; empty for the catalogue. Follows the reader. */
  @property() lab = '';

  /** Id of the lab's step; empty for the one where the reader left off. Follows the reader. */
  @property() step = '';

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

  /** The labs of the site and their progress; without them there is the machine alone. */
  @property({ attribute: false }) labs: LabLibrary | undefined;

  /** Gives a second machine for the steps that need one; without it they have none. */
  @property({ attribute: false }) createSecondMachine: CreateSecondMachine | undefined;

  /** Gives the snapshots of this browser; without it nothing is kept. */
  @property({ attribute: false }) openSnapshots: OpenSnapshots | undefined;

  @state() private screenReader = readPreference('screen-reader') === 'on';
  @state() private guideHidden = false;
  @state() private systemScheme: ColorScheme = 'light';
  @query('.guide') private readonly guide!: HTMLElement;
  @query('drydock-labs') private readonly guideContent!: DrydockLabs | null;
  @query('drydock-terminals') private readonly terminals!: DrydockTerminals | null;
  @query('drydock-confirm') private readonly confirm!: DrydockConfirm;

  readonly #machine = new LabMachine(
    () => this.#wish,
    (...change) => this.#follow(...change),
  );
  readonly #previews = new PreviewDoor(() => this.requestUpdate());
  readonly #snapshots = new SnapshotDoor(
    {
      machine: () => this.#machine.current,
      terminals: () => this.terminals,
      labs: () => this.guideContent,
      changed: () => this.requestUpdate(),
    },
    () => this.#base,
  );
  /** On the way down: a terminal keeps the keys that it takes. */
  readonly #work = { handleEvent: () => this.#snapshots.noteWork(), capture: true };
  #page = new Disposables();
  readonly #guideShare = new GuideShare();

  /** What the machine is doing. */
  get status(): MachineStatus {
    return this.#machine.status;
  }

  /** How far the reader is in the open lab; undefined while none is open. */
  get progress(): LabStanding | undefined {
    return this.guideContent?.progress;
  }

  /**
   * Runs a shell text as root, outside of the terminals.
   * Rejects with a MachineError: NotReadyError unless the status is `ready`, ExecDeadlineError after `timeoutMs`.
   */
  exec(script: string, options: ExecOptions = {}): Promise<ExecResult> {
    return this.#machine.exec(script, options);
  }

  /**
   * Back to a fresh machine; nothing of the reader's work in it remains. What was reached in labs does. Where snapshots are
   * kept, one is taken before.
   */
  async reset(): Promise<void> {
    await this.#snapshots.beforeReset();
    await this.#machine.reset();
  }

  /**
   * Keeps machine, terminals and progress as they are now, under this name; resolves when it is on disk. Rejects with a
   * SnapshotError, and where no snapshots are kept.
   */
  async snapshot(label = ''): Promise<SnapshotSummary> {
    return (await this.#snapshots.load()).take(label);
  }

  /** Puts machine, terminals and progress back to a snapshot: all of it, or nothing. Rejects as {@link snapshot} does. */
  async restore(id: string): Promise<void> {
    await (await this.#snapshots.load()).restore(id);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#page = new Disposables();
    followSystemScheme(this.#page, (scheme) => {
      this.systemScheme = scheme;
    });
    this.#page.listen(document, 'visibilitychange', () => this.#keepWhenHidden());
    this.#page.listen(window, 'pagehide', () => this.#keepWhenHidden());
    if (!this.hasUpdated) return;
    this.#snapshots.begin(this.openSnapshots);
    this.#startMachine();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#page.dispose();
    this.#snapshots.end();
    this.#machine.drop();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const language = toLanguage(this.lang);
    if (changed.has('lang') && language) void setLanguage(language);
    if (changed.has('openSnapshots')) this.#snapshots.begin(this.openSnapshots);
    if (changed.has('createMachine')) this.#startMachine();
    else if (this.#machine.followProfile()) this.#snapshots.useMachine(this.#machine.current);
  }

  protected override render() {
    return html`
      <drydock-split
        .position=${this.#guideShare.beside}
        .stackedPosition=${this.#guideShare.above}
        .stackBelow=${STACK_BELOW}
        .collapsed=${this.guideHidden}
        .label=${msg('Border between guide and terminals', { id: 'split-guide' })}
        @drydock-position-change=${this.handleGuideMove}
        @drydock-collapse-change=${this.handleGuideCollapse}
        @drydock-command-request=${this.handleCommand}
        @drydock-preview-request=${this.handlePreview}
      >
        <section
          slot="start"
          class="guide"
          part="guide"
          tabindex="0"
          aria-label=${msg('Guide', { id: 'guide' })}
          @drydock-reset-request=${this.handleResetRequest}
          @drydock-place-change=${this.handlePlace}
          @drydock-step-complete=${this.handleStepComplete}
        >
          <slot name="guide">
            <drydock-labs
              .library=${this.labs}
              .lab=${this.lab}
              .step=${this.step}
              .machine=${this.#machine.current}
              .held=${this.#snapshots.held}
              .baseUrl=${this.baseUrl}
              .createSecondMachine=${this.createSecondMachine}
              .scheme=${this.#scheme}
            ></drydock-labs>
          </slot>
        </section>
        <section
          slot="end"
          class="machine"
          aria-label=${msg('Machine', { id: 'machine' })}
          @drydock-activity=${this.handleActivity}
          @keydown=${this.#work}
        >
          ${this.#renderMachine()}
        </section>
      </drydock-split>
      <drydock-status-bar
        .status=${this.status}
        .guideHidden=${this.guideHidden}
        .screenReader=${this.screenReader}
        .snapshots=${this.openSnapshots !== undefined}
        .snapshotsFailed=${this.#snapshots.unloadable}
        @drydock-snapshots-request=${() => this.#snapshots.openPanel()}
        @drydock-guide-request=${this.handleGuideToggle}
        @drydock-screen-reader-request=${this.handleScreenReader}
        @drydock-reset-request=${this.handleResetRequest}
      ><slot name="status"></slot></drydock-status-bar>
      <drydock-confirm
        .heading=${msg('Reset the machine?', { id: 'reset-question' })}
        .action=${msg('Reset machine', { id: 'reset' })}
        @drydock-confirm-request=${this.handleResetConfirmed}
      >
        ${msg('All terminals close, and every file and process in the machine goes back to the start.', { id: 'reset-text' })}
      </drydock-confirm>
      ${this.#snapshots.loaded?.renderBelow()}
    `;
  }

  #renderMachine() {
    return renderMachine({
      machine: this.#machine.current,
      previews: this.#previews.render(this.#machine.current),
      status: this.status,
      hasScreens: this.terminals?.hasScreens ?? false,
      held: this.#snapshots.held,
      over: this.#snapshots.loaded?.renderOver() ?? nothing,
      cold: this.bootMode === 'cold',
      scheme: this.#scheme,
      screenReader: this.screenReader,
      retry: () => this.handleRetry(),
      terminalsChanged: () => this.handleTerminalsChange(),
    });
  }

  private handleGuideMove(event: CustomEvent<number>): void {
    this.#guideShare.keep(event.detail, (event.target as DrydockSplit).stacked);
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

  private handleActivity({ detail }: CustomEvent<TerminalActivity>): void {
    this.guideContent?.noteActivity();
    this.#snapshots.noteActivity(detail);
  }

  private handleStepComplete(event: CustomEvent<LabPlace>): void {
    this.#snapshots.request('passed-step', event.detail);
  }

  #keepWhenHidden(): void {
    if (document.hidden) this.#snapshots.request('hidden');
  }

  private handleCommand(event: CustomEvent<string>): void {
    this.#snapshots.noteWork();
    this.terminals?.sendText(`${event.detail}\n`);
  }

  private handlePreview(event: CustomEvent<string | null>): void {
    void this.#previews.open(event.detail ?? '');
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
    if (this.status.state === 'stopped') this.handleResetConfirmed();
    else this.#startMachine();
  }

  private handlePlace(event: CustomEvent<LabPlace>): void {
    this.lab = event.detail.labId;
    this.step = event.detail.stepId;
    this.guide.scrollTop = 0;
  }

  get #scheme(): ColorScheme {
    return this.scheme ?? this.systemScheme;
  }

  /** The software is that of the open lab; without one, what there is. */
  get #wish(): MachineWish {
    const lab = this.labs?.summaries.find(({ id }) => id === this.lab);
    return {
      create: this.isConnected ? this.createMachine : undefined,
      bootMode: this.bootMode,
      baseUrl: this.#base,
      profile: lab?.profile ?? this.#machine.current?.profile ?? this.profile,
    };
  }

  #startMachine(): void {
    this.#machine.start();
    this.#snapshots.useMachine(this.#machine.current);
  }

  get #base(): URL {
    return new URL(this.baseUrl, document.baseURI);
  }

  #follow(status: MachineStatus, before: MachineStatus): void {
    // Screens from before a reset belong to a machine that is gone.
    const back = before.state !== 'ready' && status.state === 'ready';
    // Whoever puts a snapshot back brings the screens too.
    if (back && !this.#snapshots.held && this.terminals?.hasScreens) this.terminals.startAfresh();
    this.requestUpdate();
    this.dispatchEvent(
      new CustomEvent('drydock-status-change', { detail: status, bubbles: true, composed: true }),
    );
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
