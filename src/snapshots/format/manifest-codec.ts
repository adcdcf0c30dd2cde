import { PAGE_BYTES } from '../../layers/layer-format.ts';
import { sha256, toHex } from '../../layers/sha256.ts';
import { deflate, inflate } from './deflate.ts';
import { FormatError } from './format-error.ts';
import {
  type ByPart,
  byPart,
  CONTENT_PARTS,
  type ContentPart,
  MANIFEST_LIMITS,
  pagesFor,
  placeOf,
  type SnapshotManifest,
  type StoredBytes,
} from './manifest.ts';
import { type ManifestFacts, readManifestFacts } from './manifest-fields.ts';

const MAGIC = 'DRYSNAP\n';
/** The newest version of manifests, packs and files that this code reads. */
export const SNAPSHOT_VERSION = 5;
/** What is written without deltas, without patches too, and so on: older readers can read it. */
const VERSION_WITHOUT_DELTAS = 4;
const VERSION_WITHOUT_PATCHES = 3;
const VERSION_WITHOUT_COPIES = 2;
const VERSION_WITHOUT_REGISTRY = 1;
/** Magic, version, two lengths, SHA-256. */
export const MANIFEST_PREAMBLE_BYTES = 52;
/** A table longer than this is none: packed, it has less than five numbers for every page that there can be. */
const MAX_TABLE_BYTES = 5 * 4 * (MANIFEST_LIMITS.memoryBytes / PAGE_BYTES);

/** Lengths of a manifest's parts, from its first bytes. */
export interface ManifestPreamble {
  readonly jsonBytes: number;
  readonly tableBytes: number;
  /** SHA-256 of both, hexadecimal. */
  readonly sum: string;
}

/** Writes a manifest; see `FORMAT.md`. */
export async function encodeManifest(manifest: SnapshotManifest): Promise<Uint8Array> {
  const { pageNumbers, zeroPages, patches, deltas, diskCopies, contents, ...facts } = manifest;
  const counts: ManifestFacts['counts'] = {
    pages: pageNumbers.length,
    zeroPages: zeroPages.length,
    diskPages: diskCopies?.pageNumbers.length ?? 0,
    patches: patches?.length ?? 0,
    deltas: deltas?.length ?? 0,
    deviceBytes: contents.devices.bytes,
    pageStateBytes: contents.pageState.bytes,
    registryIndexBytes: contents.registryIndex.bytes,
    registryContentBytes: contents.registryContent.bytes,
  };
  const addresses = CONTENT_PARTS.map((part) => contents[part].addresses);
  const copies = diskCopies ? [diskCopies.pageNumbers, diskCopies.blocks] : [];
  const marked = [patches, deltas].filter((numbers) => numbers !== undefined);
  const lists = [pageNumbers, zeroPages, ...addresses, ...copies, ...marked];
  const table = await deflate(toDifferences(lists));
  return frame({ ...facts, ...(diskCopies && { disk: diskCopies.disk }), counts }, table);
}

/** Replaces facts of a manifest; its tables stay as they are. */
export async function amendManifest(
  bytes: Uint8Array,
  facts: { readonly label?: string; readonly removedAt?: number | undefined },
): Promise<Uint8Array> {
  const { json, table } = await checkedParts(bytes);
  return frame({ ...readManifestFacts(json), ...facts }, table);
}

/**
 * Reads the lengths of a manifest.
 * @throws FormatError for what is no manifest, or one of a newer version
 */
export function readManifestPreamble(bytes: Uint8Array): ManifestPreamble {
  const isManifest =
    bytes.length >= MANIFEST_PREAMBLE_BYTES &&
    new TextDecoder().decode(bytes.subarray(0, MAGIC.length)) === MAGIC;
  if (!isManifest) throw new FormatError('the file', 'is no snapshot of Drydock');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint32(8, true);
  if (version > SNAPSHOT_VERSION) {
    throw new FormatError(
      'the snapshot',
      `has version ${version}, newer than ${SNAPSHOT_VERSION}`,
      'version',
    );
  }
  const [jsonBytes, tableBytes] = [view.getUint32(12, true), view.getUint32(16, true)];
  if (version === 0 || jsonBytes > MANIFEST_LIMITS.jsonBytes || tableBytes > MAX_TABLE_BYTES) {
    throw new FormatError('the header', 'announces lengths that cannot be');
  }
  return { jsonBytes, tableBytes, sum: toHex(bytes.subarray(20, MANIFEST_PREAMBLE_BYTES)) };
}

/**
 * The facts alone, neither checked against the sum nor with the tables: for looking through many at once.
 * @throws FormatError
 */
export function peekManifest(bytes: Uint8Array): ManifestFacts {
  return readManifestFacts(partsOf(bytes).json);
}

/** The facts, checked. @throws FormatError */
export async function readFacts(bytes: Uint8Array): Promise<ManifestFacts> {
  return readManifestFacts((await checkedParts(bytes)).json);
}

/**
 * Reads and checks a whole manifest.
 * @throws FormatError
 */
