import { type Deferred, defer } from '../../support/deferred.ts';
import type { ByteStream } from './byte-stream.ts';
import { NetworkProblemError } from './network-error.ts';
import { ReceiveBuffer } from './receive-buffer.ts';

/** A writer waits while the other side has not read more than this. */
const HIGH_WATER_BYTES = 256 * 1024;

/** What the two ends of a {@link PortStream} say to each other. */
type StreamMessage =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** So many bytes were read. */
  | { readonly kind: 'read'; readonly length: number }
  | { readonly kind: 'end' }
  | { readonly kind: 'abort' };

/** A connection between two threads: each has one of the two ports of a channel. */
export class PortStream implements ByteStream {
  readonly #port: MessagePort;
  readonly #onGone: () => void;
  readonly #arrived = new ReceiveBuffer();
  #ahead = 0;
  #room: Deferred<void> | undefined;
  #failure: NetworkProblemError | undefined;
  #hasEnded = false;
  #otherHasEnded = false;
  #isGone = false;

  /** @param onGone called once, when nothing of the connection is left on this side */
  constructor(port: MessagePort, onGone: () => void = () => {}) {
    this.#port = port;
    this.#onGone = onGone;
    port.onmessage = ({ data }: MessageEvent<StreamMessage>) => this.#receive(data);
  }

  async read(): Promise<Uint8Array | undefined> {
    const bytes = await this.#arrived.read();
    if (bytes) this.#send({ kind: 'read', length: bytes.length });
    return bytes;
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#failure) throw this.#failure;
    if (this.#hasEnded) throw new NetworkProblemError('reset', 'the connection is over');
    this.#ahead += bytes.length;
    const own = bytes.slice(); // a part of a larger buffer would be sent with all of it
    this.#send({ kind: 'bytes', bytes: own }, [own.buffer]);
    if (this.#ahead <= HIGH_WATER_BYTES) return;
    this.#room ??= defer();
    await this.#room.promise;
  }

  end(): void {
    if (this.#hasEnded || this.#failure) return;
    this.#hasEnded = true;
    this.#send({ kind: 'end' });
    this.#leaveWhenOver();
  }

  abort(): void {
    if (this.#isGone) return;
    this.#send({ kind: 'abort' });
    this.#fail('the connection was broken off');
  }

  #receive(message: StreamMessage): void {
    if (this.#isGone) return;
    switch (message.kind) {
      case 'bytes':
        this.#arrived.push(message.bytes);
        return;
      case 'read':
        this.#ahead -= message.length;
        if (this.#ahead > HIGH_WATER_BYTES / 2) return;
        this.#room?.resolve();
        this.#room = undefined;
        return;
      case 'end':
        this.#otherHasEnded = true;
        this.#arrived.end();
        this.#leaveWhenOver();
        return;
      case 'abort':
        this.#fail('the other machine broke the connection off');
    }
  }

  #send(message: StreamMessage, transfer: Transferable[] = []): void {
    if (!this.#isGone) this.#port.postMessage(message, transfer);
  }

  #fail(why: string): void {
    this.#failure = new NetworkProblemError('reset', why);
    this.#arrived.fail(this.#failure);
    this.#room?.reject(this.#failure);
    this.#leave();
  }

  #leaveWhenOver(): void {
    if (this.#hasEnded && this.#otherHasEnded) this.#leave();
  }

  #leave(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#port.close();
    this.#onGone();
  }
}
