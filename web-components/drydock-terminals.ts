import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { localized, msg, str } from '../src/localization/localization.ts';
import type { Machine, MachineTerminal } from '../src/machine/machine.ts';
import type { DrydockTerminal } from './drydock-terminal.ts';
import type { DrydockTerminalPane } from './drydock-terminal-pane.ts';
import { rising } from './lesson/request.ts';
import { OwnTaskElement } from './own-task-element.ts';
import { buttons } from './styles/buttons.ts';
import { closeIcon, pageIcon, plusIcon, searchIcon, splitIcon } from './styles/icons.ts';
import { tokens } from './styles/tokens.ts';
import * as layouts from './terminal/layout.ts';
import type { ColorScheme } from './terminal/palette.ts';
import type { putBackSessions, saveTerminal } from './terminal/save-sessions.ts';
import type { SavedTerminals } from './terminal/saved-terminals.ts';
import { Sessions } from './terminal/sessions.ts';
import { terminalsSheet } from './terminal/terminals-sheet.ts';
import './drydock-split.ts';
import './drydock-terminal-pane.ts';

/** Width in pixels under which two terminals of a tab stand one above the other. */
const STACK_BELOW = 640;

/** Size a shell starts with when its terminal has not been laid out yet. */
const FIRST_SIZE = { columns: 80, rows: 24 };

/**
 * All terminals of a machine, as tabs of one or two side by side, each with a shell of its own.
 *
 * @fires {CustomEvent<void>} drydock-terminals-change - A shell was opened or refused.
 * @fires {CustomEvent<string | null>} drydock-preview-request - Show a web server of the machine, or ask which; bubbles.
 */
@localized()
@customElement('drydock-terminals')
export class DrydockTerminals extends OwnTaskElement {
  static override styles = [tokens, buttons, terminalsSheet];

  /** The machine the shells run on; with another one everything starts afresh. */
  @property({ attribute: false }) machine: Machine | undefined;

  /** The machine takes shells. */
  @property({ type: Boolean }) ready = false;

  @property({ attribute: 'color-scheme' }) scheme: ColorScheme = 'dark';
  @property({ type: Boolean, attribute: 'screen-reader' }) screenReader = false;

  @state() private layout: layouts.TerminalLayout = layouts.openTab(layouts.EMPTY_LAYOUT);

  readonly #sessions = new Sessions(() => this.requestUpdate());
  #generation = 0;

  /** Whether any shell was ever shown since the machine started. */
  get hasScreens(): boolean {
    return this.#sessions.count > 0;
  }

  /** The terminal that takes what is sent. */
  get activeTerminal(): DrydockTerminal | undefined {
    return this.#pane(this.layout.activeTerminal)?.terminal ?? undefined;
  }

  /** Types into the terminal in front. */
  sendText(text: string): void {
    this.activeTerminal?.sendText(text);
    this.activeTerminal?.focus();
  }

  /** Forgets all shells and screens; one fresh terminal is left. */
  startAfresh(): void {
    this.#sessions.closeAll();
    this.#generation++;
    this.layout = layouts.openTab({ ...layouts.EMPTY_LAYOUT });
  }

