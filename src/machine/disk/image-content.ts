import { PAGE_BYTES } from '../../layers/layer-format.ts';
import type { ImageSource } from '../image/image-source.ts';
import type { ImageFile } from '../image/manifest.ts';
import { layerFilePages } from '../registry/layer-files.ts';
import type { RegistryIndex } from '../registry/static-registry.ts';
import type { ChunkedDisk } from './chunked-disk.ts';

/** The part of a disk that content is found in. */
export type ContentDisk = Pick<
  ChunkedDisk,
  'byteLength' | 'chunkBytes' | 'pieces' | 'block' | 'fetchBlocks'
>;

/** The lab's container images, as files. */
export interface RegistryFiles {
  readonly source: Pick<ImageSource, 'read'>;
  /** The registry's index; undefined: the image was made without one. */
  readonly index: ImageFile | undefined;
  /** What the guest has pulled, by path. Layers are taken out of it when they are unpacked. */
  readonly pulled: Map<string, Uint8Array>;
}

/** A layer of a container image, and where its files lie behind the disk. */
interface PlacedLayer {
  readonly file: ImageFile;
  readonly firstChunk: number;
  readonly chunkCount: number;
}

/**
 * Everything that everybody with the image can have: the disk, and behind it, as if it were longer, the files in the layers of the
 * lab's container images, in the order of the registry's index. Each layer begins with a chunk.
 */
export class ImageContent {
  readonly #chunkBytes: number;
  readonly #disk: ContentDisk;
  readonly #registry: RegistryFiles;
  /** Unpacked layers by the number of their first chunk. */
  readonly #unpacked = new Map<number, Promise<void>>();
  readonly #chunks = new Map<number, Uint8Array>();
  #layers: Promise<readonly PlacedLayer[]> | undefined;

  constructor(disk: ContentDisk, registry: RegistryFiles) {
    this.#chunkBytes = disk.chunkBytes;
    this.#disk = disk;
    this.#registry = registry;
  }

  /** What is here: number of the first block (each as large as a page), and the bytes, the same ones each time. */
  *pieces(): Iterable<readonly [firstBlock: number, bytes: Uint8Array]> {
    yield* this.#disk.pieces();
    for (const [index, bytes] of this.#chunks) yield [index * this.#chunkBlocks, bytes];
  }

  /** A block that is here; undefined for any other, and for half a block. */
  block(number: number): Uint8Array | undefined {
    const index = this.#chunkOf(number);
    if (index < this.#diskChunks) return this.#disk.block(number);
    const start = (number % this.#chunkBlocks) * PAGE_BYTES;
    const block = this.#chunks.get(index)?.subarray(start, start + PAGE_BYTES);
    return block?.length === PAGE_BYTES ? block : undefined;
  }

  /** Unpacks what was pulled since. Without the index there is nothing to refer to, and the next time it is tried again. */
  async update(): Promise<void> {
    const { pulled } = this.#registry;
    if (pulled.size === 0) return;
    const layers = await this.#placed().catch(() => undefined);
    if (layers === undefined) return;
    for (const [path, packed] of pulled) {
      pulled.delete(path);
      const layer = layers.find(({ file }) => file.path === path);
      if (layer) await this.#unpack(layer, packed);
    }
  }

  /** Number of blocks, those that lie between two parts of the content included. Rejects with what reading the registry's index rejects with. */
  async blockCount(): Promise<number> {
    const last = (await this.#placed()).at(-1);
    const chunks = last ? last.firstChunk + last.chunkCount : this.#diskChunks;
    return chunks * this.#chunkBlocks;
  }

  /** Fetches what is not here of these blocks, which there must be. Rejects with what reading them rejects with. */
  async fetchBlocks(numbers: Iterable<number>): Promise<void> {
    const ofDisk: number[] = [];
    const behind = new Set<number>();
    for (const number of numbers) {
      const index = this.#chunkOf(number);
      if (index < this.#diskChunks) ofDisk.push(number);
      else behind.add(index);
    }
    await Promise.all([
      this.#disk.fetchBlocks(ofDisk),
      ...[...behind].map((index) => this.#unpackChunk(index)),
    ]);
  }

  async #unpackChunk(index: number): Promise<void> {
    const layer = (await this.#placed()).findLast(({ firstChunk }) => firstChunk <= index);
    if (layer) await this.#unpack(layer);
    if (!this.#chunks.has(index)) throw new RangeError(`there is no chunk ${index}`);
  }

  #chunkOf(block: number): number {
    return Math.floor(block / this.#chunkBlocks);
  }

  get #chunkBlocks(): number {
    return this.#chunkBytes / PAGE_BYTES;
  }

  get #diskChunks(): number {
    return Math.ceil(this.#disk.byteLength / this.#chunkBytes);
  }

  #placed(): Promise<readonly PlacedLayer[]> {
    this.#layers ??= this.#place().catch((error: unknown) => {
      this.#layers = undefined; // asked for again by the next who needs it
      throw error;
    });
    return this.#layers;
  }

  async #place(): Promise<readonly PlacedLayer[]> {
    const { source, index } = this.#registry;
    if (index === undefined) return [];
    const text = new TextDecoder().decode(await source.read(index));
    const { blobs, filePages } = JSON.parse(text) as RegistryIndex;
    const placed: PlacedLayer[] = [];
    let firstChunk = this.#diskChunks;
    for (const [digest, file] of Object.entries(blobs)) {
      const chunkCount = Math.ceil(((filePages[digest] ?? 0) * PAGE_BYTES) / this.#chunkBytes);
      if (chunkCount > 0) placed.push({ file, firstChunk, chunkCount });
      firstChunk += chunkCount;
    }
    return placed;
  }

  /** Once for each layer; what failed is tried again. */
  #unpack(layer: PlacedLayer, packed?: Uint8Array): Promise<void> {
    const { firstChunk } = layer;
    const unpacking = this.#unpacked.get(firstChunk) ?? this.#unpackOnce(layer, packed);
    this.#unpacked.set(firstChunk, unpacking);
    unpacking.catch(() => this.#unpacked.delete(firstChunk));
    return unpacking;
  }

  async #unpackOnce({ file, firstChunk }: PlacedLayer, packed?: Uint8Array): Promise<void> {
    const bytes = packed ?? (await this.#registry.source.read(file));
    const content = layerFilePages(await gunzip(bytes));
    for (let start = 0; start < content.length; start += this.#chunkBytes) {
      const chunk = content.subarray(start, start + this.#chunkBytes);
      this.#chunks.set(firstChunk + start / this.#chunkBytes, chunk);
    }
  }
}

async function gunzip(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  const unpacked = stream.pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}
