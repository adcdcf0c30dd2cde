import { PAGE_BYTES } from '../../layers/layer-format.ts';
import { MAX_LABEL_LENGTH, MAX_PICTURE_COLUMNS, MAX_PICTURE_LINES } from '../snapshot.ts';
import type { SnapshotDraft, StoreOptions } from '../snapshot-store.ts';
import {
  type ByPart,
  byPart,
  byPartInTurn,
  CONTENT_PARTS,
  type SnapshotManifest,
  type StoredBytes,
} from './manifest.ts';
import type { Pack } from './pack.ts';
import type { PageCatalogue } from './page-catalogue.ts';
import { makeDeltas, type PagesWithDeltas, type ReadEarlier } from './page-deltas.ts';
import { hashPages } from './page-hash.ts';
import { PageLayout } from './page-layout.ts';
import { encodeRegistry } from './registry-parts.ts';
import { encodePageState, toPages } from './snapshot-parts.ts';

/** A draft whose pages have names: what takes longest and needs no store. */
export interface HashedDraft {
  readonly draft: SnapshotDraft;
  readonly parts: ByPart<HashedBytes>;
  /** Bytes of all pages. */
  readonly totalBytes: number;
}

interface HashedBytes {
  readonly bytes: number;
  readonly pages: Uint8Array;
  readonly hashes: Uint8Array;
}

/** A snapshot that only has to be written: new packs, and the manifest that needs them. */
export interface LaidOutSnapshot {
  readonly manifest: SnapshotManifest;
  readonly packs: readonly Pack[];
}

/**
 * Names the pages of a draft.
 * @throws SnapshotError `page-state-invalid`; the signal's reason
 */
export async function hashDraft(
  draft: SnapshotDraft,
  { signal, onProgress = () => {} }: StoreOptions,
): Promise<HashedDraft> {
  const raw: ByPart<Uint8Array> = {
    memory: draft.capture.pages,
    devices: draft.capture.devices,
    pageState: encodePageState(draft.pageState),
    ...encodeRegistry(draft.capture.registry),
    bases: new Uint8Array(),
  };
  const pages = byPart((part) => toPages(raw[part]));
  const total = CONTENT_PARTS.reduce((sum, part) => sum + pages[part].length, 0);
  let before = 0;
  const parts = await byPartInTurn(async (part): Promise<HashedBytes> => {
    const hashes = await hashPages(pages[part], (done) => {
      signal?.throwIfAborted();
      onProgress({ phase: 'hashing', done: before + done * PAGE_BYTES, total });
    });
    before += pages[part].length;
    return { bytes: raw[part].length, pages: pages[part], hashes };
  });
  return { draft, parts, totalBytes: total };
}

/** What a snapshot can build on. */
export interface StoredPages {
  readonly catalogue: PageCatalogue;
  /** Absent: there is no earlier snapshot of the machine. */
  readonly readEarlier?: ReadEarlier | undefined;
}

/**
 * Places the pages of a draft: what is stored is used, everything else packed, of memory only what differs from an earlier snapshot
 * where that is little. Rejects with the signal's reason.
 */
export async function layOut(
  hashed: HashedDraft,
  id: string,
  { catalogue, readEarlier }: StoredPages,
  { signal, onProgress = () => {} }: StoreOptions,
): Promise<LaidOutSnapshot> {
  const { draft, totalBytes } = hashed;
  const packs: Pack[] = [];
  const { pageNumbers } = draft.capture;
  const deltas =
    readEarlier && (await makeDeltas(hashed.parts.memory, pageNumbers, catalogue, readEarlier));
  const parts = withDeltas(hashed.parts, deltas);
  const layout = new PageLayout(catalogue, (pack) => {
    signal?.throwIfAborted();
    packs.push(pack);
  });
  let before = 0;
  const contents = await byPartInTurn(async (part): Promise<StoredBytes> => {
    const { bytes, pages, hashes } = parts[part];
    const addresses = await layout.place(pages, hashes, (done) =>
      onProgress({ phase: 'compressing', done: before + done * PAGE_BYTES, total: totalBytes }),
    );
    before += pages.length;
    return { bytes, addresses };
  });
  const bases = {
    bytes: (deltas?.bases.length ?? 0) * PAGE_BYTES,
    addresses: layout.refer(deltas?.bases ?? []),
  };
  const references = await layout.finish();
  const ownBytes = packs.reduce((sum, { header, body }) => sum + header.length + body.length, 0);
  const made = { id, packs: references, contents: { ...contents, bases }, ownBytes };
  const manifest = manifestOf(draft, made);
  const numbers = deltas?.deltas ?? new Uint32Array();
  return { manifest: numbers.length > 0 ? { ...manifest, deltas: numbers } : manifest, packs };
}

function withDeltas(
  parts: ByPart<HashedBytes>,
  deltas: PagesWithDeltas | undefined,
): ByPart<HashedBytes> {
  return deltas ? { ...parts, memory: { ...parts.memory, ...deltas } } : parts;
}

function manifestOf(
  draft: SnapshotDraft,
  made: Pick<SnapshotManifest, 'id' | 'packs' | 'contents' | 'ownBytes'>,
): SnapshotManifest {
  const { kind, labId, stepId, image, capture } = draft;
  return {
    ...made,
    kind,
    labId,
    stepId,
    label: draft.label.slice(0, MAX_LABEL_LENGTH),
    takenAt: Math.round(capture.takenAt),
    picture: draft.picture
      .slice(0, MAX_PICTURE_LINES)
      .map((line) => line.slice(0, MAX_PICTURE_COLUMNS)),
    image,
    terminals: capture.terminals.map(({ number, pid, columns, rows }) => ({
      number,
      pid,
      columns,
      rows,
    })),
    pageNumbers: capture.pageNumbers,
    zeroPages: capture.zeroPages,
    ...(capture.patches && { patches: capture.patches }),
    ...(capture.diskCopies && { diskCopies: capture.diskCopies }),
  };
}
