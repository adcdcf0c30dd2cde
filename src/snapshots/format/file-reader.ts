import { FormatError } from './format-error.ts';
import { CONTENT_PARTS, type PackReference, type SnapshotManifest } from './manifest.ts';
import { decodeManifest, MANIFEST_PREAMBLE_BYTES, readManifestPreamble } from './manifest-codec.ts';
import {
  type Pack,
  type PackHeader,
  packHeaderBytes,
  readPackHeader,
  requireNamedPages,
  unpack,
} from './pack.ts';
import { hashKey } from './page-hash.ts';

/** A pack of a file, checked. */
export interface FilePack {
  readonly pack: Pack;
  readonly header: PackHeader;
  readonly pages: Uint8Array;
}

/**
 * A snapshot's file; see `FORMAT.md`. It comes from anywhere, so nothing it says is believed: lengths are held against its
 * size before anything is read, sums before anything is unpacked, and one pack at a time is in memory.
 */
export class SnapshotFileReader {
  readonly manifest: SnapshotManifest;
  readonly #file: Blob;
  /** Where the first pack begins. */
  readonly #start: number;

  private constructor(file: Blob, manifest: SnapshotManifest, start: number) {
    this.#file = file;
    this.manifest = manifest;
    this.#start = start;
  }

  /** Reads and checks the manifest. @throws FormatError */
  static async open(file: Blob): Promise<SnapshotFileReader> {
    const { jsonBytes, tableBytes } = readManifestPreamble(
      await slice(file, 0, Math.min(file.size, MANIFEST_PREAMBLE_BYTES)),
    );
    const start = MANIFEST_PREAMBLE_BYTES + jsonBytes + tableBytes;
    if (file.size < start) throw new FormatError('the file', `ends after ${file.size} bytes`);
    const manifest = await decodeManifest(await slice(file, 0, start));
    const length = manifest.packs.reduce((sum, { bytes }) => sum + bytes, start);
    if (file.size < length) throw new FormatError('the file', `ends after ${file.size} bytes`);
    if (file.size > length) throw new FormatError('the file', `goes on after its ${length} bytes`);
    requireUsedPages(manifest);
    return new SnapshotFileReader(file, manifest, start);
  }

  /** The packs in order, each checked. @throws FormatError */
  async *packs(): AsyncGenerator<FilePack> {
    const seen = new Set<string>();
    let at = this.#start;
    for (const reference of this.manifest.packs) {
      const read = await this.#readPack(reference, at);
      requireUnseen(read.header, seen);
      yield read;
      at += reference.bytes;
    }
  }

  async #readPack({ id, pages: count, bytes }: PackReference, at: number): Promise<FilePack> {
    const bodyStart = at + packHeaderBytes(count);
    const headerBytes = await slice(this.#file, at, bodyStart);
    const header = await readPackHeader(headerBytes, id);
    if (header.pages !== count || headerBytes.length + header.bodyBytes !== bytes) {
      throw new FormatError(`pack ${id.slice(0, 12)}`, 'is another than the header announces');
    }
    const body = await slice(this.#file, bodyStart, at + bytes);
    const pages = await unpack(header, body, id);
    await requireNamedPages(header, pages, id);
    return { pack: { id, header: headerBytes, body }, header, pages };
  }
}

/** A writer puts in no page that is not needed, so one who does wants to keep the reader busy. */
function requireUsedPages({ packs, contents }: SnapshotManifest): void {
  const used = new Set(CONTENT_PARTS.flatMap((part) => [...contents[part].addresses]));
  const there = packs.reduce((sum, { pages }) => sum + pages, 0);
  if (used.size !== there) throw new FormatError('the file', 'holds pages that it does not need');
}

/** Nor does it write a page twice. */
function requireUnseen({ hashes, pages }: PackHeader, seen: Set<string>): void {
  const before = seen.size;
  for (let slot = 0; slot < pages; slot++) seen.add(hashKey(hashes, slot));
  if (seen.size !== before + pages) throw new FormatError('the file', 'holds a page twice');
}

async function slice(file: Blob, from: number, to: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(from, to).arrayBuffer());
  } catch (cause) {
    // Deleted, changed or on a disk that is gone, since it was chosen.
    throw new FormatError('the file', 'cannot be read any more', 'damaged', cause);
  }
}
