import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cutBundles } from '../../images/disk/write-bundles.ts';
import { packAll, packChunk, zstdPacker } from '../../images/support/zstd.ts';
import { COMMON_COMMANDS } from '../../images/warm/freeze-base.ts';
import { recordReads } from '../../images/warm/guest-at-rest.ts';
import { createNodeMachine, openBelow } from '../../images/warm/node-machine.ts';
import { PAGE_BYTES } from '../../src/layers/layer-format.ts';
import { pageNumbers } from '../../src/layers/page-order.ts';
import { ChunkedDisk } from '../../src/machine/disk/chunked-disk.ts';
import { ImageSource } from '../../src/machine/image/image-source.ts';
import {
  type BlockRun,
  type ImageManifest,
  MANIFEST_PATH,
  parseManifest,
} from '../../src/machine/image/manifest.ts';
import { ZstdCodec } from '../../src/machine/image/zstd-codec.ts';
import type { BenchResult, Measure } from './report.ts';
import type { BuiltSite } from './site.ts';

const KIB = 1024;
/** Sizes of a chunk to choose from, in KiB; the one that is built is told by the manifest. */
const CHUNK_SIZES_KIB = [64, 128, 256, 512, 1024];

/** The slow line of `cold-10mbit`. */
const BYTES_PER_MS = 1250;
const ROUND_TRIP_MS = 60;

/** What learners type first, each on a machine that has read nothing from its disk yet. */
const COMMANDS = [
  'lsns',
  'unshare --fork --pid --mount-proc --uts --net ps',
  'ip link add name veth0 type veth peer name veth1',
  'crun --version',
  'strace -c true',
];

interface DiskRead {
  readonly start: number;
  readonly length: number;
}

/** Blocks of a bundle to choose from; the one that is built is told by the manifest. */
const BUNDLE_SIZES = [32, 64, 128, 256];

/**
 * What a command would have to fetch if the disk were cut into other chunks and bundles. The reads are those of the real machine; the
 * requests follow each other, as they do when a program that is loaded faults in its pages.
 */
export async function benchDisk(site: BuiltSite): Promise<BenchResult> {
  const manifest = parseManifest(await readFile(join(site.folder, MANIFEST_PATH), 'utf8'));
  const disk = await readDisk(site.folder, manifest);
  const traces: DiskRead[][] = [];
  for (const command of COMMANDS) traces.push(await readsOf(site.folder, command));
  const found = [];
  for (const kib of CHUNK_SIZES_KIB)
    found.push({ what: `${kib} KiB`, costs: await costsOf(traces, disk, kib * KIB) });
  const firstReads = await recordFirstReads(site.folder);
  for (const blocks of BUNDLE_SIZES) {
    const bundles = cutBundles(firstReads, blocks);
    const costs = await costsWithBundles(traces, { disk, manifest, bundles });
    found.push({ what: `bundles of ${blocks}`, costs });
  }
  const built = manifest.disk.bundles[0]?.runs.reduce((sum, [, count]) => sum + count, 0);
  return {
    name: 'disk',
    measures: found.flatMap(({ what, costs }) => measuresOf(what, costs)),
    notes: [
      `built with ${manifest.disk.chunkBytes / KIB} KiB and bundles of ${built}`,
      ...COMMANDS,
    ],
    details: found,
  };
}

interface CommandCost {
  readonly requests: number;
  readonly bytes: number;
}

function measuresOf(size: string, costs: readonly CommandCost[]): Measure[] {
  const mean = (value: (cost: CommandCost) => number) =>
    costs.reduce((sum, cost) => sum + value(cost), 0) / costs.length;
  const bytes = mean((cost) => cost.bytes);
  const wait = mean((cost) => cost.requests * ROUND_TRIP_MS + cost.bytes / BYTES_PER_MS);
  return [
    { what: `${size}: fetched by a first command`, unit: 'bytes', median: bytes },
    { what: `${size}: its wait at 10 Mbit/s and 60 ms`, unit: 'ms', median: wait },
  ];
}

