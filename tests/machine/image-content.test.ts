import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { PAGE_BYTES } from '../../src/layers/layer-format.ts';
import { DiskReferences } from '../../src/machine/disk/disk-references.ts';
import { ImageContent, type RegistryFiles } from '../../src/machine/disk/image-content.ts';
import type { ImageFile } from '../../src/machine/image/manifest.ts';
import { layerFilePages } from '../../src/machine/registry/layer-files.ts';
import type { RegistryIndex } from '../../src/machine/registry/static-registry.ts';
import { samplePage } from '../snapshots/samples.ts';

const CHUNK_BYTES = 2 * PAGE_BYTES;
const ID = 'd'.repeat(64);
const DIRECTORY = '5';
const FILE = '0';

/** An entry of an archive; only what is looked at is filled in. */
function entry(content: Uint8Array, type = FILE): Uint8Array {
  const header = Buffer.alloc(512);
  header.write('name');
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write(type, 156);
  return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512)]);
}

function archive(...entries: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat([...entries, Buffer.alloc(1024)]));
}

const page = (seed: number) => samplePage(seed, true);
const SHORT = page(1).subarray(0, 100);
const LONG = Buffer.concat([page(2), page(3), page(4).subarray(0, 1000)]);
const LOW = archive(entry(new Uint8Array(), DIRECTORY), entry(SHORT), entry(LONG));
const HIGH = archive(entry(page(5)));

/** What a piece of a file is in memory. */
function inMemory(content: Uint8Array): Uint8Array {
  const filled = new Uint8Array(PAGE_BYTES);
  filled.set(content);
  return filled;
}

const fileOf = (path: string): ImageFile => ({ path, bytes: 1, sha256: '' });

/** A registry with two layers and something that is none, and what is read of it. */
function registry(): RegistryFiles & { readonly read: string[] } {
  const index: RegistryIndex = {
    format: 1,
    repositories: {},
    blobs: {
      'sha256:low': fileOf('low'),
      'sha256:config': fileOf('config'),
      'sha256:high': fileOf('high'),
    },
    filePages: { 'sha256:low': 4, 'sha256:high': 1 },
    manifests: {},
  };
  const files: Record<string, Uint8Array> = {
    index: Buffer.from(JSON.stringify(index)),
    low: gzipSync(LOW),
    high: gzipSync(HIGH),
  };
  const read: string[] = [];
  const source = {
    read: async ({ path }: ImageFile) => {
      read.push(path);
      const bytes = files[path];
      if (bytes === undefined) throw new Error(`there is no ${path}`);
      return bytes;
    },
  };
  return { source, index: fileOf('index'), pulled: new Map(), read };
}

/** A disk of two blocks and a half, of which nothing has been fetched. */
const disk = {
  byteLength: 2.5 * PAGE_BYTES,
  chunkBytes: CHUNK_BYTES,
  pieces: () => [],
  block: () => undefined,
  fetchBlocks: async () => {},
};

function memoryOf(...pages: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(pages));
}

describe('the files in a layer', () => {
  it('lie one after the other, each filled up to whole pages, and nothing else does', () => {
    const expected = memoryOf(
      inMemory(SHORT),
      page(2),
      page(3),
      inMemory(page(4).subarray(0, 1000)),
    );
    expect(Buffer.compare(layerFilePages(LOW), expected)).toBe(0);
  });

  it('are refused when the archive ends within one', () => {
    expect(() => layerFilePages(LOW.subarray(0, 3000))).toThrow('ends within the file at 1536');
    expect(() => layerFilePages(new Uint8Array(512).fill(65))).toThrow(RangeError);
  });
});

describe('what was pulled', () => {
  it('is referred to behind the disk, and read when it is put back in another visit', async () => {
    const { pulled, ...files } = registry();
    pulled.set('high', gzipSync(HIGH)).set('config', new Uint8Array(5));
    const references = new DiskReferences(new ImageContent(disk, { ...files, pulled }), ID);
    await references.update();
    const memory = memoryOf(page(9), page(5), page(2));
    const { others, diskCopies } = references.find(memory, Uint32Array.of(0, 1, 2));
    // What lies in a layer that nobody has pulled is not looked for.
    expect([...others]).toEqual([0, 2]);
    // Two chunks of the disk and two of the layer below come before it.
    expect([...(diskCopies?.blocks ?? [])]).toEqual([8]);
    expect(files.read).toEqual(['index']);
    expect(pulled.size).toBe(0);

    const later = registry();
    const elsewhere = new DiskReferences(new ImageContent(disk, later), ID);
    const whole = await elsewhere.resolve({
      pageNumbers: others,
      pages: memoryOf(page(9), page(2)),
      ...(diskCopies && { diskCopies }),
    });
    expect([...whole.pageNumbers]).toEqual([0, 1, 2]);
    expect(Buffer.compare(whole.pages, memory)).toBe(0);
    expect(later.read).toEqual(['index', 'high']);
  });

  it('that ends in the middle of a page is found by what the page holds then', async () => {
    const files = registry();
    files.pulled.set('low', gzipSync(LOW));
    const references = new DiskReferences(new ImageContent(disk, files), ID);
    await references.update();
    const memory = memoryOf(inMemory(SHORT), page(3), inMemory(page(4).subarray(0, 1000)));
    const { others, diskCopies } = references.find(memory, Uint32Array.of(0, 1, 2));
    expect([...others]).toEqual([]);
    expect([...(diskCopies?.blocks ?? [])]).toEqual([4, 6, 7]);
  });

  it('is not referred to as long as the index cannot be had', async () => {
    const { source, pulled, index } = registry();
    pulled.set('high', gzipSync(HIGH));
    let offline = true;
    const read = (file: ImageFile) =>
      offline ? Promise.reject(new Error('offline')) : source.read(file);
    const references = new DiskReferences(
      new ImageContent(disk, { source: { read }, pulled, index }),
      ID,
    );
    await references.update();
    expect(references.find(page(5), Uint32Array.of(0))).toEqual({ others: Uint32Array.of(0) });
    offline = false;
    await references.update();
    expect(references.find(page(5), Uint32Array.of(0)).diskCopies?.blocks).toEqual(
      Uint32Array.of(8),
    );
  });

  it.each([
    ['behind everything', 10],
    ['behind the end of a layer', 9],
  ])('is refused where it would lie %s', async (_where, block) => {
    const references = new DiskReferences(new ImageContent(disk, registry()), ID);
    const diskCopies = { disk: ID, pageNumbers: Uint32Array.of(1), blocks: Uint32Array.of(block) };
    const nothing = { pageNumbers: new Uint32Array(), pages: new Uint8Array() };
    await expect(references.resolve({ ...nothing, diskCopies })).rejects.toMatchObject({
      code: 'capture-invalid',
    });
  });
});
