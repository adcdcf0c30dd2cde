import { type Deferred, defer } from '../../support/deferred.ts';
import type { ByteStream } from './byte-stream.ts';
import { NetworkProblemError } from './network-error.ts';
import { advance, distance } from './sequence-number.ts';
import { RECEIVE_WINDOW_SHIFT, TcpReceiver } from './tcp-receiver.ts';
import { TcpFlag, type TcpOptions, type TcpSegment } from './tcp-segment.ts';
import { type OutgoingPiece, TcpSender } from './tcp-sender.ts';

/** A writer waits while more than this is not acknowledged yet. */
const HIGH_WATER_BYTES = 512 * 1024;
/** The first wait for an answer; it doubles. The guest answers in milliseconds unless it is stopped or overwhelmed. */
const FIRST_TIMEOUT_MS = 1_000;
const LONGEST_TIMEOUT_MS = 10_000;
const ATTEMPTS = 12;
/** How long the other side may take to end its direction after ours has ended. */
const LINGER_MS = 60_000;
/** What one who names no limit takes (RFC 9293, section 3.7.1). */
const DEFAULT_MAXIMUM_SEGMENT = 536;

/** What a connection is made of. */
export interface TcpConnectionOptions {
  /** Any number, best an unforeseeable one. */
  readonly initialSequence: number;
  /** The most payload that fits into a packet on this link. */
  readonly maximumSegment: number;
  /** Puts ports on a segment and sends it. */
  readonly send: (segment: Omit<TcpSegment, 'sourcePort' | 'destinationPort'>) => void;
  /** Called once, when nothing of the connection is left. */
  readonly onGone: () => void;
}

type State = 'connecting' | 'open' | 'gone';

/** One TCP connection (RFC 9293), from our end. */
export class TcpConnection implements ByteStream {
  readonly #options: TcpConnectionOptions;
  readonly #sender: TcpSender;
  #receiver: TcpReceiver | undefined;
  #state: State = 'connecting';
  #peerShift = 0;
  readonly #opened = defer<void>();
  #writer: Deferred<void> | undefined;
  #failure: NetworkProblemError | undefined;
  #acknowledgementDue = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #timeouts = 0;

  private constructor(options: TcpConnectionOptions) {
    this.#options = options;
    this.#sender = new TcpSender(advance(options.initialSequence, 1), options.maximumSegment);
    this.#opened.promise.catch(() => undefined); // told to every read and write as well
  }

  /** Begins a connection to the guest. */
  static connect(options: TcpConnectionOptions): TcpConnection {
    const connection = new TcpConnection(options);
    connection.#sendSyn();
    return connection;
  }

  /** Takes a connection that the guest begins with `syn`. */
  static accept(options: TcpConnectionOptions, syn: TcpSegment): TcpConnection {
    const connection = new TcpConnection(options);
    connection.#meet(syn);
    connection.#sendSyn();
    return connection;
  }

  /** Resolves when both sides have agreed; rejects with NetworkProblemError. */
  get opened(): Promise<void> {
    return this.#opened.promise;
  }

