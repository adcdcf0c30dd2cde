import { PAGE_BYTES } from '../../layers/layer-format.ts';
import type { CapturedTerminal, DiskCopies } from '../../machine/capture.ts';
import { REGISTRY_LIMITS } from '../../machine/registry/registry-data.ts';
import type { ImageFacts, LabPlaceFacts, SnapshotKind } from '../snapshot.ts';
import { MAX_PAGE_STATE_BYTES } from '../snapshot.ts';
import { MAX_PACK_PAGES } from './pack.ts';

/** A pack that a snapshot needs. */
export interface PackReference {
  readonly id: string;
  readonly pages: number;
  /** Bytes of header and body. */
  readonly bytes: number;
}

/** What a snapshot is made of: facts, and where each of its pages lies. */
export interface SnapshotManifest extends LabPlaceFacts {
  readonly id: string;
  readonly kind: SnapshotKind;
  readonly label: string;
  readonly takenAt: number;
  /** Absent: it is not deleted. */
  readonly removedAt?: number;
  readonly picture: readonly string[];
  readonly image: ImageFacts;
  readonly terminals: readonly CapturedTerminal[];
  /** Bytes that it added to the store when it was taken. */
  readonly ownBytes: number;
  readonly packs: readonly PackReference[];
  /** Numbers of the memory's pages that are stored, and of those that became zero; both ascending. */
  readonly pageNumbers: Uint32Array;
  readonly zeroPages: Uint32Array;
  /** Those of `pageNumbers` that are stored as what is different in the layer below; absent: none. */
  readonly patches?: Uint32Array;
  /**
   * Those of `pageNumbers` whose page is the exclusive or of two stored ones, the other being the next of the part `bases`; absent:
   * none.
   */
  readonly deltas?: Uint32Array;
  /** Pages that are copies of the image's disk; absent: none. */
  readonly diskCopies?: DiskCopies;
  readonly contents: SnapshotContents;
}

/** The things whose bytes are stored, in the order in which their addresses are written. */
export const CONTENT_PARTS = [
  /** The pages of `pageNumbers`, in that order. */
  'memory',
  'devices',
  /** JSON as UTF-8. */
  'pageState',
  /** What was pushed to the registry, as JSON in UTF-8; empty: nothing. */
  'registryIndex',
  /** The bytes of it, each blob and manifest beginning with a page. */
  'registryContent',
  /** For each of `deltas` the page that it is what differs from. */
  'bases',
] as const;

/** See {@link CONTENT_PARTS}. */
export type ContentPart = (typeof CONTENT_PARTS)[number];

/** Something for each part. */
export type ByPart<T> = Readonly<Record<ContentPart, T>>;

/** Where the parts lie; see {@link PageAddresses}. */
export type SnapshotContents = ByPart<StoredBytes>;

/** Bytes cut in pages, the last filled up with zeros. */
export interface StoredBytes {
  readonly bytes: number;
  readonly addresses: PageAddresses;
}

/** A page's place: {@link MAX_PACK_PAGES} times the number of its pack in the manifest's list, plus its place in the pack. */
export type PageAddresses = Uint32Array;

/** Limits of a manifest: what a hostile one can make its reader allocate. */
export const MANIFEST_LIMITS = {
  memoryBytes: 2 ** 30,
  deviceBytes: 64 * 1024 * 1024,
  pageStateBytes: MAX_PAGE_STATE_BYTES,
  /** An entry takes less than 512 bytes. */
  registryIndexBytes: 512 * REGISTRY_LIMITS.entries,
  /** None fills its last page up. */
  registryContentBytes: REGISTRY_LIMITS.bytes + PAGE_BYTES * REGISTRY_LIMITS.entries,
  packs: 4096,
  jsonBytes: 2 * 1024 * 1024,
  terminals: 64,
} as const;

/** Makes something for each part, in their order. */
export function byPart<T>(make: (part: ContentPart) => T): ByPart<T> {
  const entries = CONTENT_PARTS.map((part) => [part, make(part)] as const);
  return Object.fromEntries(entries) as Record<ContentPart, T>;
}

/** The same for what takes its time, one part after the other. */
export async function byPartInTurn<T>(make: (part: ContentPart) => Promise<T>): Promise<ByPart<T>> {
  const made = new Map<ContentPart, T>();
  for (const part of CONTENT_PARTS) made.set(part, await make(part));
  return Object.fromEntries(made) as Record<ContentPart, T>;
}

/** How many pages so many bytes take. */
export function pagesFor(bytes: number): number {
  return Math.ceil(bytes / PAGE_BYTES);
}

/** Takes an address apart. */
export function placeOf(address: number): { readonly pack: number; readonly slot: number } {
  return { pack: Math.floor(address / MAX_PACK_PAGES), slot: address % MAX_PACK_PAGES };
}

/** Puts an address together. */
export function addressOf(pack: number, slot: number): number {
  return pack * MAX_PACK_PAGES + slot;
}
