import { describe, expect, it } from 'vitest';
import type { ImageFile, ImageManifest } from '../../src/machine/image/manifest.ts';
import type { RegistryIndex } from '../../src/machine/registry/static-registry.ts';
import { allFiles, engineFiles, imageFiles } from '../../src/offline/image-files.ts';
import { BIOS, BUNDLE, CHUNKS, KERNEL, LAYER, MANIFEST } from './sample-site.ts';

const file = (path: string): ImageFile => ({ path, bytes: 10, sha256: 'a' });
const INDEX = file('image/registry-index');
const ENGINE_BUNDLE = file('image/bundles/engine');
const ENGINE = { ...file('image/engine'), id: 'e', bundles: [{ ...ENGINE_BUNDLE, runs: [] }] };
const BLOBS = { one: file('image/blob-one'), two: file('image/blob-two') };

/** The second chunk is the engine's alone. */
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
      BUNDLE.path,
      BIOS.path,
      KERNEL.path,
      one,
      three,
    ]);
  });

  it('for the Docker Engine are its layer, its programs and the images, and nothing twice', () => {
    const two = CHUNKS[1]?.path;
    const blobs = ['image/blob-one', 'image/blob-two'];
    expect(paths(engineFiles(WITH_ENGINE, REGISTRY))).toEqual([
      ENGINE.path,
      ENGINE_BUNDLE.path,
      two,
      INDEX.path,
      ...blobs,
    ]);
    expect(paths(engineFiles(WITH_ENGINE))).toEqual([
      ENGINE.path,
      ENGINE_BUNDLE.path,
      two,
      INDEX.path,
    ]);
    expect(engineFiles(MANIFEST)).toEqual([]);
  });

  it('are all of them together', () => {
    const both = [...imageFiles(WITH_ENGINE), ...engineFiles(WITH_ENGINE, REGISTRY)];
    expect(new Set(paths(both))).toEqual(new Set(paths(allFiles(WITH_ENGINE, REGISTRY))));
  });
});
