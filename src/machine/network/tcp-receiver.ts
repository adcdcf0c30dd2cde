import { ReceiveBuffer } from './receive-buffer.ts';
import { advance, distance } from './sequence-number.ts';

/** The most that is kept for a reader who does not read; larger than a segment, smaller than an image layer. */
const CAPACITY_BYTES = 256 * 1024;
const LARGEST_WINDOW_FIELD = 0xffff;

/** By how many bits our windows are shifted when both sides can do that. */
export const RECEIVE_WINDOW_SHIFT = 3;

/** The receiving direction of a TCP connection: what has arrived in order, and how much more there is room for. */
export class TcpReceiver {
  readonly buffer = new ReceiveBuffer();
  #next: number;
  #shift = 0;
  #ended = false;
  #announced = 0;

  constructor(firstSequence: number) {
    this.#next = firstSequence;
  }

  /** The place of the byte that should come next. */
  get next(): number {
    return this.#next;
  }

  /** True when the other side has ended its direction. */
  get isEnded(): boolean {
    return this.#ended;
  }

  /** Both sides have said that they shift their windows. */
  scaleWindows(): void {
    this.#shift = RECEIVE_WINDOW_SHIFT;
  }

  /** True when {@link scaleWindows} was called. */
  get isScaled(): boolean {
    return this.#shift > 0;
  }

  /** The window field of the next segment; that of a SYN is not shifted. */
  announceWindow(isSyn: boolean): number {
    const shift = isSyn ? 0 : this.#shift;
    const field = Math.min(this.#room >>> shift, LARGEST_WINDOW_FIELD);
    this.#announced = field << shift;
    return field;
  }

  /** True when the other side believes that there is little room, and there is much. */
  get hasNews(): boolean {
    return this.#announced < this.#room / 2 && this.#room > CAPACITY_BYTES / 8;
  }

  /** Takes what of a segment's payload is new and fits. Out of order is left for the other side to send again. */
  accept(sequence: number, payload: Uint8Array, fin: boolean): void {
    const known = distance(sequence, this.#next);
    if (this.#ended || known < 0 || known > payload.length) return;
    const fresh = payload.slice(known, known + this.#room);
    if (fresh.length > 0) {
      this.#next = advance(this.#next, fresh.length);
      this.buffer.push(fresh);
    }
    if (!fin || known + fresh.length < payload.length) return;
    this.#next = advance(this.#next, 1);
    this.#ended = true;
    this.buffer.end();
  }

  get #room(): number {
    return Math.max(0, CAPACITY_BYTES - this.buffer.length);
  }
}
