import { isDigest } from './digest.ts';
import { RegistryProblemError } from './registry-error.ts';

/** What a request is about. */
export type RegistryRoute =
  | { readonly kind: 'version' }
  | { readonly kind: 'catalog' }
  | { readonly kind: 'tags'; readonly name: string }
  | { readonly kind: 'manifest'; readonly name: string; readonly reference: string }
  | { readonly kind: 'blob'; readonly name: string; readonly digest: string }
  | { readonly kind: 'uploads'; readonly name: string }
  | { readonly kind: 'upload'; readonly name: string; readonly id: string };

/** Names and tags as the OCI distribution specification 1.1 allows them. */
const NAME = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const LONGEST_NAME = 255;
const TAG = /^\w[\w.-]{0,127}$/;

/** Whether a repository may have this name. */
export function isRepositoryName(text: string): boolean {
  return text.length <= LONGEST_NAME && NAME.test(text);
}

/** Whether a manifest may be tagged so. */
export function isTag(text: string): boolean {
  return TAG.test(text);
}

const ROUTE =
  /^\/v2\/(?<name>.+)\/(?:tags\/(?<tags>list)|manifests\/(?<reference>[^/]+)|blobs\/uploads\/(?<id>[^/]*)|blobs\/(?<digest>[^/]+))$/;

/**
 * Reads the path of a request.
 * @returns undefined for a path that is none of a registry's
 * @throws RegistryProblemError for a name, a tag or a digest that cannot be one
 */
export function parseRoute(path: string): RegistryRoute | undefined {
  if (path === '/v2/' || path === '/v2') return { kind: 'version' };
  if (path === '/v2/_catalog') return { kind: 'catalog' };
  const groups = ROUTE.exec(path)?.groups;
  if (groups === undefined) return undefined;
  const { name = '', tags, reference, id, digest } = groups;
  if (!isRepositoryName(name)) {
    throw new RegistryProblemError('NAME_INVALID', 'invalid repository name', { name });
  }
  if (tags !== undefined) return { kind: 'tags', name };
  if (id !== undefined) return id === '' ? { kind: 'uploads', name } : { kind: 'upload', name, id };
  if (digest !== undefined) return { kind: 'blob', name, digest: requireDigest(digest) };
  return { kind: 'manifest', name, reference: requireReference(reference ?? '') };
}

/** @throws RegistryProblemError for what is no digest */
export function requireDigest(text: string): string {
  if (isDigest(text)) return text;
  throw new RegistryProblemError('DIGEST_INVALID', 'provided digest is not a SHA-256', {
    digest: text,
  });
}

function requireReference(text: string): string {
  if (text.includes(':')) return requireDigest(text);
  if (isTag(text)) return text;
  throw new RegistryProblemError('MANIFEST_INVALID', 'invalid tag', { tag: text });
}