export async function decodeManifest(bytes: Uint8Array): Promise<SnapshotManifest> {
  const { json, table } = await checkedParts(bytes);
  const { counts, disk, ...facts } = readManifestFacts(json);
  const partBytes = bytesOf(counts);
  const lengths = [
    counts.pages,
    counts.zeroPages,
    ...CONTENT_PARTS.map((part) => pagesFor(partBytes[part])),
    ...(disk === undefined ? [] : [counts.diskPages, counts.diskPages]),
    ...(counts.patches > 0 ? [counts.patches] : []),
    ...(counts.deltas > 0 ? [counts.deltas] : []),
  ];
  const rawBytes = 4 * lengths.reduce((sum, length) => sum + length, 0);
  const raw = await inflate(table, rawBytes).catch((cause: unknown) => {
    throw new FormatError('the page table', 'cannot be unpacked', 'damaged', cause);
  });
  const lists = fromDifferences(raw, lengths);
  const next = () => lists.shift() ?? new Uint32Array();
  const [pageNumbers, zeroPages] = [next(), next()];
  const stored = (part: ContentPart): StoredBytes => ({
    bytes: partBytes[part],
    addresses: next(),
  });
  const contents = byPart(stored);
  const manifest: SnapshotManifest = {
    ...facts,
    pageNumbers,
    zeroPages,
    contents,
    ...(disk !== undefined && { diskCopies: { disk, pageNumbers: next(), blocks: next() } }),
    ...(counts.patches > 0 && { patches: next() }),
    ...(counts.deltas > 0 && { deltas: next() }),
  };
  checkTables(manifest);
  return manifest;
}

function bytesOf(counts: ManifestFacts['counts']): ByPart<number> {
  return {
    memory: counts.pages * PAGE_BYTES,
    devices: counts.deviceBytes,
    pageState: counts.pageStateBytes,
    registryIndex: counts.registryIndexBytes,
    registryContent: counts.registryContentBytes,
    bases: counts.deltas * PAGE_BYTES,
  };
}

/** What stands in a manifest's JSON. */
type WrittenFacts = Pick<ManifestFacts, 'counts'>;

function frame(facts: WrittenFacts, table: Uint8Array): Promise<Uint8Array> {
  const json = new TextEncoder().encode(JSON.stringify(facts));
  const bytes = new Uint8Array(MANIFEST_PREAMBLE_BYTES + json.length + table.length);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(MAGIC));
  view.setUint32(8, versionOf(facts), true);
  view.setUint32(12, json.length, true);
  view.setUint32(16, table.length, true);
  bytes.set(json, MANIFEST_PREAMBLE_BYTES);
  bytes.set(table, MANIFEST_PREAMBLE_BYTES + json.length);
  return sha256(bytes.subarray(MANIFEST_PREAMBLE_BYTES)).then((sum) => {
    bytes.set(sum, 20);
    return bytes;
  });
}

function versionOf({ counts }: WrittenFacts): number {
  if (counts.deltas > 0) return SNAPSHOT_VERSION;
  if (counts.patches > 0) return VERSION_WITHOUT_DELTAS;
  if (counts.diskPages > 0) return VERSION_WITHOUT_PATCHES;
  return counts.registryIndexBytes > 0 ? VERSION_WITHOUT_COPIES : VERSION_WITHOUT_REGISTRY;
}

function partsOf(bytes: Uint8Array): {
  readonly json: Uint8Array;
  readonly table: Uint8Array;
  readonly sum: string;
} {
  const { jsonBytes, tableBytes, sum } = readManifestPreamble(bytes);
  const json = bytes.subarray(MANIFEST_PREAMBLE_BYTES, MANIFEST_PREAMBLE_BYTES + jsonBytes);
  const table = bytes.subarray(MANIFEST_PREAMBLE_BYTES + jsonBytes);
  if (table.length !== tableBytes)
    throw new FormatError('the header', 'has another length than it announces');
  return { json, table, sum };
}

async function checkedParts(bytes: Uint8Array): Promise<ReturnType<typeof partsOf>> {
  const parts = partsOf(bytes);
  if (toHex(await sha256(bytes.subarray(MANIFEST_PREAMBLE_BYTES))) !== parts.sum) {
    throw new FormatError('the header', 'is altered');
  }
  return parts;
}

/** Numbers that ascend in steps compress well as steps. */
function toDifferences(lists: readonly Uint32Array[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * lists.reduce((sum, list) => sum + list.length, 0)));
  let at = 0;
  for (const list of lists) {
    let previous = 0;
    for (const number of list) {
      view.setUint32(at, number - previous, true);
      previous = number;
      at += 4;
    }
  }
  return new Uint8Array(view.buffer);
}

function fromDifferences(bytes: Uint8Array, lengths: readonly number[]): Uint32Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  return lengths.map((length) => {
    let previous = 0;
    return Uint32Array.from({ length }, () => {
      previous = (previous + view.getUint32(at, true)) >>> 0;
      at += 4;
      return previous;
    });
  });
}

function checkTables(manifest: SnapshotManifest): void {
  const { image, pageNumbers, zeroPages, diskCopies, packs, contents } = manifest;
  const limit = image.memoryBytes / PAGE_BYTES;
  const seen = new Set<number>();
  for (const numbers of [pageNumbers, zeroPages, diskCopies?.pageNumbers ?? []]) {
    let previous = -1;
    for (const number of numbers) {
      if (number <= previous || number >= limit || seen.has(number)) {
        throw new FormatError('the page table', 'lists pages that cannot be');
      }
      previous = number;
      seen.add(number);
    }
  }
  requireListed(manifest, 'patches');
  requireListed(manifest, 'deltas');
  for (const part of CONTENT_PARTS) {
    for (const address of contents[part].addresses) {
      const { pack, slot } = placeOf(address);
      if (slot >= (packs[pack]?.pages ?? 0))
        throw new FormatError('the page table', 'leads to no page');
    }
  }
}

/** In two ascending lists, the numbers of one are all in the other. */
function requireListed(manifest: SnapshotManifest, what: 'patches' | 'deltas'): void {
  const listed = new Set(manifest.pageNumbers);
  let previous = -1;
  for (const number of manifest[what] ?? []) {
    if (number <= previous || !listed.has(number))
      throw new FormatError('the page table', `has ${what} of pages that it does not have`);
    previous = number;
  }
}
