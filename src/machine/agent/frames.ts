/**
 * The page's side of `images/agent/PROTOCOL.md`: bytes to frames and back. Knows nothing of what the frames mean.
 */

const MAGIC = 0xd7;
const HEADER_BYTES = 8;

/** The most a frame may carry; header and payload then fill one 32 KiB write of the guest. */
export const MAX_PAYLOAD_BYTES = 32_760;

/** Frame types; page to agent below 0x80, agent to page above. */
export const FrameType = {
  attach: 0x01,
  clock: 0x02,
  entropy: 0x03,
  ping: 0x04,
  terminalOpen: 0x10,
  terminalResize: 0x11,
  terminalClose: 0x12,
  scriptStart: 0x20,
  scriptCancel: 0x21,
  input: 0x30,
  inputEnd: 0x31,
  credit: 0x32,
  factsSubscribe: 0x40,
  factsUnsubscribe: 0x41,
  hello: 0x80,
  attached: 0x81,
  pong: 0x84,
  terminalOpened: 0x90,
  terminalOutput: 0x91,
  scriptStarted: 0xa0,
  scriptStdout: 0xa1,
  scriptStderr: 0xa2,
  exit: 0xb0,
  inputCredit: 0xb1,
  facts: 0xc0,
  refused: 0xff,
} as const;

/** One message between page and agent. */
export interface Frame {
  readonly type: number;
  readonly channel: number;
  readonly payload: Uint8Array;
}

/** How a HELLO begins; its payload is the 8 bytes of an instance number. */
const HELLO_HEADER = [MAGIC, FrameType.hello, 0, 0, 8, 0, 0, 0] as const;

/** Lays a frame out as bytes. Throws RangeError when the payload is longer than {@link MAX_PAYLOAD_BYTES}. */
export function encodeFrame(type: number, channel: number, payload: Uint8Array): Uint8Array {
  if (payload.length > MAX_PAYLOAD_BYTES) {
    throw new RangeError(
      `a frame carries at most ${MAX_PAYLOAD_BYTES} bytes, not ${payload.length}`,
    );
  }
  const bytes = new Uint8Array(HEADER_BYTES + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, MAGIC);
  view.setUint8(1, type);
  view.setUint16(2, channel, true);
  view.setUint32(4, payload.length, true);
  bytes.set(payload, HEADER_BYTES);
  return bytes;
}

/** The bytes after which a starting agent listens, for the instance named in its HELLO. */
export function syncSequence(instance: Uint8Array): Uint8Array {
  const marker = new TextEncoder().encode('DRYDOCK');
  return Uint8Array.of(MAGIC, ...marker, ...instance);
}

/** Whether a write of the guest is one HELLO and nothing else: what a starting agent writes first. */
export function isHello(bytes: Uint8Array): boolean {
  return (
    bytes.length === HELLO_HEADER.length + HELLO_HEADER[4] &&
    HELLO_HEADER.every((byte, index) => bytes[index] === byte)
  );
}

/** Cuts a stream of bytes into frames, however the stream was split. */
export class FrameDecoder {
  #rest: Uint8Array = new Uint8Array(0);

  /**
   * Takes the next bytes and returns the frames they complete.
   * @throws Error for a byte that cannot begin a frame or a length over the limit: the two sides have lost each other
   */
  push(bytes: Uint8Array): Frame[] {
    const data = this.#rest.length === 0 ? bytes : concatenate(this.#rest, bytes);
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    const frames: Frame[] = [];
    let at = 0;
    for (;;) {
      while (at < data.length && data[at] === 0) at++;
      const length = payloadLength(view, at);
      if (length === undefined || at + HEADER_BYTES + length > data.length) break;
      const payload = data.slice(at + HEADER_BYTES, at + HEADER_BYTES + length);
      frames.push({ type: view.getUint8(at + 1), channel: view.getUint16(at + 2, true), payload });
      at += HEADER_BYTES + length;
    }
    this.#rest = data.slice(at);
    return frames;
  }
}

/** Length of the payload of the frame that begins at `at`; undefined while its header is incomplete. */
function payloadLength(view: DataView, at: number): number | undefined {
  if (at >= view.byteLength) return undefined;
  if (view.getUint8(at) !== MAGIC) throw new Error('the agent sent a byte that begins no frame');
  if (at + HEADER_BYTES > view.byteLength) return undefined;
  const length = view.getUint32(at + 4, true);
  if (length > MAX_PAYLOAD_BYTES) throw new Error(`the agent announced a frame of ${length} bytes`);
  return length;
}

function concatenate(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
