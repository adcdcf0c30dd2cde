import { describe, expect, it } from 'vitest';
import { layersOf, parseManifest } from '../../src/machine/image/manifest.ts';

const MANIFEST = {
  format: 1,
  engine: { name: 'v86', version: '1', bytes: 1 },
  fingerprint: 'f'.repeat(64),
  hardware: { memoryBytes: 1, vgaMemoryBytes: 1 },
  disk: { bytes: 0, chunkBytes: 1, chunks: [], bundles: [] },
  base: { path: '', bytes: 0, sha256: '', id: '' },
  cold: {},
};

describe('the manifest', () => {
  it('is read', () => {
    expect(parseManifest(JSON.stringify(MANIFEST))).toEqual(MANIFEST);
  });

  it.each([
    ['<!doctype html>', 'is not JSON'],
    ['', 'is not JSON'],
    ['null', 'it is not an object'],
    ['7', 'it is not an object'],
    ['{}', 'its format is undefined, and 1 is read here'],
    [JSON.stringify({ ...MANIFEST, format: 2 }), 'its format is 2, and 1 is read here'],
    [JSON.stringify({ ...MANIFEST, fingerprint: 3 }), 'fingerprint is missing'],
    [JSON.stringify({ ...MANIFEST, disk: { bytes: 0, chunks: [] } }), 'disk.bundles is missing'],
  ])('that is %j is refused: %s', (text, reason) => {
    expect(() => parseManifest(text)).toThrow(
      expect.objectContaining({
        code: 'manifest-invalid',
        subject: 'image/manifest.json',
        message: expect.stringContaining(reason),
      }),
    );
  });

  it.each(['engine', 'hardware', 'disk', 'base', 'cold'])(
    'without %s is refused by that name',
    (field) => {
      for (const value of [undefined, null, 'text']) {
        const text = JSON.stringify({ ...MANIFEST, [field]: value });
        expect(() => parseManifest(text)).toThrow(`${field} is missing`);
      }
    },
  );
});

describe('the layers of a profile', () => {
  const base = { path: 'b', bytes: 1, sha256: '', id: 'base' };
  const engineLayer = { path: 'e', bytes: 1, sha256: '', id: 'engine', bundles: [] };
  const manifest = parseManifest(JSON.stringify({ ...MANIFEST, base, engineLayer }));

  it('are base alone, or base below engine', () => {
    expect(layersOf(manifest, 'base').map(({ id }) => id)).toEqual(['base']);
    expect(layersOf(manifest, 'engine').map(({ id }) => id)).toEqual(['base', 'engine']);
  });

  it('are refused by name when the image was made without them', () => {
    const { engineLayer: _, ...without } = manifest;
    expect(() => layersOf(without, 'engine')).toThrow(
      expect.objectContaining({
        code: 'manifest-invalid',
        message: expect.stringContaining('"engine"'),
      }),
    );
  });
});
