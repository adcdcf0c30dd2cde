import { PAGE_BYTES } from '../../layers/layer-format.ts';
import type { Digest } from '../../machine/registry/digest.ts';
import {
  REGISTRY_LIMITS,
  type RegistryData,
  type RepositoryData,
} from '../../machine/registry/registry-data.ts';
import { isRepositoryName, isTag } from '../../machine/registry/registry-route.ts';
import { FieldChecks } from './field-checks.ts';
import { FormatError } from './format-error.ts';
import { type ByPart, pagesFor } from './manifest.ts';

/** What there is to be stored of a registry. */
export type RegistryParts = Pick<ByPart<Uint8Array>, 'registryIndex' | 'registryContent'>;

/** Something with a digest, and how long it is. */
type Item = readonly [digest: Digest, bytes: number];

/** The index: what there is, in the order in which its bytes are stored, and where it belongs. See `FORMAT.md`. */
interface RegistryIndex {
  readonly blobs: readonly Item[];
  readonly manifests: readonly Item[];
  readonly repositories: readonly RepositoryRecord[];
}

interface RepositoryRecord {
  readonly name: string;
  readonly tags: readonly (readonly [tag: string, digest: Digest])[];
  readonly manifests: readonly (readonly [digest: Digest, mediaType: string])[];
  readonly blobs: readonly Digest[];
}

const PART = 'the registry';
const checks = new FieldChecks(PART);
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const MAX_MEDIA_TYPE_LENGTH = 200;

/**
 * Takes a registry apart. Every blob and every manifest begins with a page, so that the same one is the same pages, whatever
 * stands before it.
 */
export function encodeRegistry(registry: RegistryData | undefined): RegistryParts {
  if (registry === undefined) {
    return { registryIndex: new Uint8Array(), registryContent: new Uint8Array() };
  }
  const manifests = new Map(
    registry.repositories.flatMap((one) =>
      one.manifests.map(({ digest, bytes }) => [digest, bytes]),
    ),
  );
  const blobs = new Map(registry.blobs.map(({ digest, bytes }) => [digest, bytes]));
  const index: RegistryIndex = {
    blobs: itemsOf(blobs),
    manifests: itemsOf(manifests),
    repositories: registry.repositories.map(toRecord),
  };
  return {
    registryIndex: new TextEncoder().encode(JSON.stringify(index)),
    registryContent: inPages([...blobs.values(), ...manifests.values()]),
  };
}

/**
 * Puts a registry together; undefined when nothing was pushed. Whether everything has its digest is not looked at: a registry
 * that takes it does.
 * @throws FormatError
 */
export function decodeRegistry(
  indexBytes: Uint8Array,
  content: Uint8Array,
): RegistryData | undefined {
  const index = readIndex(indexBytes, content.length);
  if (index === undefined) return undefined;
  let at = 0;
  const cut = ([digest, length]: Item) => {
    const bytes = content.subarray(at, at + length);
    at += pagesFor(length) * PAGE_BYTES;
    return { digest, bytes };
  };
  const blobs = index.blobs.map(cut);
  const manifests = new Map(index.manifests.map(cut).map(({ digest, bytes }) => [digest, bytes]));
  return { blobs, repositories: index.repositories.map((one) => fromRecord(one, manifests)) };
}

/**
 * Checks the index of a registry whose content has so many bytes.
 * @throws FormatError
 */
export function checkRegistry(indexBytes: Uint8Array, contentBytes: number): void {
  const index = readIndex(indexBytes, contentBytes);
  const manifests = new Map(index?.manifests.map(([digest]) => [digest, new Uint8Array()]));
  for (const one of index?.repositories ?? []) fromRecord(one, manifests);
}

function itemsOf(contents: ReadonlyMap<Digest, Uint8Array>): readonly Item[] {
  return [...contents].map(([digest, { length }]) => [digest, length]);
}

function inPages(contents: readonly Uint8Array[]): Uint8Array {
  const pages = contents.reduce((sum, { length }) => sum + pagesFor(length), 0);
  const content = new Uint8Array(pages * PAGE_BYTES);
  let at = 0;
  for (const bytes of contents) {
    content.set(bytes, at);
    at += pagesFor(bytes.length) * PAGE_BYTES;
  }
  return content;
}

function toRecord({ name, tags, manifests, blobs }: RepositoryData): RepositoryRecord {
  return {
    name,
    tags: Object.entries(tags),
    manifests: manifests.map(({ digest, mediaType }) => [digest, mediaType]),
    blobs,
  };
}

function fromRecord(
  { name, tags, manifests, blobs }: RepositoryRecord,
  contents: ReadonlyMap<Digest, Uint8Array>,
): RepositoryData {
  const found = manifests.map(([digest, mediaType]) => {
    const bytes = contents.get(digest);
    if (bytes === undefined) throw new FormatError(PART, 'names a manifest that it does not have');
    return { digest, mediaType, bytes };
  });
  return { name, tags: Object.fromEntries(tags), manifests: found, blobs };
}

function readIndex(bytes: Uint8Array, contentBytes: number): RegistryIndex | undefined {
  const fields = bytes.length === 0 ? {} : checks.object(checks.parse(bytes), 'index');
  const list = (name: keyof RegistryIndex) =>
    bytes.length === 0 ? [] : checks.list(fields[name], name, REGISTRY_LIMITS.entries);
  const [blobs, manifests] = [list('blobs').map(readItem), list('manifests').map(readItem)];
  const pages = [...blobs, ...manifests].reduce((sum, [, length]) => sum + pagesFor(length), 0);
  if (pages * PAGE_BYTES !== contentBytes) {
    throw new FormatError(PART, 'has content of another length than it announces');
  }
  const repositories = list('repositories').map(readRepository);
  return bytes.length === 0 ? undefined : { blobs, manifests, repositories };
}

function readItem(value: unknown): Item {
  const [digest, bytes] = checks.list(value, 'contents', 2);
  return [readDigest(digest), checks.whole(bytes, 'bytes', REGISTRY_LIMITS.bytes)];
}

function readRepository(value: unknown): RepositoryRecord {
  const fields = checks.object(value, 'repositories');
  const list = (name: keyof RepositoryRecord) =>
    checks.list(fields[name], name, REGISTRY_LIMITS.entries);
  const pairs = (name: keyof RepositoryRecord) =>
    list(name).map((pair) => checks.list(pair, name, 2));
  const name = checks.string(fields['name'], 'name', 255);
  if (!isRepositoryName(name)) throw checks.wrong('name', 'is none');
  return {
    name,
    tags: pairs('tags').map(([tag, digest]) => [readTag(tag), readDigest(digest)]),
    manifests: pairs('manifests').map(([digest, mediaType]) => [
      readDigest(digest),
      checks.string(mediaType, 'mediaType', MAX_MEDIA_TYPE_LENGTH),
    ]),
    blobs: list('blobs').map(readDigest),
  };
}

function readTag(value: unknown): string {
  const tag = checks.string(value, 'tags', 128);
  if (!isTag(tag)) throw checks.wrong('tags', 'are not as they must be');
  return tag;
}

function readDigest(value: unknown): Digest {
  return checks.text(value, 'digest', DIGEST);
}
