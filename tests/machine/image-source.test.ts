import { describe, expect, it } from 'vitest';
import { storedSegments } from '../../src/layers/codec.ts';
import { LayerFormatError, PAGE_BYTES } from '../../src/layers/layer-format.ts';
import { sha256Hex } from '../../src/layers/sha256.ts';
import { ImageSource, type OpenFile, toLayerError } from '../../src/machine/image/image-source.ts';
import type { ImageFile } from '../../src/machine/image/manifest.ts';
import { bytesOf } from './fake-port.ts';

const CONTENT = bytesOf('the content of a chunk');

async function fileOf(bytes = CONTENT): Promise<ImageFile> {
  return {
    path: 'image/chunks/1.zst',
    bytes: bytes.length,
    sha256: await sha256Hex(bytes),
  };
}

/** A source whose server has `bytes` at every address and sends them in pieces. */
function sourceOf(bytes: Uint8Array, pieceBytes = 5): ImageSource {
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  }
  return new ImageSource(async () => pieces(), new AbortController().signal);
}

describe('a file of the image', () => {
  it('is read whole and checked', async () => {
    expect(await sourceOf(CONTENT).read(await fileOf())).toEqual(CONTENT);
  });

  it.each([
    ['with a flipped bit', CONTENT.map((byte, index) => (index === 3 ? byte ^ 1 : byte))],
    ['that is too short', CONTENT.subarray(1)],
    ['that is too long', Uint8Array.of(...CONTENT, 0)],
    ['that is empty', new Uint8Array(0)],
    [
      'that is a log-in page',
      bytesOf('<!doctype html><title>Log in to the school network</title>'),
    ],
  ])('%s is refused by its name', async (_what, bytes) => {
    await expect(sourceOf(bytes).read(await fileOf())).rejects.toMatchObject({
      code: 'hash-mismatch',
      subject: 'image/chunks/1.zst',
    });
  });

  it('counts for the progress as it arrives, with what is fetched elsewhere', async () => {
    const source = sourceOf(CONTENT, 10);
    const heard: [number, number][] = [];
    source.onProgress = (loaded, total) => heard.push([loaded, total]);
    const engine = source.expect(100);
    await source.read(await fileOf());
    engine(100);
    expect(heard).toEqual([
      [10, 122],
      [20, 122],
      [22, 122],
      [122, 122],
    ]);
  });

  it('that cannot be had rejects with the reason of the download', async () => {
    const source = new ImageSource(
      () => Promise.reject(new Error('404')),
      new AbortController().signal,
    );
    await expect(source.read(await fileOf())).rejects.toThrow('404');
  });
});

describe('a file that something on the way holds wrongly', () => {
  /** Caches hold `cached`, the server has `served`. */
  function sourceBehind(cached: Uint8Array, served: Uint8Array) {
    const asked: string[] = [];
    async function* once(bytes: Uint8Array) {
      yield bytes;
    }
    const open: OpenFile = async (_path, _signal, fresh) => {
      asked.push(fresh ? 'server' : 'cache');
      return once(fresh ? served : cached);
    };
    return { asked, source: new ImageSource(open, new AbortController().signal) };
  }

  it('is read from the server itself', async () => {
    const { asked, source } = sourceBehind(bytesOf('damaged'), CONTENT);
    expect(await source.read(await fileOf())).toEqual(CONTENT);
    expect(asked).toEqual(['cache', 'server']);
  });

  it('is asked for once where it is right', async () => {
    const { asked, source } = sourceBehind(CONTENT, CONTENT);
    await source.read(await fileOf());
    expect(asked).toEqual(['cache']);
  });

  it('is refused when the server has it wrong too', async () => {
    const { asked, source } = sourceBehind(bytesOf('damaged'), bytesOf('damaged as well'));
    await expect(source.read(await fileOf())).rejects.toMatchObject({ code: 'hash-mismatch' });
    expect(asked).toEqual(['cache', 'server']);
  });
});

describe('a chunk of the disk', () => {
  it('is read, zeros need no download, and one beyond the end is an error of the manifest', async () => {
    const disk = {
      bytes: CONTENT.length * 2,
      chunkBytes: CONTENT.length,
      chunks: [await fileOf(), null],
      bundles: [],
    };
    const source = sourceOf(CONTENT);
    expect(await source.readChunk(disk, 0, storedSegments)).toEqual(CONTENT);
    expect(await source.readChunk(disk, 1, storedSegments)).toEqual(new Uint8Array(CONTENT.length));
    await expect(source.readChunk(disk, 2, storedSegments)).rejects.toMatchObject({
      code: 'manifest-invalid',
    });
  });
});

describe('a bundle of blocks', () => {
  it('is as many blocks as its runs have, and is refused by its name when it holds others', async () => {
    const blocks = new Uint8Array(3 * PAGE_BYTES).fill(7);
    const runs = [[4, 2] as const, [9, 1] as const];
    const bundle = { ...(await fileOf(blocks)), runs };
    expect(await sourceOf(blocks, 5_000).readBundle(bundle, storedSegments)).toEqual(blocks);
    await expect(sourceOf(CONTENT).readBundle(bundle, storedSegments)).rejects.toMatchObject({
      code: 'hash-mismatch',
      subject: bundle.path,
    });
  });
});

describe('an error of the layer reader', () => {
  it('gets the name of the file; other errors stay as they are', async () => {
    const file = await fileOf();
    const cause = new LayerFormatError('a part of the layer is damaged');
    expect(toLayerError(cause, file)).toMatchObject({
      code: 'layer-invalid',
      message: 'image/chunks/1.zst: a part of the layer is damaged',
      subject: file.path,
      cause,
    });
    const other = new Error('no connection');
    expect(toLayerError(other, file)).toBe(other);
  });
});
