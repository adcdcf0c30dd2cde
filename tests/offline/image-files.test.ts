import { describe, expect, it } from 'vitest';
import type { ImageFile, ImageManifest } from '../../src/machine/image/manifest.ts';
import type { RegistryIndex } from '../../src/machine/registry/static-registry.ts';
import { allFiles, engineFiles, imageFiles } from '../../src/offline/image-files.ts';
import { BIOS, CHUNKS, KERNEL, LAYER, MANIFEST } from './sample-site.ts';

const file = (path: string): ImageFile => ({ path, bytes: 10, sha256: 'a' });
const INDEX = file('image/registry-index');
const ENGINE = { ...file('image/engine'), id: 'e', workingSet: [0, 1] };
const BLOBS = { one: file('image/blob-one'), two: file('image/blob-two') };

/** The second chunk is the engine's alone; what it reads first is in the first one as well. */
const WITH_ENGINE = {
  ...MANIFEST,
  disk: { ...MANIFEST.disk, engineChunks: [1] },
  engineLayer: ENGINE,
  registry: INDEX,
} as unknown as ImageManifest;
const REGISTRY = { blobs: BLOBS } as unknown as RegistryIndex;

const paths = (files: readonly ImageFile[]) => files.map(({ path }) => path);

describe('files of an image', () => {
  it('for every machine leave out what only the Docker Engine needs', () => {
    const [one, , three] = paths(CHUNKS);
    expect(paths(imageFiles(WITH_ENGINE))).toEqual([
      LAYER.path,
      three,
      BIOS.path,
      KERNEL.path,
      one,
    ]);
  });

  it('for the Docker Engine are its layer, its programs and the images, and nothing twice', () => {
    const two = CHUNKS[1]?.path;
    const blobs = ['image/blob-one', 'image/blob-two'];
    expect(paths(engineFiles(WITH_ENGINE, REGISTRY))).toEqual([
      ENGINE.path,
      two,
      INDEX.path,
      ...blobs,
    ]);
    expect(paths(engineFiles(WITH_ENGINE))).toEqual([ENGINE.path, two, INDEX.path]);
    expect(engineFiles(MANIFEST)).toEqual([]);
  });

  it('are all of them together', () => {
    const both = [...imageFiles(WITH_ENGINE), ...engineFiles(WITH_ENGINE, REGISTRY)];
    expect(new Set(paths(both))).toEqual(new Set(paths(allFiles(WITH_ENGINE, REGISTRY))));
  });
});
