import { createHash } from 'node:crypto';
import { MediaType } from '../../src/machine/registry/media-types.ts';
import type { StaticManifest } from '../../src/machine/registry/static-registry.ts';
import type { ImageRecipe } from './image-recipes.ts';
import type { LayerRecipe } from './layer-recipes.ts';
import type { PackedLayer } from './pack-layer.ts';

/** A document under its digest. */
export interface DescribedDocument extends StaticManifest {
  readonly digest: string;
}

/** An image in the words of the OCI image specification 1.1. */
export interface DescribedImage {
  readonly config: DescribedDocument;
  readonly manifest: DescribedDocument;
  /** What the tags name: the one place for the one platform. */
  readonly index: DescribedDocument;
}

/** What all images have in common. */
export interface ImageOrigin {
  readonly created: Date;
  /** Version of the image, for its label. */
  readonly version: string;
}

const PLATFORM = { architecture: '386', os: 'linux' };

/** Writes configuration, manifest and index of an image. The same recipe and layers always give the same bytes. */
export function describeImage(
  recipe: ImageRecipe,
  layers: readonly { readonly recipe: LayerRecipe; readonly packed: PackedLayer }[],
  origin: ImageOrigin,
): DescribedImage {
  const config = document(MediaType.ociConfig, configOf(recipe, layers, origin));
  const manifest = document(MediaType.ociManifest, {
    schemaVersion: 2,
    mediaType: MediaType.ociManifest,
    config: descriptor(config),
    layers: layers.map(({ packed }) => ({
      mediaType: MediaType.ociLayerGzip,
      digest: `sha256:${packed.sha256}`,
      size: packed.bytes,
    })),
  });
  const index = document(MediaType.ociIndex, {
    schemaVersion: 2,
    mediaType: MediaType.ociIndex,
    manifests: [{ ...descriptor(manifest), platform: PLATFORM }],
  });
  return { config, manifest, index };
}

function configOf(
  recipe: ImageRecipe,
  layers: readonly { readonly recipe: LayerRecipe; readonly packed: PackedLayer }[],
  { created, version }: ImageOrigin,
): object {
  const { ExposedPorts = [], ...run } = recipe.run;
  return {
    ...PLATFORM,
    created: created.toISOString(),
    config: {
      ...run,
      ...(ExposedPorts.length > 0 && {
        ExposedPorts: Object.fromEntries(ExposedPorts.map((port) => [port, {}])),
      }),
      Labels: {
        'org.opencontainers.image.title': recipe.title,
        'org.opencontainers.image.description': recipe.description,
        'org.opencontainers.image.version': version,
        'org.opencontainers.image.vendor': 'Drydock, from packages of Debian 13 (i386)',
      },
    },
    rootfs: { type: 'layers', diff_ids: layers.map(({ packed }) => packed.diffId) },
    history: [
      ...layers.map(({ recipe: { createdBy } }) => line(created, createdBy)),
      ...metadataLines(recipe).map((text) => ({ ...line(created, text), empty_layer: true })),
    ],
  };
}

const line = (created: Date, text: string) => ({
  created: created.toISOString(),
  created_by: text,
});

/** What a Dockerfile with the same result would say. */
function metadataLines({ run }: ImageRecipe): string[] {
  return [
    ...(run.Env ?? []).map((variable) => `ENV ${variable}`),
    ...(run.WorkingDir === undefined ? [] : [`WORKDIR ${run.WorkingDir}`]),
    ...(run.ExposedPorts ?? []).map((port) => `EXPOSE ${port}`),
    ...(run.StopSignal === undefined ? [] : [`STOPSIGNAL ${run.StopSignal}`]),
    ...(run.Entrypoint === undefined ? [] : [`ENTRYPOINT ${JSON.stringify(run.Entrypoint)}`]),
    ...(run.Cmd === undefined ? [] : [`CMD ${JSON.stringify(run.Cmd)}`]),
  ];
}

function document(mediaType: string, value: object): DescribedDocument {
  const text = JSON.stringify(value);
  const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`;
  return { mediaType, text, digest };
}

function descriptor({ mediaType, digest, text }: DescribedDocument) {
  return { mediaType, digest, size: Buffer.byteLength(text) };
}
