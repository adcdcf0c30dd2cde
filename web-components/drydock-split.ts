import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { Disposables } from '../src/support/disposables.ts';
import { tokens } from './styles/tokens.ts';

/** The smallest and the largest share of the first part, in percent. */
const MIN_POSITION = 15;
const MAX_POSITION = 85;

/** Percent that one press of an arrow key moves, and with Shift. */
const STEP = 2;
const LARGE_STEP = 10;

/**
 * Two parts with a border between them that can be moved: by pointer, by the arrow keys, Home and End. Enter hides
 * the first part and brings it back. Where the element is narrow the parts stand one above the other.
 *
 * @slot start - The first part.
 * @slot end - The second part.
 * @fires {CustomEvent<number>} drydock-position-change - The border is at this percentage now.
 * @fires {CustomEvent<boolean>} drydock-collapse-change - The first part was hidden or brought back by keyboard.
 */
@customElement('drydock-split')
export class DrydockSplit extends LitElement {
  static override styles = [
    tokens,
    css`
      :host {
        --_position: 50%;
        display: flex;
        min-inline-size: 0;
        min-block-size: 0;
      }

      :host([stacked]) {
        flex-direction: column;
      }

      .part {
        display: grid;
        grid-template: minmax(0, 1fr) / minmax(0, 1fr);
        min-inline-size: 0;
        min-block-size: 0;
        overflow: hidden;
      }

      .start {
        flex: 0 0 calc(var(--_position) - 0.25rem);
      }

      .end {
        flex: 1 1 0;
      }

      :host([single]) .start {
        flex: 1 1 0;
      }

      :host([single]) .end,
      :host([single]) [role='separator'],
      :host([collapsed]) .start {
        display: none;
      }

      ::slotted(*) {
        min-inline-size: 0;
        min-block-size: 0;
      }

      [role='separator'] {
        position: relative;
        flex: 0 0 0.5rem;
        background: var(--_page);
        cursor: col-resize;
        touch-action: none;
      }

      :host([stacked]) [role='separator'] {
        cursor: row-resize;
      }

      /* The grip, and around it a target large enough for a finger. */
      [role='separator']::before {
        content: '';
        position: absolute;
        inset: 0;
        inline-size: 0.1875rem;
        block-size: 2.25rem;
        margin: auto;
        border-radius: 1rem;
        background: var(--_control-line);
        transition: background-color 120ms ease;
      }

      :host([stacked]) [role='separator']::before {
        inline-size: 2.25rem;
        block-size: 0.1875rem;
      }

      [role='separator']::after {
        content: '';
        position: absolute;
        inset: 0 -0.375rem;
        z-index: 5;
      }

      :host([stacked]) [role='separator']::after {
        inset: -0.375rem 0;
      }

      [role='separator']:hover::before,
      [role='separator']:focus-visible::before,
      :host([dragging]) [role='separator']::before {
        background: var(--_accent);
      }

      [role='separator']:focus-visible {
        z-index: 6;
        outline-offset: -2px;
      }

      :host([dragging]) .part {
        pointer-events: none;
        user-select: none;
      }
    `,
  ];

  /** Share of the first part, in percent. */
  @property({ type: Number }) position = 50;

  /** The same where the parts are stacked; absent: {@link position}. */
  @property({ type: Number, attribute: 'stacked-position' }) stackedPosition: number | undefined;

  /** Width in pixels under which the parts are stacked. */
  @property({ type: Number, attribute: 'stack-below' }) stackBelow = 0;

  /** What the border is called by assistive technology. */
  @property() label = '';

  /** There is only the first part. */
  @property({ type: Boolean, reflect: true }) single = false;

  /** The first part is hidden. */
  @property({ type: Boolean, reflect: true }) collapsed = false;

  /** The parts stand one above the other; follows the width. */
  @property({ type: Boolean, reflect: true }) stacked = false;

  @query('[role=separator]') private readonly separator!: HTMLElement;

  #open = new Disposables();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#open = new Disposables();
    // Its first call comes before the first frame, so nothing is measured here.
    const observer = new ResizeObserver(() => {
      this.stacked = this.clientWidth < this.stackBelow;
    });
    observer.observe(this);
    this.#open.add(() => observer.disconnect());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#open.dispose();
  }

  protected override updated(changed: PropertyValues<this>): void {
    const names = ['position', 'stackedPosition', 'stacked'] as const;
    if (names.some((name) => changed.has(name)))
      this.style.setProperty('--_position', `${this.#share}%`);
  }

  protected override render() {
    return html`
      <div class="part start" id="start"><slot name="start"></slot></div>
      ${this.single ? nothing : this.#renderSeparator()}
      <div class="part end"><slot name="end"></slot></div>
    `;
  }

  #renderSeparator() {
    return html`<div
      role="separator"
      tabindex="0"
      aria-label=${this.label}
      aria-controls="start"
      aria-orientation=${this.stacked ? 'horizontal' : 'vertical'}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${this.collapsed ? 0 : Math.round(this.#share)}
      @pointerdown=${this.handlePointerDown}
      @pointermove=${this.handlePointerMove}
      @pointerup=${this.handlePointerEnd}
      @pointercancel=${this.handlePointerEnd}
      @keydown=${this.handleKeyDown}
    ></div>`;
  }

  private handlePointerDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.separator.setPointerCapture(event.pointerId);
    this.toggleAttribute('dragging', true);
  }

  private handlePointerMove(event: PointerEvent): void {
    if (!this.hasAttribute('dragging')) return;
    const box = this.getBoundingClientRect();
    const share = this.stacked
      ? (event.clientY - box.top) / box.height
      : (event.clientX - box.left) / box.width;
    this.#moveTo(share * 100);
  }

  private handlePointerEnd(): void {
    this.toggleAttribute('dragging', false);
  }

  private handleKeyDown(event: KeyboardEvent): void {
    const step = event.shiftKey ? LARGE_STEP : STEP;
    if (event.key === 'Enter') this.#toggle();
    else if (event.key === (this.stacked ? 'ArrowUp' : 'ArrowLeft'))
      this.#moveTo(this.#share - step);
    else if (event.key === (this.stacked ? 'ArrowDown' : 'ArrowRight'))
      this.#moveTo(this.#share + step);
    else if (event.key === 'Home') this.#moveTo(MIN_POSITION);
    else if (event.key === 'End') this.#moveTo(MAX_POSITION);
    else return;
    event.preventDefault();
  }

  /** What counts as things stand. */
  get #share(): number {
    return (this.stacked ? this.stackedPosition : undefined) ?? this.position;
  }

  #moveTo(percent: number): void {
    const position = Math.min(MAX_POSITION, Math.max(MIN_POSITION, percent));
    if (this.collapsed) this.#toggle();
    if (position === this.#share) return;
    if (this.stacked && this.stackedPosition !== undefined) this.stackedPosition = position;
    else this.position = position;
    this.dispatchEvent(new CustomEvent('drydock-position-change', { detail: position }));
  }

  #toggle(): void {
    this.collapsed = !this.collapsed;
    this.dispatchEvent(new CustomEvent('drydock-collapse-change', { detail: this.collapsed }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-split': DrydockSplit;
  }
  interface HTMLElementEventMap {
    'drydock-position-change': CustomEvent<number>;
    'drydock-collapse-change': CustomEvent<boolean>;
  }
}