  /**
   * All terminals with everything on their screens that they were given until now, and nothing that they are given later.
   * `maxCharacters` is for all screens together. How a terminal is saved is code that comes with whoever asks: most visits
   * never do.
   */
  async save(maxCharacters: number, saveOne: typeof saveTerminal): Promise<SavedTerminals> {
    const { tabs, activeTab, activeTerminal, nextId } = this.layout;
    const all = layouts.terminalsOf(this.layout);
    const share = Math.floor(maxCharacters / Math.max(1, all.length));
    // Every screen is held in this task.
    const terminals = await Promise.all(
      all.map((id) =>
        saveOne(id, this.#sessions.get(id), this.#pane(id)?.terminal ?? undefined, share),
      ),
    );
    return { tabs, activeTab, activeTerminal, nextId, terminals };
  }

  /** Puts saved terminals in the place of those that are there, on programs that `running` has. */
  putBack(
    saved: SavedTerminals,
    running: readonly MachineTerminal[],
    putBack: typeof putBackSessions,
  ): void {
    this.#sessions.closeAll();
    this.#generation++;
    this.layout = putBack(saved, running, this.#sessions);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sessions.closeAll();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('machine') && changed.get('machine')) this.startAfresh();
  }

  protected override updated(): void {
    if (!this.ready || !this.machine || !this.isConnected) return;
    for (const id of layouts.terminalsOf(this.layout)) {
      if (!this.#sessions.get(id)) void this.#openShell(id, this.machine);
    }
  }

  protected override render() {
    return html`
      <div class="bar">
        <div class="tabs" role="tablist" aria-label=${msg('Terminals', { id: 'terminals' })} @keydown=${this.handleTabKey}>
          ${repeat(
            this.layout.tabs,
            ({ id }) => id,
            (tab) => this.#renderTab(tab),
          )}
        </div>
        <div class="tools">
          ${this.#tool(msg('New terminal', { id: 'new-terminal' }), plusIcon, this.handleNew, !this.ready)}
          ${this.#tool(msg('Split side by side', { id: 'split' }), splitIcon, this.handleSplit, !this.#canSplit())}
          ${this.#tool(msg('Preview a web server', { id: 'open-port' }), pageIcon, this.handlePreview, !this.machine)}
          ${this.#tool(msg('Search in the terminal', { id: 'find' }), searchIcon, this.handleFind, !this.layout.activeTerminal)}
        </div>
      </div>
      ${repeat(
        this.layout.tabs,
        ({ id }) => `${this.#generation}.${id}`,
        (tab) => this.#renderPanel(tab),
      )}
      ${this.layout.tabs.length === 0 ? this.#renderEmpty() : nothing}
    `;
  }

  #renderTab(tab: layouts.TerminalTab) {
    const active = tab.id === this.layout.activeTab;
    const name = tab.terminals.map((id) => this.#name(id)).join(' · ');
    const close = msg(str`Close ${name}`, { id: 'close-tab' });
    return html`<span class="tab" role="presentation" ?data-active=${active}>
      <button
        role="tab"
        type="button"
        id="tab-${tab.id}"
        aria-selected=${active}
        aria-controls="panel-${tab.id}"
        aria-description=${msg('Delete closes it.', { id: 'tab-keys' })}
        tabindex=${active ? 0 : -1}
        @click=${() => this.#activateTab(tab.id)}
      >${name}</button>
      <button class="icon" type="button" tabindex="-1" aria-label=${close} title=${close} @click=${() => this.#closeTab(tab)}>
        ${closeIcon}
      </button>
    </span>`;
  }

  #renderPanel(tab: layouts.TerminalTab) {
    return html`<drydock-split
      class="panel"
      role="tabpanel"
      id="panel-${tab.id}"
      aria-labelledby="tab-${tab.id}"
      ?hidden=${tab.id !== this.layout.activeTab}
      ?single=${tab.terminals.length === 1}
      .stackBelow=${STACK_BELOW}
      .label=${msg('Border between the two terminals', { id: 'split-terminals' })}
    >
      ${repeat(
        tab.terminals,
        (id) => id,
        (id, index) => this.#renderTerminal(id, index, tab.terminals.length === 2),
      )}
    </drydock-split>`;
  }

  #renderTerminal(id: number, index: number, closable: boolean) {
    return html`<drydock-terminal-pane
      id="terminal-${id}"
      slot=${index === 0 ? 'start' : 'end'}
      .label=${this.#name(id)}
      .session=${this.#sessions.get(id)}
      .ready=${this.ready}
      .closable=${closable}
      .scheme=${this.scheme}
      .screenReader=${this.screenReader}
      @focusin=${() => this.#activateTerminal(id)}
      @drydock-shell-request=${() => this.#sessions.close(id)}
      @drydock-pane-close-request=${() => this.#closeTerminal(id)}
    ></drydock-terminal-pane>`;
  }

  #renderEmpty() {
    return html`<div class="empty">
      <p>${msg('No terminal is open.', { id: 'no-terminal' })}</p>
      <button class="primary" type="button" @click=${this.handleNew}>${plusIcon}${msg('New terminal', { id: 'new-terminal' })}</button>
    </div>`;
  }

  #tool(label: string, icon: unknown, act: () => void, disabled = false) {
    return html`<button class="icon" type="button" aria-label=${label} title=${label} ?disabled=${disabled} @click=${act}>${icon}</button>`;
  }

  private handleNew(): void {
    this.layout = layouts.openTab(this.layout);
    this.#focusActive();
  }

  private handleSplit(): void {
    this.layout = layouts.splitTab(this.layout);
    this.#focusActive();
  }

  private handlePreview(): void {
    this.dispatchEvent(rising('drydock-preview-request'));
  }

  private handleFind(): void {
    void this.activeTerminal?.openFind();
  }

  private handleTabKey(event: KeyboardEvent): void {
    const tabs = this.layout.tabs;
    const index = tabs.findIndex((tab) => tab.id === this.layout.activeTab);
    const current = tabs[index];
    if (!current) return;
    const last = tabs.length - 1;
    if (event.key === 'ArrowRight') this.#moveToTab(index === last ? 0 : index + 1);
    else if (event.key === 'ArrowLeft') this.#moveToTab(index === 0 ? last : index - 1);
    else if (event.key === 'Home') this.#moveToTab(0);
    else if (event.key === 'End') this.#moveToTab(last);
    else if (event.key === 'Delete') this.#closeTab(current);
    else return;
    event.preventDefault();
  }

  #moveToTab(index: number): void {
    const tab = this.layout.tabs[index];
    if (!tab) return;
    this.layout = layouts.activateTab(this.layout, tab.id);
    this.#focusTab();
  }

  #activateTab(id: number): void {
    this.layout = layouts.activateTab(this.layout, id);
    this.#focusActive();
  }

  #activateTerminal(id: number): void {
    this.layout = layouts.activateTerminal(this.layout, id);
  }

  #closeTab(tab: layouts.TerminalTab): void {
    this.layout = layouts.closeTab(this.layout, tab.id);
    for (const id of tab.terminals) this.#sessions.close(id);
    this.#focusTab();
  }

  #closeTerminal(id: number): void {
    this.layout = layouts.closeTerminal(this.layout, id);
    this.#sessions.close(id);
    this.#focusActive();
  }

  async #openShell(id: number, machine: Machine): Promise<void> {
    await this.#sessions.open(id, machine, async () => {
      const pane = this.#pane(id);
      await pane?.updateComplete;
      return pane?.size ?? FIRST_SIZE;
    });
    this.dispatchEvent(new CustomEvent('drydock-terminals-change'));
  }

  #canSplit(): boolean {
    return this.ready && layouts.activeTabOf(this.layout)?.terminals.length === 1;
  }

  #name(id: number): string {
    return msg(str`Terminal ${id}`, { id: 'terminal-number' });
  }

  #pane(id: number): DrydockTerminalPane | undefined {
    return this.renderRoot.querySelector<DrydockTerminalPane>(`#terminal-${id}`) ?? undefined;
  }

  #focusActive(): void {
    void this.updateComplete.then(async () => {
      const pane = this.#pane(this.layout.activeTerminal);
      await pane?.updateComplete;
      pane?.focus();
    });
  }

  #focusTab(): void {
    void this.updateComplete.then(() =>
      this.renderRoot
        .querySelector<HTMLElement>('[role=tab][aria-selected=true], .empty button')
        ?.focus(),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-terminals': DrydockTerminals;
  }
  interface HTMLElementEventMap {
    'drydock-terminals-change': CustomEvent<void>;
    'drydock-preview-request': CustomEvent<string | null>;
  }
}
