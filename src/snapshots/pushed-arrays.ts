import type { RegistryData } from '../machine/registry/registry-data.ts';

/** All bytes of what was pushed to a registry, to be handed to another thread. */
export function pushedArrays(registry: RegistryData | undefined): readonly Uint8Array[] {
  if (registry === undefined) return [];
  const manifests = registry.repositories.flatMap((one) => one.manifests);
  return [...registry.blobs, ...manifests].map(({ bytes }) => bytes);
}
