import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ImageSource } from '../../src/machine/image/image-source.ts';
import { parseManifest } from '../../src/machine/image/manifest.ts';
import { MachineFiles } from '../../src/machine/machine-files.ts';
import { ENGINE_VERSION } from '../../src/machine/v86/emulator.ts';
import { type Deferred, defer } from '../../src/support/deferred.ts';

const CHUNK_BYTES = 512;
/** Longer than the line is left to the first prompt, in milliseconds. */
const LATER_MS = 60_000;

const MANIFEST = parseManifest(
  JSON.stringify({
    format: 1,
    engine: { name: 'v86', version: ENGINE_VERSION, bytes: 1 },
    fingerprint: '',
    hardware: { memoryBytes: 1, vgaMemoryBytes: 1 },
    disk: { bytes: 4 * CHUNK_BYTES, chunkBytes: CHUNK_BYTES, chunks: [], workingSet: [0, 1] },
    base: { path: '', bytes: 0, sha256: '', id: '' },
    engineLayer: { path: '', bytes: 0, sha256: '', id: '', workingSet: [2, 3] },
    cold: {},
  }),
);

/** Chunks that were asked for, in order, and what brings each of them. */
let asked: { readonly index: number; readonly chunk: Deferred<Uint8Array> }[] = [];
const indexes = () => asked.map(({ index }) => index);

function openFiles(): Promise<MachineFiles> {
  const source = new ImageSource(async () => {
    throw new Error('nothing else is read here');
  }, new AbortController().signal);
  source.readChunk = (_disk, index) => {
    const chunk = defer<Uint8Array>();
    asked.push({ index, chunk });
    return chunk.promise;
  };
  return MachineFiles.open({
    loadManifest: async () => MANIFEST,
    source,
    codec: { decode: async () => new Uint8Array() } as never,
    instantiate: async () => ({}),
  });
}

/** Everything that can go on by now has gone on. */
const settled = () => vi.advanceTimersByTimeAsync(LATER_MS);

beforeEach(() => {
  asked = [];
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('fetching ahead', () => {
  it('fetches one chunk each time the guest has nothing to do', async () => {
    const files = await openFiles();
    files.prefetchSoon('base');
    await settled();
    expect(indexes()).toEqual([]);
    files.hearIdle();
    await settled();
    expect(indexes()).toEqual([0]);
    asked[0]?.chunk.resolve(new Uint8Array(CHUNK_BYTES));
    await settled();
    expect(indexes()).toEqual([0]);
    files.hearIdle();
    await settled();
    expect(indexes()).toEqual([0, 1]);
  });

  it('goes on with another profile when a chunk of the one before was still on its way', async () => {
    const files = await openFiles();
    files.prefetchSoon('base');
    await settled();
    files.hearIdle();
    await settled();
    files.prefetchSoon('engine');
    await settled();
    asked[0]?.chunk.resolve(new Uint8Array(CHUNK_BYTES));
    await settled();
    files.hearIdle();
    await settled();
    expect(indexes()).toEqual([0, 2]);
  });
});
