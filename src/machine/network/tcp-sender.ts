import { SendBuffer } from './send-buffer.ts';
import { advance, distance } from './sequence-number.ts';

/** A piece to be sent: its place in the sequence, its bytes, and whether it is the last. */
export interface OutgoingPiece {
  readonly sequence: number;
  readonly payload: Uint8Array;
  readonly fin: boolean;
  /** Nothing more waits behind it. */
  readonly push: boolean;
}

/**
 * The sending direction of a TCP connection: what was written, how much of it is on the way, how much of it the other side has
 * room for. It keeps no time; whoever does calls {@link rewind} when an answer is overdue.
 *
 * There is no congestion control: the way to the guest is a function call that never loses a frame.
 */
export class TcpSender {
  /** The most payload that the other side takes in one segment. */
  maximumSegment: number;
  readonly #buffer = new SendBuffer();
  #unacknowledged: number;
  #inFlight = 0;
  #window = 0;
  #ended = false;
  #finInFlight = false;
  #finAcknowledged = false;

  constructor(firstSequence: number, maximumSegment: number) {
    this.#unacknowledged = firstSequence;
    this.maximumSegment = maximumSegment;
  }

  /** Bytes that were written and not acknowledged. */
  get backlog(): number {
    return this.#buffer.length;
  }

  /** The place behind what was sent last. */
  get next(): number {
    return advance(this.#unacknowledged, this.#inFlight + (this.#finInFlight ? 1 : 0));
  }

  /** True when everything, with the end of the direction, has arrived. */
  get isDone(): boolean {
    return this.#finAcknowledged;
  }

  /** True while the other side has something to answer, be it only with a window. */
  get isWaiting(): boolean {
    if (this.#finAcknowledged) return false;
    return this.#inFlight > 0 || this.#finInFlight || this.#buffer.length > 0;
  }

  append(bytes: Uint8Array): void {
    this.#buffer.append(bytes);
  }

  end(): void {
    this.#ended = true;
  }

  /** Takes note of an acknowledgement and a window. @returns whether anything new was acknowledged */
  acknowledge(acknowledgement: number, window: number): boolean {
    const count = distance(this.#unacknowledged, acknowledgement);
    const finSent = this.#finInFlight && this.#inFlight === this.#buffer.length ? 1 : 0;
    if (count < 0 || count > this.#buffer.length + finSent) return false;
    // A byte that was sent into a closed window was thrown away.
    if (this.#window === 0 && window > 0) this.#inFlight = 0;
    this.#window = window;
    if (count === 0) return false;
    this.#finAcknowledged = count === this.#buffer.length + 1;
    const bytes = Math.min(count, this.#buffer.length);
    this.#buffer.drop(bytes);
    this.#inFlight = Math.max(0, this.#inFlight - bytes);
    this.#unacknowledged = acknowledgement;
    if (this.#finAcknowledged) this.#finInFlight = false;
    return true;
  }

  /** The next piece that may be sent now; undefined when there is none, or no room for it. */
  take(): OutgoingPiece | undefined {
    const waiting = this.#buffer.length - this.#inFlight;
    const room = this.#window - this.#inFlight;
    const count = Math.min(waiting, room, this.maximumSegment);
    // A sliver is sent only when there is no more than it, or nothing on the way that would make room.
    const isSliver = count < this.maximumSegment && count < waiting && this.#inFlight > 0;
    if (count > 0 && !isSliver) return this.#send(count);
    if (this.#ended && waiting === 0 && !this.#finInFlight && !this.#finAcknowledged) {
      return this.#send(0);
    }
    return undefined;
  }

  /** Begins again with what was not acknowledged; with one byte where the other side has no room, to hear of it again. */
  rewind(): OutgoingPiece | undefined {
    this.#inFlight = 0;
    this.#finInFlight = false;
    return this.#window === 0 && this.#buffer.length > 0 ? this.#send(1) : this.take();
  }

  #send(count: number): OutgoingPiece {
    const { next: sequence } = this;
    const payload = this.#buffer.copy(this.#inFlight, count);
    this.#inFlight += count;
    const isLast = this.#inFlight === this.#buffer.length;
    const fin = this.#ended && isLast;
    this.#finInFlight = fin;
    return { sequence, payload, fin, push: isLast };
  }
}
