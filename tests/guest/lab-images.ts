/** A container image made by the tests, served beside the files of the real image. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenFile } from '../../src/machine/image/image-source.ts';
import {
  type ImageFile,
  type ImageManifest,
  MANIFEST_PATH,
  parseManifest,
} from '../../src/machine/image/manifest.ts';
import { MediaType } from '../../src/machine/registry/media-types.ts';
import type { RegistryIndex } from '../../src/machine/registry/static-registry.ts';
import { IMAGE_FOLDER, openImage } from './machines.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const fileOf = (path: string, bytes: Uint8Array): ImageFile => ({
  path,
  bytes: bytes.length,
  sha256: sha256(bytes),
});

/** Bytes that differ from their neighbours, and from those a window further on. */
export function patternOf(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let index = 0; index < length; index++) bytes[index] = index * 31 + (index >>> 8);
  return bytes;
}

/** A body as text. */
export async function bodyText(body: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const part of body) text += new TextDecoder().decode(part);
  return text;
}

async function* piece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** `library/sample:latest` with one layer, and how a machine comes by it. */
export function serveImage(layer: Uint8Array): {
  readonly open: OpenFile;
  readonly manifest: ImageManifest;
  readonly manifestDigest: string;
  readonly layerDigest: string;
} {
  const config = Buffer.from('{}');
  const digests = { layer: `sha256:${sha256(layer)}`, config: `sha256:${sha256(config)}` };
  const text = JSON.stringify({
    schemaVersion: 2,
    mediaType: MediaType.ociManifest,
    config: { mediaType: MediaType.ociConfig, digest: digests.config, size: config.length },
    layers: [{ mediaType: MediaType.ociLayerGzip, digest: digests.layer, size: layer.length }],
  });
  const manifestDigest = `sha256:${sha256(Buffer.from(text))}`;
  const index: RegistryIndex = {
    format: 1,
    repositories: {
      'library/sample': {
        description: 'what a test wants',
        tags: { latest: manifestDigest },
        contents: [manifestDigest, digests.config, digests.layer],
      },
    },
    blobs: {
      [digests.layer]: fileOf('test/layer', layer),
      [digests.config]: fileOf('test/config', config),
    },
    filePages: {},
    manifests: { [manifestDigest]: { mediaType: MediaType.ociManifest, text } },
  };
  const indexBytes = Buffer.from(JSON.stringify(index));
  const files = new Map<string, Uint8Array>([
    ['test/layer', layer],
    ['test/config', config],
    ['test/index', indexBytes],
  ]);
  const built = parseManifest(readFileSync(join(IMAGE_FOLDER, MANIFEST_PATH), 'utf8'));
  return {
    open: async (path, signal) => {
      const bytes = files.get(path);
      return bytes ? piece(bytes) : openImage(path, signal);
    },
    manifest: { ...built, registry: fileOf('test/index', indexBytes) },
    manifestDigest,
    layerDigest: digests.layer,
  };
}
