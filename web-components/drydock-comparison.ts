import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import {
  COMPARISON_STEPS,
  Comparison,
  type ComparisonState,
  type ComparisonStep,
} from '../src/labs/comparison/comparison.ts';
import type { SecondMachine } from '../src/labs/session/second-machine.ts';
import { localized, msg } from '../src/localization/localization.ts';
import type { Machine } from '../src/machine/machine.ts';
import { comparisonPicture } from './comparison/comparison-picture.ts';
import {
  type Cell,
  comparisonRows,
  type Row,
  type TaskRow,
  taskMethod,
  taskRows,
} from './comparison/comparison-rows.ts';
import { comparisonSheet } from './comparison/comparison-sheet.ts';
import { describeFailure } from './machine-texts.ts';
import { duration, times } from './quantities.ts';
import { buttons } from './styles/buttons.ts';
import { tokens } from './styles/tokens.ts';

const IDLE: ComparisonState = { phase: 'idle' };

/** Stands where nothing was measured yet. */
const PENDING = html`<span class="pending">–</span>`;

/**
 * A virtual machine beside a container beside its host: who their kernels are, what they take, and how long they need for
 * the same task. Every figure is measured on the machines of this page, when the reader asks for it.
 */
@localized()
@customElement('drydock-comparison')
export class DrydockComparison extends LitElement {
  static override styles = [tokens, buttons, comparisonSheet];

  /** The virtual machine; booted when it is not there. */
  @property({ attribute: false }) second: SecondMachine | undefined;

  /** The learner's machine: host of the container. */
  @property({ attribute: false }) machine: Machine | undefined;

  @state() private current: ComparisonState = IDLE;

  #comparison: Comparison | undefined;
  #leave: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#end();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('second') || changed.has('machine')) this.#begin();
  }

  protected override render() {
    const figures = this.#comparison?.figures ?? {};
    return html`<section class="card" aria-label=${this.#title()}>
      <header>
        <span class="title">${this.#title()}</span>
        ${this.#renderButton()}
      </header>
      <div class="body">
        ${this.#renderProgress()} ${comparisonPicture(figures)} ${this.#renderTable(comparisonRows(figures))}
        ${this.#renderTasks(taskRows(figures))}
        <p class="note">${honestNote()}</p>
      </div>
      <span class="visually-hidden" role="status">${this.#announcement()}</span>
    </section>`;
  }

  #renderButton() {
    const { phase } = this.current;
    if (phase === 'measuring') {
      return html`<button type="button" @click=${this.handleCancel}>${msg('Cancel', { id: 'cancel' })}</button>`;
    }
    const again = phase === 'idle' ? measureText() : msg('Measure again', { id: 'compare-again' });
    return html`<button class="primary" type="button" ?disabled=${!this.#comparison} @click=${this.handleMeasure}>
      ${again}
    </button>`;
  }

  #renderProgress() {
    const { current } = this;
    if (current.phase === 'measuring') {
      const place = COMPARISON_STEPS.indexOf(current.step) + 1;
      return html`<div class="progress">
        <span class="lamp"></span><span>${stepText(current.step)}</span>
        <span class="count">${place} / ${COMPARISON_STEPS.length}</span>
      </div>`;
    }
    if (current.phase !== 'failed') return nothing;
    return html`<div class="failure" role="alert">
      <p>${describeFailure(current.error).title}: ${stepText(current.step)}</p>
      <p class="detail" translate="no">${current.error.message}</p>
    </div>`;
  }

  #renderTable(rows: readonly Row[]) {
    return html`<table>
      <caption class="visually-hidden">${this.#title()}</caption>
      <thead>
        <tr>
          <th scope="col">${msg('What', { id: 'compare-what' })}</th>
          <th scope="col">${vmText()}</th>
          <th scope="col">${containerText()}</th>
          <th scope="col">${hostText()}</th>
        </tr>
      </thead>
      ${rows.map((row) => this.#renderRow(row))}
    </table>`;
  }

  #renderRow({ name, vm, container, host, verdict, method }: Row) {
    return html`<tbody>
      <tr>
        <th scope="row">${name}</th>
        ${renderCell(vm, vmText(), 'vm')} ${renderCell(container, containerText(), 'container')}
        ${host ? renderCell(host, hostText(), 'host') : html`<td class="empty"></td>`}
      </tr>
      <tr class="more">
        <td colspan="4">
          ${verdict ? html`<div class="verdict">${verdict}</div>` : nothing} ${renderMethod(method)}
        </td>
      </tr>
    </tbody>`;
  }

  #renderTasks(rows: readonly TaskRow[]) {
    return html`<table>
      <caption>${msg('The same task, inside and outside', { id: 'compare-task' })}</caption>
      <thead>
        <tr>
          <th scope="col">${msg('Where', { id: 'compare-where' })}</th>
          <th scope="col">${insideText()}</th>
          <th scope="col">${outsideText()}</th>
          <th scope="col">${ratioText()}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => renderTask(row))}
        <tr class="more"><td colspan="4">${renderMethod(taskMethod())}</td></tr>
      </tbody>
    </table>`;
  }

  #title(): string {
    return msg('VM, container and host, measured', { id: 'compare-title' });
  }

  #announcement(): string {
    switch (this.current.phase) {
      case 'measuring':
        return stepText(this.current.step);
      case 'done':
        return msg('Everything is measured.', { id: 'compare-done' });
      case 'idle':
      case 'failed':
        return '';
    }
  }

  private handleMeasure(): void {
    void this.#comparison?.measure();
  }

  private handleCancel(): void {
    this.#comparison?.cancel();
  }

  #begin(): void {
    this.#end();
    const { machine, second } = this;
    if (!machine || !second || !this.isConnected) return;
    const comparison = new Comparison({ machine, second });
    this.#comparison = comparison;
    this.#leave = comparison.onChange((state) => {
      this.current = state;
    });
  }

  #end(): void {
    this.#leave?.();
    this.#comparison?.cancel();
    this.#comparison = undefined;
    this.current = IDLE;
  }
}

