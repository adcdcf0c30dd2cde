import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { ENGINE_FILE, readTunedEngine } from '../../src/machine/build/engine-plugin.ts';

/** Where the operand of `i32.const` ends, whose bytes but the last have their highest bit set (LEB128). */
function readNumber(bytes: Uint8Array, start: number): number {
  let value = 0;
  for (let at = start, shift = 0; ; at++, shift += 7) {
    const byte = bytes[at] ?? 0;
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
}

it('the tuned engine is that of npm, but for the threshold of what it compiles', async () => {
  const usual = new Uint8Array(await readFile(ENGINE_FILE));
  const tuned = await readTunedEngine();
  expect(tuned.length).toBe(usual.length);
  const changed = [...tuned.keys()].filter((at) => tuned[at] !== usual[at]);
  const [first = 0] = changed;
  expect(changed.length).toBeLessThanOrEqual(3);
  expect(readNumber(usual, first)).toBe(200_000);
  expect(readNumber(tuned, first)).toBe(500_000);
  expect(WebAssembly.validate(tuned)).toBe(true);
});
