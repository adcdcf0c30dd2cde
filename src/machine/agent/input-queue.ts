import type { ChannelLink } from './channel.ts';
import { FrameType, MAX_PAYLOAD_BYTES } from './frames.ts';

/** The most input that may be under way; the agent gives it back as the terminal or pipe takes it. */
const INPUT_WINDOW_BYTES = 16_384;

/** Input on its way to a terminal or to a script's stdin, held back while the guest has not taken the last of it. */
export class InputQueue {
  readonly #link: ChannelLink;
  readonly #waiting: Uint8Array[] = [];
  #window = INPUT_WINDOW_BYTES;
  #endRequested = false;

  constructor(link: ChannelLink) {
    this.#link = link;
  }

  /** Adds bytes to the end; nothing is ever dropped. */
  push(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#waiting.push(bytes);
    this.#pump();
  }

  /** Closes the input once everything before was sent. */
  end(): void {
    this.#endRequested = true;
    this.#pump();
  }

  /** The guest took `bytes` more. */
  grant(bytes: number): void {
    this.#window += bytes;
    this.#pump();
  }

  #pump(): void {
    while (this.#window > 0) {
      const next = this.#waiting.shift();
      if (next === undefined) break;
      const part = next.subarray(0, Math.min(this.#window, MAX_PAYLOAD_BYTES));
      if (part.length < next.length) this.#waiting.unshift(next.subarray(part.length));
      this.#window -= part.length;
      this.#link.send(FrameType.input, part);
    }
    if (this.#endRequested && this.#waiting.length === 0) {
      this.#endRequested = false;
      this.#link.send(FrameType.inputEnd, new Uint8Array(0));
    }
  }
}
