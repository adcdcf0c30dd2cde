import type { SegmentCodec } from '../../layers/codec.ts';
import { LayerFingerprintError, LayerFormatError, PAGE_BYTES } from '../../layers/layer-format.ts';
import { sha256Hex } from '../../layers/sha256.ts';
import { MachineError } from '../errors.ts';
import { readTwice } from './fresh-bytes.ts';
import type { Bundle, ImageFile, ImageManifest } from './manifest.ts';

/**
 * Bytes of one file as they arrive; with `fresh` from the server itself, whatever caches on the way hold. Rejects, or throws while
 * iterated, with a MachineError `download-failed`.
 */
export type OpenFile = (
  path: string,
  signal: AbortSignal,
  fresh?: boolean,
) => Promise<AsyncIterable<Uint8Array>>;

/** Reads the files of an image, checks them against the manifest and counts their bytes for the progress shown. */
export class ImageSource {
  /** Called with the bytes on the wire so far, and the bytes of all files asked for. */
  onProgress: (loaded: number, total: number) => void = () => {};
  readonly #open: OpenFile;
  readonly #signal: AbortSignal;
  #loaded = 0;
  #total = 0;

  constructor(open: OpenFile, signal: AbortSignal) {
    this.#open = open;
    this.#signal = signal;
  }

  /** Adds bytes that are fetched elsewhere (the engine) to what is counted. Returns the function that counts them. */
  expect(bytes: number): (arrived: number) => void {
    this.#total += bytes;
    return (arrived) => {
      this.#loaded += arrived;
      this.onProgress(this.#loaded, this.#total);
    };
  }

  /** The file's bytes as they arrive, counted and not checked: for a reader that checks them itself. */
  async *stream(file: ImageFile, fresh = false): AsyncGenerator<Uint8Array> {
    const count = this.expect(file.bytes);
    for await (const bytes of await this.#open(file.path, this.#signal, fresh)) {
      count(bytes.length);
      yield bytes;
    }
  }

  /** The whole file, checked. Rejects with `hash-mismatch` when it is not what the manifest names. */
  read(file: ImageFile): Promise<Uint8Array> {
    return readTwice((fresh) => this.#readOnce(file, fresh));
  }

  async #readOnce(file: ImageFile, fresh: boolean): Promise<Uint8Array> {
    const bytes = new Uint8Array(file.bytes);
    let filled = 0;
    for await (const part of this.stream(file, fresh)) {
      if (filled + part.length > bytes.length) throw mismatch(file);
      bytes.set(part, filled);
      filled += part.length;
    }
    if (filled !== bytes.length || (await sha256Hex(bytes)) !== file.sha256) throw mismatch(file);
    return bytes;
  }

  /** One chunk of the disk, checked and unpacked. */
  async readChunk(
    disk: ImageManifest['disk'],
    index: number,
    codec: SegmentCodec,
  ): Promise<Uint8Array> {
    const bytes = Math.min(disk.chunkBytes, disk.bytes - index * disk.chunkBytes);
    const file = disk.chunks[index];
    if (file === undefined)
      throw new MachineError('manifest-invalid', `the disk has no chunk ${index}`);
    if (file === null) return new Uint8Array(bytes);
    return codec.unpack(await this.read(file), bytes);
  }

  /** The blocks of a bundle, checked and unpacked, one after the other. */
  async readBundle(bundle: Bundle, codec: SegmentCodec): Promise<Uint8Array> {
    const blocks = bundle.runs.reduce((sum, [, count]) => sum + count, 0);
    return codec.unpack(await this.read(bundle), blocks * PAGE_BYTES);
  }
}

/** The error for a file that arrived whole and is another one. */
export function mismatch(file: ImageFile): MachineError {
  const message = `${file.path} is not the file that this version of Drydock was built with`;
  return new MachineError('hash-mismatch', message, file.path);
}

/** Names the file in an error of the layer reader. */
export function toLayerError(error: unknown, file: ImageFile): unknown {
  if (!(error instanceof LayerFormatError)) return error;
  const code = error instanceof LayerFingerprintError ? 'fingerprint-mismatch' : 'layer-invalid';
  return new MachineError(code, `${file.path}: ${error.message}`, file.path, {
    cause: error,
  });
}
