import { describe, expect, it } from 'vitest';
import {
  encodeFrame,
  type Frame,
  FrameDecoder,
  isHello,
  MAX_PAYLOAD_BYTES,
  syncSequence,
} from '../../src/machine/agent/frames.ts';
import { PayloadReader, PayloadWriter } from '../../src/machine/agent/payload.ts';
import { readExit } from '../../src/machine/agent/process-end.ts';

const FRAMES: readonly Frame[] = [
  { type: 0x80, channel: 0, payload: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) },
  { type: 0x91, channel: 65_535, payload: new Uint8Array(0) },
  { type: 0x91, channel: 258, payload: Uint8Array.of(0xd7, 0, 0, 0xd7, 0x91) },
  {
    type: 0xa1,
    channel: 3,
    payload: new Uint8Array(MAX_PAYLOAD_BYTES).fill(7),
  },
];

function stream(padding = 0): Uint8Array {
  const parts = FRAMES.map(({ type, channel, payload }) => encodeFrame(type, channel, payload));
  return new Uint8Array(Buffer.concat(parts.flatMap((part) => [new Uint8Array(padding), part])));
}

describe('frames', () => {
  it('have the header of the protocol', () => {
    expect([...encodeFrame(0x30, 0x1234, Uint8Array.of(9))]).toEqual([
      0xd7, 0x30, 0x34, 0x12, 1, 0, 0, 0, 9,
    ]);
  });

  it.each([1, 2, 3, 7, 8, 9, 1000, 32_768])(
    'decode the same in pieces of %i bytes',
    (pieceBytes) => {
      const decoder = new FrameDecoder();
      const bytes = stream(2);
      const frames: Frame[] = [];
      for (let at = 0; at < bytes.length; at += pieceBytes)
        frames.push(...decoder.push(bytes.subarray(at, at + pieceBytes)));
      expect(frames).toEqual(FRAMES);
    },
  );

  it('come out as soon as they are complete', () => {
    const decoder = new FrameDecoder();
    const bytes = encodeFrame(1, 2, Uint8Array.of(3));
    expect(decoder.push(bytes.subarray(0, 8))).toEqual([]);
    expect(decoder.push(bytes.subarray(8))).toHaveLength(1);
  });

  it('keep their payload when the buffer they came in is used again', () => {
    const bytes = encodeFrame(1, 2, Uint8Array.of(3));
    const [frame] = new FrameDecoder().push(bytes);
    bytes.fill(0);
    expect(frame?.payload).toEqual(Uint8Array.of(3));
  });

  it('cannot be longer than one write of the guest', () => {
    expect(() => encodeFrame(1, 1, new Uint8Array(MAX_PAYLOAD_BYTES + 1))).toThrow(RangeError);
  });

  it('cannot begin with anything else, or announce more than they may carry', () => {
    expect(() => new FrameDecoder().push(Uint8Array.of(0, 0, 0x41))).toThrow('begins no frame');
    const lying = encodeFrame(1, 1, new Uint8Array(0));
    new DataView(lying.buffer).setUint32(4, MAX_PAYLOAD_BYTES + 1, true);
    expect(() => new FrameDecoder().push(lying)).toThrow(
      `a frame of ${MAX_PAYLOAD_BYTES + 1} bytes`,
    );
  });

  it('that say HELLO are known from a write of their own', () => {
    const hello = encodeFrame(0x80, 0, new Uint8Array(8));
    expect(isHello(hello)).toBe(true);
    expect(isHello(hello.subarray(0, 15))).toBe(false);
    expect(isHello(encodeFrame(0x81, 0, new Uint8Array(8)))).toBe(false);
  });

  it('are asked for by the 16 bytes of the protocol', () => {
    expect(Buffer.from(syncSequence(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8))).toString('hex')).toBe(
      'd7445259444f434b0102030405060708',
    );
  });
});

describe('payloads', () => {
  it('are little endian, with lengths before texts', () => {
    const payload = new PayloadWriter()
      .u16(0x0102)
      .u32(0x03040506)
      .string('한')
      .list(['a', ''])
      .finish();
    expect(Buffer.from(payload).toString('hex')).toBe(
      `0201${'06050403'}0300ed959c${'0200'}${'010061'}${'0000'}`,
    );
  });

  it('hold times in microseconds exactly', () => {
    const micros = 1_795_000_000_123_000;
    const payload = new PayloadWriter().u64(micros).finish();
    expect(new DataView(payload.buffer).getBigUint64(0, true)).toBe(BigInt(micros));
  });

  it('are read back field by field', () => {
    const payload = new PayloadWriter()
      .u16(65_535)
      .u32(4_294_967_295)
      .string('이름')
      .bytes(Uint8Array.of(5))
      .finish();
    const reader = new PayloadReader(payload);
    expect([reader.u16(), reader.u32(), reader.string(), reader.u8()]).toEqual([
      65_535,
      4_294_967_295,
      '이름',
      5,
    ]);
    expect(() => reader.u8()).toThrow('too short');
  });

  it('that lie about the length of a text are refused', () => {
    expect(() => new PayloadReader(Uint8Array.of(9, 0, 1)).string()).toThrow(RangeError);
    expect(() => new PayloadWriter().string('x'.repeat(65_536))).toThrow(RangeError);
  });

  it('tell every way a process ends, and no other', () => {
    const exit = (how: number, value: number) =>
      readExit({
        type: 0xb0,
        channel: 1,
        payload: Uint8Array.of(how, value, 0, 0, 0),
      });
    expect([0, 1, 2, 3, 4].map((how) => exit(how, 9))).toEqual([
      { how: 'exited', status: 9 },
      { how: 'killed', signal: 9 },
      { how: 'deadline' },
      { how: 'cancelled' },
      { how: 'not-started', errno: 9 },
    ]);
    expect(() => exit(5, 0)).toThrow('unknown way to end: 5');
  });
});
