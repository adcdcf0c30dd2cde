import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PAGE_BYTES } from '../../src/layers/layer-format.ts';
import { ImageSource } from '../../src/machine/image/image-source.ts';
import { parseManifest } from '../../src/machine/image/manifest.ts';
import { MachineFiles } from '../../src/machine/machine-files.ts';
import { ENGINE_VERSION } from '../../src/machine/v86/emulator.ts';
import { type Deferred, defer } from '../../src/support/deferred.ts';

const CHUNK_BYTES = 512;
/** Longer than the line is left to the first prompt, in milliseconds. */
const LATER_MS = 60_000;

const [BUNDLES, OF_ENGINE] = [
  [0, 1],
  [2, 3],
].map((places) =>
  places.map((place) => ({ path: `bundle ${place}`, bytes: 1, sha256: '', runs: [[place, 1]] })),
);

const MANIFEST = parseManifest(
  JSON.stringify({
    format: 1,
    engine: { name: 'v86', version: ENGINE_VERSION, bytes: 1 },
    fingerprint: '',
    hardware: { memoryBytes: 1, vgaMemoryBytes: 1 },
    disk: { bytes: 4 * CHUNK_BYTES, chunkBytes: CHUNK_BYTES, chunks: [], bundles: BUNDLES },
    base: { path: '', bytes: 0, sha256: '', id: '' },
    engineLayer: { path: '', bytes: 0, sha256: '', id: '', bundles: OF_ENGINE },
    cold: {},
  }),
);

/** Files of the disk that were asked for, in order, and what brings each of them. */
let asked: { readonly file: string; readonly bytes: Deferred<Uint8Array> }[] = [];
const names = () => asked.map(({ file }) => file);

function ask(file: string): Promise<Uint8Array> {
  const bytes = defer<Uint8Array>();
  asked.push({ file, bytes });
  return bytes.promise;
}

function openFiles(): Promise<MachineFiles> {
  const source = new ImageSource(async () => {
    throw new Error('nothing else is read here');
  }, new AbortController().signal);
  source.readBundle = ({ path }) => ask(path);
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
  it('fetches one bundle each time the guest has nothing to do', async () => {
    const files = await openFiles();
    files.prefetchSoon('base');
    await settled();
    expect(names()).toEqual([]);
    files.hearIdle();
    await settled();
    expect(names()).toEqual(['bundle 0']);
    asked[0]?.bytes.resolve(new Uint8Array(PAGE_BYTES));
    await settled();
    expect(names()).toEqual(['bundle 0']);
    files.hearIdle();
    await settled();
    expect(names()).toEqual(['bundle 0', 'bundle 1']);
  });

  it('goes on with another profile when a file of the one before was still on its way', async () => {
    const files = await openFiles();
    files.prefetchSoon('base');
    await settled();
    files.hearIdle();
    await settled();
    files.prefetchSoon('engine');
    await settled();
    asked[0]?.bytes.resolve(new Uint8Array(PAGE_BYTES));
    await settled();
    files.hearIdle();
    await settled();
    expect(names()).toEqual(['bundle 0', 'bundle 2']);
  });
});
