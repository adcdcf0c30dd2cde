import type { Digest } from './digest.ts';
import type { StoredManifest } from './repository.ts';

/** A repository as data. */
export interface RepositoryData {
  readonly name: string;
  /** Tag to digest. */
  readonly tags: Readonly<Record<string, Digest>>;
  /** The manifests of an index stand before it. */
  readonly manifests: readonly StoredManifest[];
  readonly blobs: readonly Digest[];
}

/**
 * All that was pushed, as data that can be cloned: for a snapshot, or for another machine. The bytes may be those that the registry
 * itself holds: they must not be changed, nor be taken away.
 */
export interface RegistryData {
  readonly repositories: readonly RepositoryData[];
  readonly blobs: readonly { readonly digest: Digest; readonly bytes: Uint8Array }[];
}

/** How much a registry takes. */
export interface RegistryLimits {
  /** Bytes of blobs, manifests and half-finished uploads. */
  readonly bytes: number;
  /** Repositories, their tags, manifests and blobs, counted together. */
  readonly entries: number;
}

/** What the registry of a lab takes: it lives in the page's memory, beside the machine, and is in every snapshot of it. */
export const REGISTRY_LIMITS: RegistryLimits = { bytes: 256 * 1024 * 1024, entries: 16_384 };