  /** Takes a segment of the other side. */
  receive(segment: TcpSegment): void {
    if (this.#state === 'gone') return;
    if (segment.flags & TcpFlag.rst) this.#receiveReset(segment);
    else if (this.#state === 'connecting') this.#receiveHandshake(segment);
    else this.#receiveOpen(segment);
  }

  async read(): Promise<Uint8Array | undefined> {
    await this.#opened.promise;
    const bytes = await this.#requireReceiver().buffer.read();
    if (this.#receiver?.hasNews) this.#acknowledge();
    return bytes;
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#failure) throw this.#failure;
    if (this.#state === 'gone') throw new NetworkProblemError('reset', 'the connection is over');
    this.#sender.append(bytes);
    this.#transmit();
    if (this.#sender.backlog <= HIGH_WATER_BYTES) return;
    this.#writer ??= defer();
    await this.#writer.promise;
  }

  end(): void {
    this.#sender.end();
    this.#transmit();
  }

  abort(): void {
    if (this.#state === 'gone') return;
    this.#emit(TcpFlag.rst | TcpFlag.ack, this.#sender.next);
    this.#fail(new NetworkProblemError('reset', 'the connection was broken off'));
  }

  #receiveReset(segment: TcpSegment): void {
    const refused = this.#receiver === undefined;
    // Only one that knows where we are counts (RFC 5961): others are leftovers of an earlier connection.
    const isOurs = refused
      ? segment.acknowledgement === advance(this.#options.initialSequence, 1)
      : segment.sequence === this.#receiver?.next;
    if (!isOurs) return;
    this.#fail(
      refused
        ? new NetworkProblemError('refused', 'nothing in the machine listens on this port')
        : new NetworkProblemError('reset', 'the machine broke the connection off'),
    );
  }

  #receiveHandshake(segment: TcpSegment): void {
    const acknowledged =
      (segment.flags & TcpFlag.ack) !== 0 &&
      segment.acknowledgement === advance(this.#options.initialSequence, 1);
    if (segment.flags & TcpFlag.syn) {
      if (this.#receiver === undefined) this.#meet(segment);
      else if (!acknowledged) this.#sendSyn();
    }
    if (!acknowledged || this.#receiver === undefined) return;
    this.#state = 'open';
    this.#timeouts = 0;
    this.#stopTimer();
    this.#opened.resolve();
    // The window of a SYN is never shifted; that of the next segment is.
    const isSyn = (segment.flags & TcpFlag.syn) !== 0;
    this.#sender.acknowledge(segment.acknowledgement, this.#windowOf(segment));
    if (isSyn) this.#acknowledge();
    else this.#receiveOpen(segment);
    this.#transmit();
  }

  #receiveOpen(segment: TcpSegment): void {
    if (segment.flags & TcpFlag.syn) {
      this.#acknowledge();
      return;
    }
    const receiver = this.#requireReceiver();
    if (segment.flags & TcpFlag.ack) this.#receiveAcknowledgement(segment);
    const before = receiver.next;
    const fin = (segment.flags & TcpFlag.fin) !== 0;
    if (segment.payload.length > 0 || fin) {
      receiver.accept(segment.sequence, segment.payload, fin);
      if (receiver.next === before) this.#acknowledge();
      else this.#acknowledgeSoon();
    } else if (distance(segment.sequence, before) > 0) this.#acknowledge(); // a keep-alive
    this.#transmit();
    this.#finishWhenDone();
  }

  #receiveAcknowledgement(segment: TcpSegment): void {
    // Whoever says that there is no room is alive.
    this.#timeouts = 0;
    if (!this.#sender.acknowledge(segment.acknowledgement, this.#windowOf(segment))) return;
    this.#stopTimer();
    if (this.#sender.backlog > HIGH_WATER_BYTES / 2) return;
    this.#writer?.resolve();
    this.#writer = undefined;
  }

  #windowOf(segment: TcpSegment): number {
    return segment.flags & TcpFlag.syn ? segment.window : segment.window << this.#peerShift;
  }

  #meet(syn: TcpSegment): void {
    const { maximumSegment = DEFAULT_MAXIMUM_SEGMENT, windowShift } = syn.options;
    this.#receiver = new TcpReceiver(advance(syn.sequence, 1));
    this.#sender.maximumSegment = Math.min(this.#options.maximumSegment, maximumSegment);
    if (windowShift === undefined) return;
    this.#peerShift = windowShift;
    this.#receiver.scaleWindows();
  }

  #sendSyn(): void {
    const answersOne = this.#receiver !== undefined;
    const shifts = !answersOne || this.#receiver?.isScaled;
    this.#emit(TcpFlag.syn | (answersOne ? TcpFlag.ack : 0), this.#options.initialSequence, {
      maximumSegment: this.#options.maximumSegment,
      ...(shifts && { windowShift: RECEIVE_WINDOW_SHIFT }),
    });
    this.#startTimer();
  }

  #transmit(): void {
    if (this.#state !== 'open') return;
    for (let piece = this.#sender.take(); piece !== undefined; piece = this.#sender.take()) {
      this.#sendPiece(piece);
    }
    if (this.#sender.isWaiting) this.#startTimer();
  }

  #sendPiece({ sequence, payload, fin, push }: OutgoingPiece): void {
    const flags = TcpFlag.ack | (fin ? TcpFlag.fin : 0) | (push ? TcpFlag.psh : 0);
    this.#emit(flags, sequence, {}, payload);
  }

  /** One answer for all segments that come in one slice of the emulator's work. */
  #acknowledgeSoon(): void {
    if (this.#acknowledgementDue) return;
    this.#acknowledgementDue = true;
    queueMicrotask(() => {
      if (this.#acknowledgementDue && this.#state === 'open') this.#acknowledge();
    });
  }

  #acknowledge(): void {
    this.#emit(TcpFlag.ack, this.#sender.next);
  }

  #emit(
    flags: number,
    sequence: number,
    options: TcpOptions = {},
    payload: Uint8Array = new Uint8Array(0),
  ): void {
    this.#acknowledgementDue = false;
    const acknowledgement = this.#receiver?.next ?? 0;
    const window = this.#receiver?.announceWindow((flags & TcpFlag.syn) !== 0) ?? 0xffff;
    this.#options.send({ sequence, acknowledgement, flags, window, options, payload });
  }

  #startTimer(): void {
    if (this.#timer !== undefined) return;
    const wait = Math.min(FIRST_TIMEOUT_MS * 2 ** this.#timeouts, LONGEST_TIMEOUT_MS);
    this.#timer = setTimeout(() => this.#timedOut(), wait);
  }

  #stopTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #timedOut(): void {
    this.#timer = undefined;
    this.#timeouts += 1;
    if (this.#timeouts > ATTEMPTS) {
      this.#fail(new NetworkProblemError('silent', 'the machine does not answer'));
    } else if (this.#state === 'connecting') this.#sendSyn();
    else {
      const piece = this.#sender.rewind();
      if (piece) this.#sendPiece(piece);
      this.#transmit();
    }
  }

  #finishWhenDone(): void {
    if (!this.#sender.isDone || this.#state === 'gone') return;
    if (this.#receiver?.isEnded) {
      // The last acknowledgement goes before the connection does.
      if (this.#acknowledgementDue) this.#acknowledge();
      this.#leave();
    } else this.#timer ??= setTimeout(() => this.abort(), LINGER_MS);
  }

  #fail(error: NetworkProblemError): void {
    this.#failure = error;
    this.#opened.reject(error);
    this.#receiver?.buffer.fail(error);
    this.#writer?.reject(error);
    this.#leave();
  }

  #leave(): void {
    this.#state = 'gone';
    this.#stopTimer();
    this.#options.onGone();
  }

  #requireReceiver(): TcpReceiver {
    if (this.#receiver === undefined) throw new Error('the connection is not open');
    return this.#receiver;
  }
}