async function costsOf(
  traces: readonly (readonly DiskRead[])[],
  disk: Uint8Array,
  chunkBytes: number,
): Promise<CommandCost[]> {
  const chunksOf = (trace: readonly DiskRead[]) =>
    new Set(trace.flatMap((read) => touched(read, chunkBytes)));
  const all = [...new Set(traces.flatMap((trace) => [...chunksOf(trace)]))];
  const packed = await packAll(
    all.map((index) => disk.subarray(index * chunkBytes, (index + 1) * chunkBytes)),
    packChunk,
    () => {},
  );
  const sizes = new Map(all.map((chunk, index) => [chunk, packed[index]?.length ?? 0]));
  return traces.map((trace) => {
    const chunks = [...chunksOf(trace)];
    const bytes = chunks.reduce((sum, chunk) => sum + (sizes.get(chunk) ?? 0), 0);
    return { requests: chunks.length, bytes };
  });
}

/** The same where the blocks that labs read first come in bundles of so many, and all else in chunks. */
async function costsWithBundles(
  traces: readonly (readonly DiskRead[])[],
  {
    disk,
    manifest,
    bundles,
  }: { disk: Uint8Array; manifest: ImageManifest; bundles: readonly (readonly BlockRun[])[] },
): Promise<CommandCost[]> {
  const { chunkBytes, chunks } = manifest.disk;
  const contents = bundles.map((runs) =>
    Buffer.concat([...pageNumbers(runs)].map((block) => pageIn(disk, block))),
  );
  const packed = await packAll(contents, zstdPacker.pack, () => {});
  const costs: CommandCost[] = [];
  for (const trace of traces) {
    const fetched: number[] = [];
    const fetching = new ChunkedDisk(
      { bytes: disk.length, chunkBytes },
      async (index) => {
        fetched.push(chunks[index]?.bytes ?? 0);
        return disk.subarray(index * chunkBytes, (index + 1) * chunkBytes);
      },
      bundles.map((runs, index) => ({
        runs,
        read: async () => {
          fetched.push(packed[index]?.length ?? 0);
          return contents[index] ?? new Uint8Array();
        },
      })),
    );
    for (const { start, length } of trace)
      await new Promise((resolve) => fetching.get(start, length, resolve));
    costs.push({ requests: fetched.length, bytes: fetched.reduce((sum, each) => sum + each, 0) });
  }
  return costs;
}

function pageIn(disk: Uint8Array, block: number): Uint8Array {
  return disk.subarray(block * PAGE_BYTES, (block + 1) * PAGE_BYTES);
}

function touched({ start, length }: DiskRead, chunkBytes: number): number[] {
  const first = Math.floor(start / chunkBytes);
  const last = Math.floor((start + length - 1) / chunkBytes);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** As the image build does it. */
async function recordFirstReads(folder: string): Promise<number[]> {
  const machine = createNodeMachine(folder, { bootMode: 'warm' });
  try {
    await machine.start();
    return await recordReads(machine, COMMON_COMMANDS);
  } finally {
    machine.destroy();
  }
}

async function readsOf(folder: string, command: string): Promise<DiskRead[]> {
  const machine = createNodeMachine(folder, { bootMode: 'warm' });
  try {
    await machine.start();
    const reads: DiskRead[] = [];
    const { disk } = machine;
    if (disk === undefined) throw new Error('the machine has no disk');
    const get = disk.get.bind(disk);
    disk.get = (start, length, answer) => {
      reads.push({ start, length });
      get(start, length, answer);
    };
    const { exitCode, stderr } = await machine.exec(command);
    if (exitCode !== 0)
      throw new Error(`in the guest, ${command} ended with ${exitCode}: ${stderr}`);
    return reads;
  } finally {
    machine.destroy();
  }
}

async function readDisk(folder: string, { disk }: ImageManifest): Promise<Uint8Array> {
  const source = new ImageSource(openBelow(folder), new AbortController().signal);
  const codec = new ZstdCodec();
  const whole = new Uint8Array(disk.bytes);
  for (const index of disk.chunks.keys()) {
    whole.set(await source.readChunk(disk, index, codec), index * disk.chunkBytes);
  }
  return whole;
}
