import { afterEach, describe, expect, it, vi } from 'vitest';
import { requireMemorySize } from '../../src/machine/memory-size.ts';
import { V86Machine } from '../../src/machine/v86-machine.ts';

const MEGABYTE = 1024 * 1024;

describe('the memory of a machine', () => {
  it('may be chosen when it boots cold', () => {
    for (const megabytes of [64, 96, 512]) {
      expect(() => requireMemorySize('cold', megabytes * MEGABYTE)).not.toThrow();
    }
  });

  it('is that of the image unless something is asked for', () => {
    expect(() => requireMemorySize('warm', undefined)).not.toThrow();
    expect(() => requireMemorySize('cold', undefined)).not.toThrow();
  });

  it('cannot be chosen for a warm boot, and the error says why', () => {
    expect(() => requireMemorySize('warm', 96 * MEGABYTE)).toThrow(/needs bootMode "cold"/);
    expect(() => requireMemorySize('warm', 512 * MEGABYTE)).toThrow(RangeError);
  });

  it.each([0, 63 * MEGABYTE, 513 * MEGABYTE, 96 * MEGABYTE + 1, Number.NaN, Infinity])(
    'of %s bytes is refused, and the error names the bounds',
    (bytes) => {
      expect(() => requireMemorySize('cold', bytes)).toThrow(`memoryBytes is ${bytes}`);
      expect(() => requireMemorySize('cold', bytes)).toThrow('64 to 512');
    },
  );
});

describe('a machine in a worker', () => {
  const made: unknown[] = [];
  class FakeWorker extends EventTarget {
    postMessage(message: unknown): void {
      made.push(message);
    }
    terminate(): void {}
  }
  afterEach(() => vi.unstubAllGlobals());

  it('is told its memory, and no worker is made for a size that cannot be', () => {
    vi.stubGlobal('Worker', FakeWorker);
    const baseUrl = new URL('https://school.example/');
    new V86Machine({ baseUrl, bootMode: 'cold', memoryBytes: 96 * MEGABYTE });
    expect(made).toMatchObject([{ type: 'create', bootMode: 'cold', memoryBytes: 96 * MEGABYTE }]);
    const warm = { baseUrl, bootMode: 'warm', memoryBytes: 96 * MEGABYTE } as const;
    expect(() => new V86Machine(warm)).toThrow(RangeError);
    expect(made).toHaveLength(1);
  });
});
