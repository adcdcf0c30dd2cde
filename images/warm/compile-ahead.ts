import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PAGE_BYTES } from '../../src/layers/layer-format.ts';
import { applyLayer, readLayer } from '../../src/layers/layer-reader.ts';
import { isSamePage } from '../../src/layers/page-comparison.ts';
import { ChunkedDisk } from '../../src/machine/disk/chunked-disk.ts';
import { type ImageManifest, layersOf } from '../../src/machine/image/manifest.ts';
import { ZstdCodec } from '../../src/machine/image/zstd-codec.ts';
import type { LocalMachine } from '../../src/machine/local-machine.ts';
import type { Profile } from '../../src/machine/machine.ts';
import {
  CODE_CACHE_MAGIC,
  CODE_CACHE_PREAMBLE_BYTES,
  type CodeCache,
  type CodeCacheHeader,
  ENGINE_PAGE_BYTES,
  type EnginePage,
} from '../../src/machine/v86/code-cache.ts';
import { Emulator } from '../../src/machine/v86/emulator.ts';
import type { StageProgress } from '../support/progress.ts';
import { packAll } from '../support/zstd.ts';
import { CodeRecorder } from './code-recorder.ts';
import { createNodeMachine, instantiateEngine } from './node-machine.ts';

/** What a machine of a profile is to be quick in, and how often it is done: v86 compiles what it has come to often. */
export interface CodeWorkload {
  readonly profile: Profile;
  readonly rounds: number;
  readonly run: (machine: LocalMachine) => Promise<void>;
}

/** Has the machine of the image in `folder` do the work, and returns what v86 has compiled of its layers' memory by then. */
export async function compileAhead(
  folder: string,
  manifest: ImageManifest,
  { profile, rounds, run }: CodeWorkload,
  progress: StageProgress,
): Promise<Uint8Array> {
  const recorder = new CodeRecorder();
  const { instantiate } = recorder;
  const machine = createNodeMachine(folder, { bootMode: 'warm', manifest, profile, instantiate });
  try {
    await machine.start();
    const atFirst = await machine.capture();
    for (let round = 1; round <= rounds; round++) {
      progress.report(`compiling ahead, round ${round} of ${rounds}`);
      await machine.restore(atFirst);
      await run(machine);
    }
    const { emulator } = machine;
    if (emulator === undefined) throw new Error('the machine has stopped');
    await emulator.stop();
    await recorder.idle();
    forgetWhatChanged(emulator, await readMemory(folder, manifest, profile));
    const cache = await takeCode(emulator, recorder, manifest);
    return await writeCodeCache(cache, progress);
  } finally {
    machine.destroy();
  }
}

/** What was compiled from memory that is no layer's fits no machine that begins with the layers. */
function forgetWhatChanged(emulator: Emulator, before: Uint8Array): void {
  const { memory } = emulator;
  for (let start = 0; start < memory.length; start += PAGE_BYTES) {
    const end = start + PAGE_BYTES;
    if (isSamePage(memory.subarray(start, end), before.subarray(start, end))) continue;
    emulator.forgetCode(start, end);
  }
}

async function takeCode(
  emulator: Emulator,
  { modules }: CodeRecorder,
  manifest: ImageManifest,
): Promise<CodeCache> {
  const { address, bytes } = placeOf(emulator);
  const unread = () => Promise.reject(new Error('a machine that never runs reads no disk'));
  const fresh = await Emulator.create({
    hardware: manifest.hardware,
    disk: new ChunkedDisk(manifest.disk, unread),
    instantiate: instantiateEngine,
  });
  try {
    if (placeOf(fresh).address !== address) throw new Error('v86 has put its memory elsewhere');
    const pages = differingPages(emulator, fresh, address, bytes);
    const indexes = [...modules.keys()].sort((one, other) => one - other);
    return {
      memoryAddress: address,
      memoryBytes: bytes,
      pages,
      modules: indexes.map((index) => ({ index, bytes: modules.get(index) ?? new Uint8Array() })),
    };
  } finally {
    await fresh.destroy();
  }
}

function placeOf({ memory }: Emulator): { readonly address: number; readonly bytes: number } {
  return { address: memory.byteOffset, bytes: memory.length };
}

/** Pages of v86's own memory that are not those of a new emulator; a guest's memory begins and ends at a page's border or is left out whole. */
function differingPages(
  used: Emulator,
  fresh: Emulator,
  address: number,
  bytes: number,
): EnginePage[] {
  const one = new Uint8Array(used.cpu.wasm_memory.buffer);
  const other = new Uint8Array(one.length);
  other.set(new Uint8Array(fresh.cpu.wasm_memory.buffer).subarray(0, one.length));
  const pages: EnginePage[] = [];
  for (let start = 0; start < one.length; start += ENGINE_PAGE_BYTES) {
    const end = start + ENGINE_PAGE_BYTES;
    if (start >= address && end <= address + bytes) continue;
    const page = one.subarray(start, end);
    if (isSamePage(page, other.subarray(start, end))) continue;
    pages.push({ number: start / ENGINE_PAGE_BYTES, bytes: page.slice() });
  }
  return pages;
}

/** The memory that a machine of the profile starts from. */
async function readMemory(
  folder: string,
  manifest: ImageManifest,
  profile: Profile,
): Promise<Uint8Array> {
  const { fingerprint, hardware } = manifest;
  const memory = new Uint8Array(hardware.memoryBytes);
  let parent: string | null = null;
  for (const { id, path } of layersOf(manifest, profile)) {
    const bytes = new Uint8Array(await readFile(join(folder, path)));
    const expected = { id, parent, fingerprint, memoryBytes: hardware.memoryBytes };
    applyLayer(await readLayer(oneByOne(bytes), expected, new ZstdCodec()), memory);
    parent = id;
  }
  return memory;
}

async function* oneByOne(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Unpacked; small enough that the page's decoder, whose memory never shrinks, stays small. */
const SEGMENT_BYTES = 4 * 1024 * 1024;

/** The file that {@link readCodeCache} reads. */
async function writeCodeCache(cache: CodeCache, progress: StageProgress): Promise<Uint8Array> {
  const { memoryAddress, memoryBytes, pages, modules } = cache;
  const content = new Uint8Array(Buffer.concat([...pages, ...modules].map(({ bytes }) => bytes)));
  const pieces: Uint8Array[] = [];
  for (let start = 0; start < content.length; start += SEGMENT_BYTES)
    pieces.push(content.subarray(start, start + SEGMENT_BYTES));
  const packed = await packAll(pieces, (done, total) =>
    progress.report(`${done} of ${total} parts of compiled code packed`),
  );
  const header: CodeCacheHeader = {
    memoryAddress,
    memoryBytes,
    pages: pages.map(({ number }) => number),
    modules: modules.map(({ index, bytes }) => [index, bytes.length]),
    segments: packed.map((bytes, index) => [bytes.length, pieces[index]?.length ?? 0]),
  };
  const json = Buffer.from(JSON.stringify(header));
  const preamble = Buffer.alloc(CODE_CACHE_PREAMBLE_BYTES);
  preamble.write(CODE_CACHE_MAGIC, 'latin1');
  preamble.writeUInt32LE(json.length, CODE_CACHE_MAGIC.length);
  return new Uint8Array(Buffer.concat([preamble, json, ...packed]));
}