function renderCell({ value, full, share }: Cell, label: string, side: string) {
  const text = full ? html`<abbr class="id" title=${full}>${value}</abbr>` : value;
  const width = `inline-size:${((share ?? 0) * 100).toFixed(2)}%`;
  return html`<td class=${side}>
    <span class="label">${label}</span><span>${text ?? PENDING}</span>
    ${share === undefined ? nothing : html`<span class="bar" aria-hidden="true" .style=${width}></span>`}
  </td>`;
}

function renderTask({ name, outside, insideMs, outsideMs }: TaskRow) {
  const ratio = insideMs && outsideMs ? `${times(insideMs / outsideMs)} ×` : undefined;
  const show = (ms: number | undefined) => (ms === undefined ? PENDING : duration(ms));
  return html`<tr>
    <th scope="row">${name}</th>
    <td><span class="label">${insideText()}</span><span>${show(insideMs)}</span></td>
    <td>
      <span class="label">${outsideText()}</span>
      <span>${show(outsideMs)}<span class="outside">${outside}</span></span>
    </td>
    <td><span class="label">${ratioText()}</span><span>${ratio ?? PENDING}</span></td>
  </tr>`;
}

function renderMethod(method: string) {
  return html`<details>
    <summary>${msg('How it is measured', { id: 'compare-method' })}</summary>
    ${method}
  </details>`;
}

function stepText(step: ComparisonStep): string {
  switch (step) {
    case 'container':
      return msg('Starting a container on your machine', { id: 'compare-step-container' });
    case 'vm':
      return msg('Booting the second machine', { id: 'compare-step-vm' });
    case 'container-task':
      return msg('The task in a container and on its host, by turns', { id: 'compare-step-task' });
    case 'vm-task':
      return msg('The task in the second machine', { id: 'compare-step-vm-task' });
    case 'page-task':
      return msg('The task in the page', { id: 'compare-step-page' });
  }
}

function honestNote(): string {
  return msg(
    'Why the VM is so slow here: its processor is emulated by software, instruction by instruction. Servers let the processor itself run the guest (VT-x, AMD-V), and lose a few percent instead. What does not go away with that: a second kernel, its memory, its boot, its image. Your machine is such an emulated one, too; the container on it loses next to nothing against it.',
    { id: 'compare-note' },
  );
}

const measureText = () => msg('Measure', { id: 'compare-measure' });
const vmText = () => msg('VM', { id: 'compare-vm' });
const containerText = () => msg('Container', { id: 'compare-container' });
const hostText = () => msg('Your machine', { id: 'compare-host' });
const insideText = () => msg('inside', { id: 'compare-inside' });
const outsideText = () => msg('outside', { id: 'compare-outside' });
const ratioText = () => msg('inside ÷ outside', { id: 'compare-ratio' });

declare global {
  interface HTMLElementTagNameMap {
    'drydock-comparison': DrydockComparison;
  }
}
