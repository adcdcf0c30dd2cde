/**
 * The `MemoryLayer` file: the pages of a machine's memory that differ from those of its parent, and the state of its
 * devices. One format for the layers made by the image build and for a learner's snapshots.
 *
 * | bytes | what |
 * | --- | --- |
 * | 8 | `DRYLAYER` |
 * | 4 | format version, 3, little endian |
 * | 4 | length of the header in bytes, little endian |
 * | … | header: {@link LayerHeader} as JSON in UTF-8 |
 * | … | the compressed segments, one after the other, in the order of the header |
 *
 * A layer's id is the SHA-256 of everything up to the end of the header. The header holds the SHA-256 of every
 * segment, so the id stands for the whole, and each segment can be checked as it arrives.
 */

/** First bytes of a layer. */
export const LAYER_MAGIC = 'DRYLAYER';
/** Version of the format that this code reads and writes. */
export const LAYER_VERSION = 3;
/** Bytes before the header. */
export const PREAMBLE_BYTES = 16;
/** Size of a page of the guest's memory. */
export const PAGE_BYTES = 4096;
/** A header longer than this is refused before it is read. */
export const MAX_HEADER_BYTES = 4 * 1024 * 1024;
/** Uncompressed bytes of a segment at most: what a hostile file can make a reader allocate. */
export const MAX_SEGMENT_BYTES = 16 * 1024 * 1024;

/** Consecutive pages: number of the first, and how many. */
export type PageRun = readonly [first: number, count: number];

/** A compressed part of a layer. */
export interface LayerSegment {
  /** Bytes in the file. */
  readonly bytes: number;
  /** Bytes when unpacked. */
  readonly rawBytes: number;
  /** SHA-256 of the bytes in the file, hexadecimal. */
  readonly sha256: string;
}

/** A compressed part of the pages. */
export interface PageSegment extends LayerSegment {
  /** Whether calls in it have targets in the place of distances, counted from the first page of the layer; see `call-targets.ts`. */
  readonly callTargets: boolean;
}

/** What a layer says of itself. */
export interface LayerHeader {
  /** Id of the layer below; null for a layer that stands alone. */
  readonly parent: string | null;
  /** Fingerprint of the machine (engine build and hardware) that the layer fits. */
  readonly fingerprint: string;
  /** Size of the guest's memory in bytes. */
  readonly memoryBytes: number;
  /** How segments are compressed. */
  readonly codec: 'zstd' | 'none';
  /** Pages with content here, in the order of their bytes in the page segments: any, and each page once. */
  readonly pages: readonly PageRun[];
  /** Pages that are zero here though the parent has content, ascending; empty without a parent. */
  readonly zeroPages: readonly PageRun[];
  /** The pages' bytes, cut anywhere at page borders. */
  readonly pageSegments: readonly PageSegment[];
  /** The state of the devices. */
  readonly deviceSegment: LayerSegment;
}

/** A layer that cannot be used, with the reason in words. */
export class LayerFormatError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LayerFormatError';
  }
}

/** A layer that is in order and belongs to a machine with another engine or other devices. */
export class LayerFingerprintError extends LayerFormatError {
  constructor() {
    super('the layer fits another machine');
    this.name = 'LayerFingerprintError';
  }
}

/** Number of pages in a list of runs. */
export function countPages(runs: readonly PageRun[]): number {
  return runs.reduce((sum, [, count]) => sum + count, 0);
}

/** Length of the whole file in bytes, given its header's length. */
export function layerFileBytes(header: LayerHeader, headerBytes: number): number {
  const segments = [...header.pageSegments, header.deviceSegment];
  return segments.reduce((sum, segment) => sum + segment.bytes, PREAMBLE_BYTES + headerBytes);
}
