import { type Digest, isDigest } from './digest.ts';
import { MediaType } from './media-types.ts';
import { RegistryProblemError } from './registry-error.ts';

/** What a manifest or an index names. */
export interface ManifestReferences {
  readonly mediaType: string;
  /** Configuration and layers of an image. */
  readonly blobs: readonly { readonly digest: Digest; readonly size: number }[];
  /** The manifests of an index. */
  readonly manifests: readonly Digest[];
}

const IMAGES: readonly string[] = [MediaType.ociManifest, MediaType.dockerManifest];
const INDEXES: readonly string[] = [MediaType.ociIndex, MediaType.dockerList];

/**
 * Reads what a manifest names. `mediaType` is what it was sent as; a manifest that says otherwise itself is refused.
 * @throws RegistryProblemError `MANIFEST_INVALID`
 */
export function referencesOf(bytes: Uint8Array, mediaType: string): ManifestReferences {
  const manifest = parse(bytes);
  const told = typeof manifest['mediaType'] === 'string' ? manifest['mediaType'] : mediaType;
  if (told !== mediaType) throw invalid(`it is sent as ${mediaType} and says that it is ${told}`);
  if (INDEXES.includes(told)) {
    const manifests = descriptors(manifest['manifests']).map(({ digest }) => digest);
    return { mediaType: told, blobs: [], manifests };
  }
  if (!IMAGES.includes(told)) throw invalid(`the media type ${told} is not known`);
  const blobs = [...descriptors([manifest['config']]), ...descriptors(manifest['layers'])];
  return { mediaType: told, blobs, manifests: [] };
}

function parse(bytes: Uint8Array): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw invalid('it is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid('it is not an object');
  }
  const fields = value as Record<string, unknown>;
  if (fields['schemaVersion'] !== 2) throw invalid('its schema version is not 2');
  return fields;
}

function descriptors(value: unknown): { digest: Digest; size: number }[] {
  if (!Array.isArray(value)) throw invalid('a list of descriptors is missing');
  return value.map((entry: unknown) => {
    const { digest, size } = Object(entry) as Record<string, unknown>;
    if (typeof digest !== 'string' || !isDigest(digest)) throw invalid('a digest is missing');
    if (!Number.isSafeInteger(size) || Number(size) < 0) throw invalid('a size is missing');
    return { digest, size: Number(size) };
  });
}

function invalid(why: string): RegistryProblemError {
  return new RegistryProblemError('MANIFEST_INVALID', `the manifest cannot be used: ${why}`);
}
