import {
  encodeFrame,
  type Frame,
  FrameDecoder,
  FrameType,
} from '../../src/machine/agent/frames.ts';
import type { AgentPort } from '../../src/machine/agent/line.ts';
import { PayloadReader, PayloadWriter } from '../../src/machine/agent/payload.ts';
import { AgentSession } from '../../src/machine/agent/session.ts';

export const INSTANCE = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
export const NOW_MS = 1_795_000_000_123;
const SYNC_TYPE = 'D'.charCodeAt(0);

/** The guest's end of the line, played by a test: keeps what the page says, and says what the test wants. */
export class FakePort implements AgentPort {
  onBytes: (bytes: Uint8Array) => void = () => {};
  cleared = 0;
  /** Frames the page sent and no {@link take} has taken yet. */
  readonly heard: Frame[] = [];
  /** Bytes by which the page told a starting agent that it listens. */
  readonly synced: Uint8Array[] = [];

  send(bytes: Uint8Array): void {
    if (bytes[1] === SYNC_TYPE) this.synced.push(bytes);
    else this.heard.push(...new FrameDecoder().push(bytes));
  }

  clear(): void {
    this.cleared += 1;
  }

  /** Takes the oldest frame of a type out of what was heard. */
  take(type: number): Frame & { readonly reader: PayloadReader } {
    const index = this.heard.findIndex((frame) => frame.type === type);
    const [frame] = index < 0 ? [] : this.heard.splice(index, 1);
    if (frame === undefined)
      throw new Error(`the page sent no frame of type 0x${type.toString(16)}`);
    return { ...frame, reader: new PayloadReader(frame.payload) };
  }

  has(type: number): boolean {
    return this.heard.some((frame) => frame.type === type);
  }

  say(type: number, channel = 0, payload: Uint8Array = new Uint8Array(0)): void {
    this.onBytes(encodeFrame(type, channel, payload));
  }

  hello(instance = INSTANCE): void {
    this.say(FrameType.hello, 0, instance);
  }

  /** ATTACHED, with the channels of terminals that live on. */
  attached(...terminals: readonly number[]): void {
    const payload = new PayloadWriter().u32(2).bytes(INSTANCE).u16(terminals.length);
    for (const channel of terminals) payload.u16(channel).u32(77).u16(80).u16(24);
    this.say(FrameType.attached, 0, payload.finish());
  }

  exit(channel: number, how = 0, value = 0): void {
    this.say(
      FrameType.exit,
      channel,
      Uint8Array.of(how, ...new PayloadWriter().u32(value).finish()),
    );
  }

  refuse(channel: number, reason: number, text: string): void {
    this.say(FrameType.refused, channel, new PayloadWriter().u16(reason).string(text).finish());
  }

  credit(type: number, channel: number, bytes: number): void {
    this.say(type, channel, new PayloadWriter().u32(bytes).finish());
  }
}

/** A session whose agent is the test, with a fixed clock and known entropy. */
export function talk(): {
  readonly port: FakePort;
  readonly session: AgentSession;
} {
  const port = new FakePort();
  const session = new AgentSession(port, {
    now: () => NOW_MS,
    randomBytes: (length) => new Uint8Array(length).fill(0xee),
  });
  return { port, session };
}

/** Text as bytes. */
export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
