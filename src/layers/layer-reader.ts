import { toCallDistances } from './call-targets.ts';
import type { SegmentCodec } from './codec.ts';
import { readHeader, readPreamble } from './header-reader.ts';
import {
  LayerFingerprintError,
  LayerFormatError,
  type LayerHeader,
  type LayerSegment,
  layerFileBytes,
  PAGE_BYTES,
  type PageSegment,
  PREAMBLE_BYTES,
} from './layer-format.ts';
import { sha256Hex } from './sha256.ts';

/** What a layer must be to be read: its own id, its parent's, and the machine's fingerprint. */
export interface LayerExpectation {
  readonly id: string;
  readonly parent: string | null;
  readonly fingerprint: string;
  readonly memoryBytes: number;
}

/** A layer, checked and unpacked, in memory of its own: nothing of the guest was touched yet. */
export interface MemoryLayer {
  readonly header: LayerHeader;
  /** Unpacked page segments, in the order of the header. */
  readonly pageSegments: readonly Uint8Array[];
  readonly devices: Uint8Array;
}

/**
 * Reads a layer as its bytes arrive, unpacking each segment while the next one is still on its way.
 * @throws LayerFormatError when anything is not as expected: wrong id, foreign parent, other machine, a flipped bit, a
 * file that is too short or too long
 */
export async function readLayer(
  stream: AsyncIterable<Uint8Array>,
  expected: LayerExpectation,
  codec: SegmentCodec,
): Promise<MemoryLayer> {
  const reader = new StreamReader(stream);
  try {
    return await readParts(reader, expected, codec);
  } catch (error) {
    await reader.stop();
    throw error;
  }
}

async function readParts(
  reader: StreamReader,
  expected: LayerExpectation,
  codec: SegmentCodec,
): Promise<MemoryLayer> {
  const preamble = await reader.take(PREAMBLE_BYTES);
  const headerBytes = await reader.take(readPreamble(preamble));
  const header = readHeader(headerBytes);
  await checkExpectation(header, preamble, headerBytes, expected);
  if (header.codec !== codec.name)
    throw new LayerFormatError(`the layer is packed with ${header.codec}`);
  const unpacking: Promise<Uint8Array>[] = [];
  const follow = (part: Promise<Uint8Array>) => {
    part.catch(() => undefined); // reported by the Promise.all below
    unpacking.push(part);
  };
  let start = 0;
  for (const segment of header.pageSegments) {
    const bytes = await reader.take(segment.bytes);
    follow(unpackPages(bytes, segment, start, codec));
    start += segment.rawBytes;
  }
  const deviceBytes = await reader.take(header.deviceSegment.bytes);
  follow(unpackSegment(deviceBytes, header.deviceSegment, codec));
  await reader.expectEnd(layerFileBytes(header, headerBytes.length));
  const segments = await Promise.all(unpacking);
  const devices = segments.pop();
  if (devices === undefined) throw new LayerFormatError('the layer has no device state');
  return { header, pageSegments: segments, devices };
}

/**
 * Writes a layer's pages into memory. Without a parent, memory must be all zero; with one, it must be the parent's.
 */
export function applyLayer(layer: MemoryLayer, memory: Uint8Array): void {
  for (const [first, count] of layer.header.zeroPages) {
    memory.fill(0, first * PAGE_BYTES, (first + count) * PAGE_BYTES);
  }
  let segment = 0;
  let offset = 0;
  for (const [first, count] of layer.header.pages) {
    for (let done = 0; done < count * PAGE_BYTES; ) {
      const source = layer.pageSegments[segment];
      if (source === undefined)
        throw new LayerFormatError('the layer has fewer pages than it lists');
      const part = source.subarray(offset, offset + count * PAGE_BYTES - done);
      memory.set(part, first * PAGE_BYTES + done);
      done += part.length;
      offset += part.length;
      if (offset === source.length) {
        segment++;
        offset = 0;
      }
    }
  }
}

async function checkExpectation(
  header: LayerHeader,
  preamble: Uint8Array,
  headerBytes: Uint8Array,
  expected: LayerExpectation,
): Promise<void> {
  const head = new Uint8Array(preamble.length + headerBytes.length);
  head.set(preamble);
  head.set(headerBytes, preamble.length);
  if ((await sha256Hex(head)) !== expected.id)
    throw new LayerFormatError('the layer is not the one that was asked for');
  if (header.parent !== expected.parent)
    throw new LayerFormatError('the layer belongs on another parent');
  if (header.fingerprint !== expected.fingerprint) throw new LayerFingerprintError();
  if (header.memoryBytes !== expected.memoryBytes)
    throw new LayerFormatError('the layer is of another memory size');
}

async function unpackSegment(
  bytes: Uint8Array,
  segment: LayerSegment,
  codec: SegmentCodec,
): Promise<Uint8Array> {
  if ((await sha256Hex(bytes)) !== segment.sha256)
    throw new LayerFormatError('a part of the layer is damaged');
  let raw: Uint8Array;
  try {
    raw = await codec.unpack(bytes, segment.rawBytes);
  } catch (cause) {
    throw new LayerFormatError('a part of the layer cannot be unpacked', { cause });
  }
  if (raw.length !== segment.rawBytes)
    throw new LayerFormatError('a part of the layer has another size than announced');
  return raw;
}

/** `start`: bytes of pages before this segment. */
async function unpackPages(
  bytes: Uint8Array,
  segment: PageSegment,
  start: number,
  codec: SegmentCodec,
): Promise<Uint8Array> {
  const raw = await unpackSegment(bytes, segment, codec);
  if (segment.callTargets) toCallDistances(raw, start);
  return raw;
}

/** Takes exact lengths from a stream of pieces of any length. */
class StreamReader {
  readonly #iterator: AsyncIterator<Uint8Array>;
  #pieces: Uint8Array[] = [];
  #available = 0;
  #taken = 0;

  constructor(stream: AsyncIterable<Uint8Array>) {
    this.#iterator = stream[Symbol.asyncIterator]();
  }

  async take(length: number): Promise<Uint8Array> {
    while (this.#available < length) {
      const next = await this.#iterator.next();
      if (next.done)
        throw new LayerFormatError(`the layer ends after ${this.#taken + this.#available} bytes`);
      this.#pieces.push(next.value);
      this.#available += next.value.length;
    }
    return this.#cut(length);
  }

  async expectEnd(bytes: number): Promise<void> {
    let next = await this.#iterator.next();
    while (!next.done && next.value.length === 0) next = await this.#iterator.next();
    if (this.#available > 0 || !next.done)
      throw new LayerFormatError(`the layer goes on after its ${bytes} bytes`);
  }

  /** Ends the download behind the stream; a failure of that is of no interest any more. */
  async stop(): Promise<void> {
    await this.#iterator.return?.().catch(() => undefined);
  }

  #cut(length: number): Uint8Array {
    const taken = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const piece = this.#pieces[0];
      if (piece === undefined) throw new Error('fewer bytes than counted');
      const part = piece.subarray(0, length - filled);
      taken.set(part, filled);
      filled += part.length;
      if (part.length === piece.length) this.#pieces.shift();
      else this.#pieces[0] = piece.subarray(part.length);
    }
    this.#available -= length;
    this.#taken += length;
    return taken;
  }
}
