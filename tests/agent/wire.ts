/** The frames of images/agent/PROTOCOL.md, written from its text and independent of both real sides. */

export const Request = {
  ATTACH: 0x01,
  CLOCK: 0x02,
  ENTROPY: 0x03,
  PING: 0x04,
  TERMINAL_OPEN: 0x10,
  TERMINAL_RESIZE: 0x11,
  TERMINAL_CLOSE: 0x12,
  SCRIPT_START: 0x20,
  SCRIPT_CANCEL: 0x21,
  INPUT: 0x30,
  INPUT_END: 0x31,
  CREDIT: 0x32,
  FACTS_SUBSCRIBE: 0x40,
  FACTS_UNSUBSCRIBE: 0x41,
} as const;

export const Reply = {
  HELLO: 0x80,
  ATTACHED: 0x81,
  PONG: 0x84,
  TERMINAL_OPENED: 0x90,
  TERMINAL_OUTPUT: 0x91,
  SCRIPT_STARTED: 0xa0,
  SCRIPT_STDOUT: 0xa1,
  SCRIPT_STDERR: 0xa2,
  EXIT: 0xb0,
  INPUT_CREDIT: 0xb1,
  FACTS: 0xc0,
  REFUSED: 0xff,
} as const;

export const Refusal = {
  UNKNOWN_CHANNEL: 1,
  CHANNEL_IN_USE: 2,
  TOO_MANY_CHANNELS: 3,
  MALFORMED: 4,
  RESOURCES: 5,
  UNKNOWN_TOPIC: 6,
  VERSION: 7,
} as const;

export interface Frame {
  type: number;
  channel: number;
  payload: Buffer;
}

export function encodeFrame(type: number, channel: number, payload: Uint8Array = empty): Buffer {
  const header = Buffer.alloc(8);
  header[0] = 0xd7;
  header[1] = type;
  header.writeUInt16LE(channel, 2);
  header.writeUInt32LE(payload.length, 4);
  return Buffer.concat([header, payload]);
}

const empty = Buffer.alloc(0);

export function u8(value: number): Buffer {
  return Buffer.of(value);
}

export function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

export function u64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}

export function string(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([u16(bytes.length), bytes]);
}

export function list(texts: string[]): Buffer {
  return Buffer.concat([u16(texts.length), ...texts.map(string)]);
}

/** Cuts a byte stream from the agent into frames; throws on anything the agent must not send. */
export class FrameReader {
  private pending: Buffer = empty;

  take(bytes: Buffer): Frame[] {
    this.pending = Buffer.concat([this.pending, bytes]);
    const frames: Frame[] = [];
    for (let frame = this.next(); frame !== undefined; frame = this.next()) frames.push(frame);
    return frames;
  }

  private next(): Frame | undefined {
    if (this.pending.length < 8) return undefined;
    if (this.pending[0] !== 0xd7) throw new Error('a frame does not begin with the magic byte');
    const length = this.pending.readUInt32LE(4);
    if (length > 32760) throw new Error(`a payload of ${length} bytes is over the limit`);
    if (this.pending.length < 8 + length) return undefined;
    const type = this.pending.readUInt8(1);
    const channel = this.pending.readUInt16LE(2);
    const payload = this.pending.subarray(8, 8 + length);
    this.pending = this.pending.subarray(8 + length);
    return { type, channel, payload };
  }
}
