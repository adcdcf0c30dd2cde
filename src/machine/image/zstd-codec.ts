import { ZSTDDecoder } from 'zstddec';
import type { SegmentCodec } from '../../layers/codec.ts';

/** Unpacks zstd in the page's worker and in Node: a small WebAssembly decoder. */
export class ZstdCodec implements SegmentCodec {
  readonly name = 'zstd';
  readonly #decoder = new ZSTDDecoder();
  readonly #ready = this.#decoder.init();

  async unpack(bytes: Uint8Array, rawBytes: number): Promise<Uint8Array> {
    await this.#ready;
    return this.#decoder.decode(bytes, rawBytes);
  }
}
