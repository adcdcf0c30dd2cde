import { type SegmentCodec, storedSegments } from '../../src/layers/codec.ts';
import {
  LAYER_MAGIC,
  LAYER_VERSION,
  PAGE_BYTES,
  PREAMBLE_BYTES,
} from '../../src/layers/layer-format.ts';
import {
  type LayerExpectation,
  type MemoryLayer,
  readLayer,
} from '../../src/layers/layer-reader.ts';
import { type WrittenLayer, writeLayer } from '../../src/layers/layer-writer.ts';
import { sha256Hex } from '../../src/layers/sha256.ts';

/** Fingerprint of the machine that the samples are of. */
export const FINGERPRINT = 'f'.repeat(64);

/** Memory of `pages` pages; the listed ones are filled with something of their own. */
export function memoryOf(pages: number, filled: readonly number[]): Uint8Array {
  const memory = new Uint8Array(pages * PAGE_BYTES);
  for (const page of filled) {
    for (let i = 0; i < PAGE_BYTES; i++) memory[page * PAGE_BYTES + i] = (page * 31 + i * 7) & 0xff;
  }
  return memory;
}

export const DEVICES = new TextEncoder().encode('the state of the devices');

/** A layer of a small machine, with what a reader has to know of it. */
export async function sampleLayer(
  memory = memoryOf(8, [1, 2, 5]),
): Promise<WrittenLayer & { readonly expected: LayerExpectation }> {
  const source = { memory, devices: DEVICES, fingerprint: FINGERPRINT };
  const layer = await writeLayer(source, storedSegments);
  return { ...layer, expected: expectationOf(layer, memory.length) };
}

export function expectationOf(layer: WrittenLayer, memoryBytes: number): LayerExpectation {
  return { id: layer.id, parent: layer.header.parent, fingerprint: FINGERPRINT, memoryBytes };
}

/** A file with this header, and the id that goes with it: what a forger who knows the format would make. */
export async function forgedLayer(
  header: unknown,
  body: Uint8Array = new Uint8Array(0),
): Promise<{ readonly bytes: Uint8Array; readonly expected: LayerExpectation }> {
  const text = typeof header === 'string' ? header : JSON.stringify(header);
  const json = new TextEncoder().encode(text);
  const bytes = new Uint8Array(PREAMBLE_BYTES + json.length + body.length);
  bytes.set(new TextEncoder().encode(LAYER_MAGIC));
  const view = new DataView(bytes.buffer);
  view.setUint32(8, LAYER_VERSION, true);
  view.setUint32(12, json.length, true);
  bytes.set(json, PREAMBLE_BYTES);
  bytes.set(body, PREAMBLE_BYTES + json.length);
  const id = await sha256Hex(bytes.subarray(0, PREAMBLE_BYTES + json.length));
  const memoryBytes = 8 * PAGE_BYTES;
  return { bytes, expected: { id, parent: null, fingerprint: FINGERPRINT, memoryBytes } };
}

/** The bytes as a network gives them: in pieces of `pieceBytes`. */
export async function* inPieces(
  bytes: Uint8Array,
  pieceBytes = bytes.length,
): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

export function readBytes(
  bytes: Uint8Array,
  expected: LayerExpectation,
  codec: SegmentCodec = storedSegments,
): Promise<MemoryLayer> {
  return readLayer(inPieces(bytes), expected, codec);
}
