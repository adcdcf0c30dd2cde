import { PAGE_BYTES } from '../../layers/layer-format.ts';
import { sha256Hex, toHex } from '../../layers/sha256.ts';
import { deflate, inflate } from './deflate.ts';
import { FormatError } from './format-error.ts';
import { HASH_BYTES, hashPages } from './page-hash.ts';

/** Pages in a pack at most: 1 MiB. Of larger ones more would be unpacked for nothing where snapshots share a few pages. */
export const MAX_PACK_PAGES = 256;

/** Bytes of a header before the pages' names. */
const FIXED_BYTES = 48;
const MAGIC = 'DPAK';
const CODECS = ['stored', 'deflate-raw'] as const;

/**
 * Many pages, compressed together, under one name. The id is the SHA-256 of the header, the header holds that of the body
 * and the name of every page: so the id stands for the whole, and whoever knows the headers knows where each page is.
 */
export interface Pack {
  readonly id: string;
  readonly header: Uint8Array;
  readonly body: Uint8Array;
}

/** What a pack's header says; see `FORMAT.md`. */
export interface PackHeader {
  readonly codec: (typeof CODECS)[number];
  readonly pages: number;
  readonly bodyBytes: number;
  /** SHA-256 of the body, hexadecimal. */
  readonly bodySum: string;
  /** Names of the pages, in order. */
  readonly hashes: Uint8Array;
}

/** Length of the header of a pack with so many pages, in bytes. */
export function packHeaderBytes(pages: number): number {
  return FIXED_BYTES + pages * HASH_BYTES;
}

/** Packs pages whose names are known. What does not get smaller is stored as it is; `tryDeflate` false: at once. */
export async function makePack(
  pages: Uint8Array,
  hashes: Uint8Array,
  tryDeflate = true,
): Promise<Pack> {
  const deflated = tryDeflate ? await deflate(pages) : pages;
  const packed = deflated.length < pages.length;
  const body = packed ? deflated : pages.slice();
  const header = new Uint8Array(FIXED_BYTES + hashes.length);
  const view = new DataView(header.buffer);
  header.set(new TextEncoder().encode(MAGIC));
  view.setUint32(4, packed ? 1 : 0, true);
  view.setUint32(8, hashes.length / HASH_BYTES, true);
  view.setUint32(12, body.length, true);
  header.set(fromHex(await sha256Hex(body)), 16);
  header.set(hashes, FIXED_BYTES);
  return { id: await sha256Hex(header), header, body };
}

/**
 * Reads a header and checks it against the pack's id.
 * @throws FormatError
 */
export async function readPackHeader(bytes: Uint8Array, id: string): Promise<PackHeader> {
  const part = `pack ${id.slice(0, 12)}`;
  if ((await sha256Hex(bytes)) !== id) throw new FormatError(part, 'has an altered header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const known =
    bytes.length >= FIXED_BYTES && new TextDecoder().decode(bytes.subarray(0, 4)) === MAGIC;
  const codec = known ? CODECS[view.getUint32(4, true)] : undefined;
  if (codec === undefined)
    throw new FormatError(part, 'is of a kind that is not known here', 'version');
  const pages = view.getUint32(8, true);
  const bodyBytes = view.getUint32(12, true);
  const fits = pages > 0 && pages <= MAX_PACK_PAGES && bytes.length === packHeaderBytes(pages);
  if (!fits || bodyBytes > pages * PAGE_BYTES)
    throw new FormatError(part, 'has a header that contradicts itself');
  return {
    codec,
    pages,
    bodyBytes,
    bodySum: toHex(bytes.subarray(16, FIXED_BYTES)),
    hashes: bytes.slice(FIXED_BYTES),
  };
}

/**
 * Checks and unpacks a pack's body.
 * @throws FormatError
 */
export async function unpack(
  header: PackHeader,
  body: Uint8Array,
  id: string,
): Promise<Uint8Array> {
  const part = `pack ${id.slice(0, 12)}`;
  const rawBytes = header.pages * PAGE_BYTES;
  if (body.length !== header.bodyBytes || (await sha256Hex(body)) !== header.bodySum) {
    throw new FormatError(part, 'is altered');
  }
  if (header.codec === 'stored' && body.length !== rawBytes) throw new FormatError(part, 'is cut');
  if (header.codec === 'stored') return body;
  try {
    return await inflate(body, rawBytes);
  } catch (cause) {
    throw new FormatError(part, 'cannot be unpacked', 'damaged', cause);
  }
}

/**
 * Checks that pages are what their names say. Not needed for packs of our own; a file could name one page and hold another,
 * and whatever is taken for that page later would be wrong.
 * @throws FormatError
 */
export async function requireNamedPages(
  header: PackHeader,
  pages: Uint8Array,
  id: string,
): Promise<void> {
  const found = await hashPages(pages);
  const same = found.every((byte, index) => byte === header.hashes[index]);
  if (!same) throw new FormatError(`pack ${id.slice(0, 12)}`, 'holds other pages than it names');
}

function fromHex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
}
