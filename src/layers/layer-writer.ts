import { toCallTargets } from './call-targets.ts';
import type { SegmentPacker } from './codec.ts';
import {
  LAYER_MAGIC,
  LAYER_VERSION,
  type LayerHeader,
  type LayerSegment,
  MAX_SEGMENT_BYTES,
  PAGE_BYTES,
  type PageRun,
  type PageSegment,
  PREAMBLE_BYTES,
} from './layer-format.ts';
import { comparePages } from './page-comparison.ts';
import { orderPages, pageNumbers } from './page-order.ts';
import { sha256Hex } from './sha256.ts';

/**
 * Pages per segment. Larger segments compress better; smaller ones can be unpacked while the rest is still arriving, and need less
 * memory. Measured with the engine layer: 8.69 MB with 2048 pages, 8.29 with 4096, 8.23 with 6144, 8.14 as one segment of 46 MB.
 */
const SEGMENT_PAGES = MAX_SEGMENT_BYTES / PAGE_BYTES;

/** A machine at a standstill, and what it is compared with. */
export interface LayerSource {
  readonly memory: Uint8Array;
  readonly devices: Uint8Array;
  readonly fingerprint: string;
  /**
   * Where a page with this content lies elsewhere, as a number; undefined: nowhere. Pages that lie side by side there are packed side
   * by side, which makes the layer smaller.
   */
  readonly placeOf?: (page: Uint8Array) => number | undefined;
  /** Memory and id of the layer below; absent for a layer that stands alone. */
  readonly parent?: { readonly id: string; readonly memory: Uint8Array };
}

/** A finished layer. */
export interface WrittenLayer {
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly header: LayerHeader;
}

/** Writes the layer of a machine. `onProgress` hears the number of segments done and in all. */
export async function writeLayer(
  source: LayerSource,
  packer: SegmentPacker,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<WrittenLayer> {
  const { memory, placeOf = () => undefined } = source;
  const { pages: ascending, zeroPages } = comparePages(memory, source.parent?.memory);
  const pages = orderPages(ascending, (number) => placeOf(pageIn(memory, number)));
  const raw = [...cutSegments(pages, memory)];
  const packed: Uint8Array[] = [];
  const pageSegments: PageSegment[] = [];
  let start = 0;
  for (const bytes of raw) {
    const { part, callTargets } = await packPages(bytes, start, packer);
    packed.push(part);
    pageSegments.push({ ...(await describe(part, bytes)), callTargets });
    start += bytes.length;
    onProgress(packed.length, raw.length + 1);
  }
  const devices = await packer.pack(source.devices);
  packed.push(devices);
  onProgress(packed.length, raw.length + 1);
  const header: LayerHeader = {
    parent: source.parent?.id ?? null,
    fingerprint: source.fingerprint,
    memoryBytes: source.memory.length,
    codec: packer.name,
    pages,
    zeroPages,
    pageSegments,
    deviceSegment: await describe(devices, source.devices),
  };
  const head = encodeHead(header);
  return { id: await sha256Hex(head), bytes: concatenate([head, ...packed]), header };
}

/** Both ways at the same time; the smaller one counts. */
async function packPages(
  bytes: Uint8Array,
  start: number,
  packer: SegmentPacker,
): Promise<{ part: Uint8Array; callTargets: boolean }> {
  const changed = bytes.slice();
  toCallTargets(changed, start);
  const [plain, part] = await Promise.all([packer.pack(bytes), packer.pack(changed)]);
  return part.length < plain.length
    ? { part, callTargets: true }
    : { part: plain, callTargets: false };
}

async function describe(part: Uint8Array, { length }: Uint8Array): Promise<LayerSegment> {
  return { bytes: part.length, rawBytes: length, sha256: await sha256Hex(part) };
}

function* cutSegments(runs: readonly PageRun[], memory: Uint8Array): Generator<Uint8Array> {
  let segment = new Uint8Array(SEGMENT_PAGES * PAGE_BYTES);
  let filled = 0;
  for (const page of pageNumbers(runs)) {
    segment.set(pageIn(memory, page), filled);
    filled += PAGE_BYTES;
    if (filled === segment.length) {
      yield segment;
      segment = new Uint8Array(SEGMENT_PAGES * PAGE_BYTES);
      filled = 0;
    }
  }
  if (filled > 0) yield segment.subarray(0, filled);
}

function pageIn(memory: Uint8Array, number: number): Uint8Array {
  return memory.subarray(number * PAGE_BYTES, (number + 1) * PAGE_BYTES);
}

function encodeHead(header: LayerHeader): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const head = new Uint8Array(PREAMBLE_BYTES + json.length);
  head.set(new TextEncoder().encode(LAYER_MAGIC));
  const view = new DataView(head.buffer);
  view.setUint32(8, LAYER_VERSION, true);
  view.setUint32(12, json.length, true);
  head.set(json, PREAMBLE_BYTES);
  return head;
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
