import { encodeFrame } from './frames.ts';

/** The line to the guest, as the session needs it. */
export interface AgentPort {
  onBytes: (bytes: Uint8Array) => void;
  send(bytes: Uint8Array): void;
  clear(): void;
}

/** What goes to the agent, frame by frame; it can be held back, so that a state is saved between two frames. */
export class OutgoingLine {
  readonly #port: AgentPort;
  #held: Uint8Array[] | undefined;

  constructor(port: AgentPort) {
    this.#port = port;
  }

  /** Sends a frame, or keeps it until {@link release}. */
  send(type: number, channel: number, payload: Uint8Array): void {
    const frame = encodeFrame(type, channel, payload);
    if (this.#held) this.#held.push(frame);
    else this.#port.send(frame);
  }

  /** Sends bytes at once, also while frames are held: what an agent waits for that listens to nothing else. */
  sendNow(bytes: Uint8Array): void {
    this.#port.send(bytes);
  }

  /** Keeps frames from now on. */
  hold(): void {
    this.#held ??= [];
  }

  /** Sends what was kept, in order. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const frame of held) this.#port.send(frame);
  }

  /** Drops what was not sent yet: the agent it was meant for is gone. */
  clear(): void {
    if (this.#held) this.#held.length = 0;
    this.#port.clear();
  }
}
