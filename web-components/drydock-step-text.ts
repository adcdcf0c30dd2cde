import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { fillValues } from '../src/labs/placeholders.ts';
import type { SecondMachine } from '../src/labs/session/second-machine.ts';
import type { Block } from '../src/labs/step-text.ts';
import { localized, msg, str } from '../src/localization/localization.ts';
import type { Machine } from '../src/machine/machine.ts';
import { renderInline } from './lesson/inline-text.ts';
import { NO_VALUES, type Values } from './lesson/local-text.ts';
import { readingSheet } from './lesson/reading-sheet.ts';
import { rising } from './lesson/request.ts';
import { stepTextSheet } from './lesson/step-text-sheet.ts';
import { secondMachineName } from './second-machine/second-machine-name.ts';
import { buttons } from './styles/buttons.ts';
import { bulbIcon, nextIcon, pageIcon } from './styles/icons.ts';
import { tokens } from './styles/tokens.ts';
import type { ColorScheme } from './terminal/palette.ts';
import './drydock-command.ts';
import './drydock-quiz.ts';

/** Lines with more characters may not fit beside the terminals: then they scroll, which a keyboard must be able to do. */
const WIDE_LINE = 40;

type List = Extract<Block, { type: 'list' }>;
type Port = Extract<Block, { type: 'port' }>;
type Table = Extract<Block, { type: 'table' }>;

/**
 * The text of a step, drawn from its syntax tree; nothing in it is ever read as HTML. Its headings begin at the third level.
 *
 * @fires {CustomEvent<string>} drydock-preview-request - Show what answers at this address, such as `localhost:8081`; bubbles.
 */
@localized()
@customElement('drydock-step-text')
export class DrydockStepText extends LitElement {
  static override styles = [tokens, buttons, readingSheet, stepTextSheet];

  @property({ attribute: false }) blocks: readonly Block[] = [];

  /** The learner's values, for `{{name}}`. */
  @property({ attribute: false }) values: Values = NO_VALUES;

  /** What was chosen in the quizzes that were answered, by their ids. */
  @property({ attribute: false }) answers: Readonly<Record<string, readonly number[]>> = {};

  /** The learner's machine, which the second one is compared with. */
  @property({ attribute: false }) machine: Machine | undefined;

  /** The second machine of a step that has one. */
  @property({ attribute: false }) second: SecondMachine | undefined;

  @property({ attribute: 'color-scheme' }) scheme: ColorScheme = 'dark';

  protected override render() {
    return this.#renderBlocks(this.blocks);
  }

  #renderBlocks(blocks: readonly Block[]): unknown {
    return blocks.map((block) => this.#renderBlock(block));
  }

  #renderBlock(block: Block): unknown {
    switch (block.type) {
      case 'heading':
        return block.level === 2
          ? html`<h3>${this.#inline(block.children)}</h3>`
          : html`<h4>${this.#inline(block.children)}</h4>`;
      case 'paragraph':
        return html`<p>${this.#inline(block.children)}</p>`;
      case 'list':
        return this.#renderList(block);
      case 'quote':
        return html`<blockquote>${this.#renderBlocks(block.children)}</blockquote>`;
      case 'command':
        return html`<drydock-command
          .text=${fillValues(block.text, this.values)}
          ?second=${block.on === 'second'}
          where=${block.on === 'second' ? secondMachineName(this.second?.kind ?? 'pc') : ''}
          @drydock-second-command-request=${this.handleSecondCommand}
        ></drydock-command>`;
      case 'code':
        return renderCode(fillValues(block.text, this.values));
      case 'table':
        return this.#renderTable(block);
      case 'hint':
        return this.#renderHint(block.summary, block.children);
      case 'quiz':
        return html`<drydock-quiz
          .quiz=${block}
          .values=${this.values}
          .chosen=${this.answers[block.id]}
        ></drydock-quiz>`;
      case 'second-machine':
        return html`<drydock-second-machine .second=${this.second} .scheme=${this.scheme}></drydock-second-machine>`;
      case 'comparison':
        return html`<drydock-comparison .second=${this.second} .machine=${this.machine}></drydock-comparison>`;
      case 'port':
        return this.#renderPort(block);
      case 'view':
        // A part of the page that is not built yet. No lab has it, and an empty frame would promise what is not there.
        return nothing;
    }
  }

  #inline(inlines: Parameters<typeof renderInline>[0]): unknown {
    return renderInline(inlines, this.values);
  }

  #renderList({ ordered, items }: List): TemplateResult {
    const entries = items.map((item) => html`<li>${this.#renderItem(item)}</li>`);
    return ordered ? html`<ol>${entries}</ol>` : html`<ul>${entries}</ul>`;
  }

  /** An entry of one paragraph is drawn without the paragraph, which would stand off from its number. */
  #renderItem(blocks: readonly Block[]): unknown {
    const [first, ...rest] = blocks;
    if (first?.type !== 'paragraph') return this.#renderBlocks(blocks);
    return [this.#inline(first.children), this.#renderBlocks(rest)];
  }

  #renderTable({ head, rows }: Table): TemplateResult {
    const label = msg('Table', { id: 'table' });
    return html`<div class="table" role="group" aria-label=${label} tabindex="0">
      <table>
        <thead>
          <tr>${head.map((cell) => html`<th scope="col">${this.#inline(cell)}</th>`)}</tr>
        </thead>
        <tbody>
          ${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${this.#inline(cell)}</td>`)}</tr>`)}
        </tbody>
      </table>
    </div>`;
  }

  private handleSecondCommand({ detail }: CustomEvent<string>): void {
    void this.renderRoot.querySelector('drydock-second-machine')?.sendText(`${detail}\n`);
  }

  #renderPort({ port, on }: Port): TemplateResult {
    const host = on === 'second' ? 'production.lab' : 'localhost';
    const address = `${host}:${fillValues(String(port), this.values)}`;
    const ask = () => this.dispatchEvent(rising('drydock-preview-request', address));
    return html`<button type="button" class="port" @click=${ask}>
      ${pageIcon}${msg(str`Open ${address}`, { id: 'open-address' })}
    </button>`;
  }

  #renderHint(summary: string, blocks: readonly Block[]): TemplateResult {
    const label = fillValues(summary, this.values) || msg('Hint', { id: 'hint' });
    return html`<details>
      <summary>${bulbIcon}<span>${label}</span><span class="turn">${nextIcon}</span></summary>
      <div class="inside">${this.#renderBlocks(blocks)}</div>
    </details>`;
  }
}

function renderCode(text: string): TemplateResult {
  const wide = text.split('\n').some((line) => line.length > WIDE_LINE);
  const label = msg('Output or file', { id: 'sample-text' });
  return wide
    ? html`<pre translate="no" role="group" aria-label=${label} tabindex="0"><code>${text}</code></pre>`
    : html`<pre translate="no"><code>${text}</code></pre>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-step-text': DrydockStepText;
  }
  interface HTMLElementEventMap {
    'drydock-preview-request': CustomEvent<string | null>;
  }
}
