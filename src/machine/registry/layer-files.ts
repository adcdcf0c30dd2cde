import { PAGE_BYTES } from '../../layers/layer-format.ts';

/** The format `ustar` of POSIX.1-2017 (pax, "ustar Interchange Format"): everything is in blocks of this size. */
const BLOCK_BYTES = 512;
const SIZE = { start: 124, end: 136 };
const TYPE_AT = 156;
const REGULAR = new Set([0, '0'.charCodeAt(0)]);

/**
 * The content of the files in a layer, one after the other, each filled up to whole pages: so it lies in the memory of a machine
 * that has unpacked the layer.
 * @param archive a tar archive in the format `ustar`
 * @throws RangeError for an archive that ends within a file
 */
export function layerFilePages(archive: Uint8Array): Uint8Array {
  const files = [...regularFiles(archive)];
  const pages = files.reduce((sum, { length }) => sum + pagesOf(length), 0);
  const content = new Uint8Array(pages * PAGE_BYTES);
  let page = 0;
  for (const file of files) {
    content.set(file, page * PAGE_BYTES);
    page += pagesOf(file.length);
  }
  return content;
}

function* regularFiles(archive: Uint8Array): Generator<Uint8Array> {
  const text = new TextDecoder('latin1');
  let at = 0;
  // A block of zeros is the end.
  while (at + BLOCK_BYTES <= archive.length && archive[at] !== 0) {
    const size = Number.parseInt(text.decode(archive.subarray(at + SIZE.start, at + SIZE.end)), 8);
    const start = at + BLOCK_BYTES;
    if (!Number.isInteger(size) || start + size > archive.length) {
      throw new RangeError(`the archive of ${archive.length} bytes ends within the file at ${at}`);
    }
    if (REGULAR.has(archive[at + TYPE_AT] ?? 0)) yield archive.subarray(start, start + size);
    at = start + Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES;
  }
}

const pagesOf = (bytes: number): number => Math.ceil(bytes / PAGE_BYTES);
