import { allBundles, type ImageFile, type ImageManifest } from '../machine/image/manifest.ts';
import type { RegistryIndex } from '../machine/registry/static-registry.ts';

/**
 * Everything that machines of the profile `base` need without the network, each file once, what is needed first coming first: the
 * memory layer, what first commands read, the second machine's BIOS and kernel, and the rest of the disk.
 *
 * The Docker Engine's files ({@link engineFiles}) are several times as large. They are stored as they are used, or when the learner
 * wishes it.
 */
export function imageFiles(manifest: ImageManifest): ImageFile[] {
  const { base, cold, disk } = manifest;
  const ofEngine = new Set(disk.engineChunks);
  const rest = disk.chunks.filter((_chunk, index) => !ofEngine.has(index));
  return eachOnce([base, ...disk.bundles, cold.bios, cold.kernel, ...rest]);
}

/** What machines with the Docker Engine need besides, in the same way: its memory layer, its programs, and the container images. */
export function engineFiles(manifest: ImageManifest, registry?: RegistryIndex): ImageFile[] {
  const { disk, engineLayer, registry: index } = manifest;
  const chunks = (disk.engineChunks ?? []).map((place) => disk.chunks[place]);
  const base = new Set(imageFiles(manifest).map(({ path }) => path));
  const bundles = engineLayer?.bundles ?? [];
  const files = [
    engineLayer,
    ...bundles,
    ...chunks,
    index,
    ...Object.values(registry?.blobs ?? {}),
  ];
  return eachOnce(files).filter(({ path }) => !base.has(path));
}

/** Everything that belongs to an image, and to its container images if their index is given. */
export function allFiles(manifest: ImageManifest, registry?: RegistryIndex): ImageFile[] {
  const { base, cold, disk, engineLayer, registry: index } = manifest;
  const containerImages = [index, ...Object.values(registry?.blobs ?? {})];
  const ofDisk = [...allBundles(manifest), ...disk.chunks];
  return eachOnce([base, cold.bios, cold.kernel, engineLayer, ...ofDisk, ...containerImages]);
}

function eachOnce(files: readonly (ImageFile | null | undefined)[]): ImageFile[] {
  const byPath = new Map<string, ImageFile>();
  for (const file of files) if (file) byPath.set(file.path, file);
  return [...byPath.values()];
}
