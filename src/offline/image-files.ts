import type { ImageFile, ImageManifest } from '../machine/image/manifest.ts';

/**
 * Everything that machines without the network need, each file once, what is needed first coming first: the memory layer, what
 * first commands read, the second machine's BIOS and kernel, and the rest of the disk.
 */
export function imageFiles(manifest: ImageManifest): ImageFile[] {
  const { base, cold, disk } = manifest;
  const first = disk.workingSet.map((index) => disk.chunks[index]);
  const files = [base, ...first, cold.bios, cold.kernel, ...disk.chunks];
  const byPath = new Map<string, ImageFile>();
  for (const file of files) if (file) byPath.set(file.path, file);
  return [...byPath.values()];
}
