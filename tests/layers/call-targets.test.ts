import { describe, expect, it } from 'vitest';
import { toCallDistances, toCallTargets } from '../../src/layers/call-targets.ts';

const CALL = 0xe8;

/** Zeros with a call of the function at `target` at each of the places. */
function callsOf(target: number, places: readonly number[], length = 4096): Uint8Array {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  for (const place of places) {
    bytes[place] = CALL;
    view.setInt32(place + 1, target - (place + 5), true);
  }
  return bytes;
}

/** The four bytes behind the one at `place`. */
const operand = (bytes: Uint8Array, place: number) => [...bytes.subarray(place + 1, place + 5)];

function changed(bytes: Uint8Array, start = 0): Uint8Array {
  const copy = bytes.slice();
  toCallTargets(copy, start);
  return copy;
}

/** Bytes that look random and are the same every time: xorshift. */
function noise(length: number, seed: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state;
  });
}

describe('calls of one function', () => {
  it('are the same bytes wherever they stand', () => {
    const bytes = callsOf(1_000, [0, 17, 900, 4_000]);
    expect(operand(bytes, 0)).not.toEqual(operand(bytes, 17));
    const packed = changed(bytes);
    for (const place of [0, 17, 900, 4_000]) expect(operand(packed, place)).toEqual([232, 3, 0, 0]);
  });

  it('may reach back before the beginning', () => {
    const bytes = callsOf(-300, [10, 2_000]);
    const packed = changed(bytes);
    expect(operand(packed, 10)).toEqual(operand(packed, 2_000));
    toCallDistances(packed, 0);
    expect(packed).toEqual(bytes);
  });

  it('are the same in a part that begins elsewhere', () => {
    const whole = callsOf(500, [100, 3_000]);
    const rest = changed(whole.subarray(2_048), 2_048);
    expect(operand(rest, 3_000 - 2_048)).toEqual(operand(changed(whole), 100));
  });
});

describe('whatever the bytes are, they come out as they went in', () => {
  const dense = noise(50_000, 7).map((byte) => (byte < 128 ? CALL : byte));
  const few = [CALL, 0, 0xff, 1];
  const overlapping = noise(50_000, 9).map((byte) => few[byte & 3] ?? 0);
  const cases: [string, Uint8Array][] = [
    ['nothing', new Uint8Array(0)],
    ['a call that is cut off', Uint8Array.of(1, CALL, 2, 3, 4)],
    ['a call at the very end', Uint8Array.of(1, CALL, 2, 3, 4, 0)],
    ['nothing but calls', new Uint8Array(4096).fill(CALL)],
    ['distances at both ends of the range', callsOf(2 ** 24 + 40, [35, 36 + 4, 60])],
    ['a distance too large to be one', Uint8Array.of(CALL, 0, 0, 0, 0x7f, CALL, 0, 0, 0, 0x80)],
    ['noise', noise(100_000, 1)],
    ['noise with many calls', dense],
    ['calls that overlap, near and far', overlapping],
  ];
  it.each(cases)('%s', (_what, bytes) => {
    for (const start of [0, 8 << 20, 2 ** 29]) {
      const copy = changed(bytes, start);
      toCallDistances(copy, start);
      expect(Buffer.compare(copy, bytes)).toBe(0);
    }
  });

  it('and bytes around them stay as they are', () => {
    const all = noise(1_000, 3).fill(0, 90, 130);
    all[110] = CALL;
    const before = all.slice();
    toCallTargets(all.subarray(100, 900), 0);
    expect(all.subarray(0, 100)).toEqual(before.subarray(0, 100));
    expect(all.subarray(900)).toEqual(before.subarray(900));
    expect(all).not.toEqual(before);
    toCallDistances(all.subarray(100, 900), 0);
    expect(all).toEqual(before);
  });
});
