import { PAGE_BYTES } from '../../layers/layer-format.ts';
import type { CapturedTerminal } from '../../machine/capture.ts';
import {
  type ImageFacts,
  MAX_LABEL_LENGTH,
  MAX_PICTURE_COLUMNS,
  MAX_PICTURE_LINES,
  SNAPSHOT_KINDS,
  type SnapshotKind,
} from '../snapshot.ts';
import { FieldChecks } from './field-checks.ts';
import { MANIFEST_LIMITS, type PackReference, type SnapshotManifest } from './manifest.ts';
import { MAX_PACK_PAGES, packHeaderBytes } from './pack.ts';

/** A manifest without its tables, and how long those are. */
export interface ManifestFacts
  extends Omit<
    SnapshotManifest,
    'pageNumbers' | 'zeroPages' | 'patches' | 'deltas' | 'diskCopies' | 'contents'
  > {
  /** SHA-256 that stands for the disk of `counts.diskPages`; absent when there are none. */
  readonly disk?: string;
  readonly counts: {
    readonly pages: number;
    readonly zeroPages: number;
    /** 0 before version 3. */
    readonly diskPages: number;
    /** 0 before version 4. */
    readonly patches: number;
    /** 0 before version 5. */
    readonly deltas: number;
    readonly deviceBytes: number;
    readonly pageStateBytes: number;
    /** Both 0 in version 1. */
    readonly registryIndexBytes: number;
    readonly registryContentBytes: number;
  };
}

const header = new FieldChecks('the header');
const SHA256 = /^[0-9a-f]{64}$/;
const ID = /^[\w-]{1,64}$/;
const MAX_NAME_LENGTH = 200;
const MAX_TIME = 8.64e15;

/**
 * Reads the JSON part of a manifest: every field has its type and its bounds, unknown ones are ignored.
 * @throws FormatError naming the field
 */
export function readManifestFacts(bytes: Uint8Array): ManifestFacts {
  const fields = header.object(header.parse(bytes), 'header');
  const image = readImage(fields['image']);
  const counts = readCounts(fields['counts'], image);
  return {
    id: header.text(fields['id'], 'id', ID),
    kind: readKind(fields['kind']),
    label: header.string(fields['label'], 'label', MAX_LABEL_LENGTH),
    labId: header.string(fields['labId'], 'labId', MAX_NAME_LENGTH),
    stepId: header.string(fields['stepId'], 'stepId', MAX_NAME_LENGTH),
    takenAt: header.whole(fields['takenAt'], 'takenAt', MAX_TIME),
    ...(fields['removedAt'] !== undefined && {
      removedAt: header.whole(fields['removedAt'], 'removedAt', MAX_TIME),
    }),
    picture: header
      .list(fields['picture'], 'picture', MAX_PICTURE_LINES)
      .map((line) => header.string(line, 'picture', MAX_PICTURE_COLUMNS)),
    image,
    terminals: header
      .list(fields['terminals'], 'terminals', MANIFEST_LIMITS.terminals)
      .map(readTerminal),
    ownBytes: header.whole(fields['ownBytes'], 'ownBytes', Number.MAX_SAFE_INTEGER),
    packs: header.list(fields['packs'], 'packs', MANIFEST_LIMITS.packs).map(readPack),
    ...(counts.diskPages > 0 && { disk: header.text(fields['disk'], 'disk', SHA256) }),
    counts,
  };
}

function readCounts(value: unknown, { memoryBytes }: ImageFacts): ManifestFacts['counts'] {
  const fields = header.object(value, 'counts');
  const count = (name: keyof ManifestFacts['counts'], limit: number) =>
    header.whole(fields[name], `counts.${name}`, limit);
  const pages = (name: keyof ManifestFacts['counts']) => count(name, memoryBytes / PAGE_BYTES);
  const bytes = (name: Extract<keyof ManifestFacts['counts'], `${string}Bytes`>) =>
    count(name, MANIFEST_LIMITS[name]);
  const hasRegistry = fields['registryIndexBytes'] !== undefined;
  const registryContentBytes = hasRegistry ? bytes('registryContentBytes') : 0;
  if (registryContentBytes % PAGE_BYTES !== 0) {
    throw header.wrong('counts.registryContentBytes', 'is no whole number of pages');
  }
  return {
    pages: pages('pages'),
    zeroPages: pages('zeroPages'),
    diskPages: fields['diskPages'] === undefined ? 0 : pages('diskPages'),
    patches: fields['patches'] === undefined ? 0 : pages('patches'),
    deltas: fields['deltas'] === undefined ? 0 : pages('deltas'),
    deviceBytes: bytes('deviceBytes'),
    pageStateBytes: bytes('pageStateBytes'),
    registryIndexBytes: hasRegistry ? bytes('registryIndexBytes') : 0,
    registryContentBytes,
  };
}

function readImage(value: unknown): ImageFacts {
  const fields = header.object(value, 'image');
  const memoryBytes = header.whole(
    fields['memoryBytes'],
    'image.memoryBytes',
    MANIFEST_LIMITS.memoryBytes,
  );
  if (memoryBytes % PAGE_BYTES !== 0)
    throw header.wrong('image.memoryBytes', 'is no whole number of pages');
  return {
    parent: header.text(fields['parent'], 'image.parent', SHA256),
    fingerprint: header.text(fields['fingerprint'], 'image.fingerprint', SHA256),
    memoryBytes,
    profile: header.string(fields['profile'], 'image.profile', MAX_NAME_LENGTH),
    version: header.string(fields['version'], 'image.version', MAX_NAME_LENGTH),
  };
}

function readKind(value: unknown): SnapshotKind {
  const kind = SNAPSHOT_KINDS.find((known) => known === value);
  if (kind === undefined) throw header.wrong('kind', 'is not known');
  return kind;
}

function readTerminal(value: unknown): CapturedTerminal {
  const fields = header.object(value, 'terminals');
  return {
    number: header.whole(fields['number'], 'terminals.number', 0xffff),
    pid: header.whole(fields['pid'], 'terminals.pid', 2 ** 31),
    columns: header.whole(fields['columns'], 'terminals.columns', 0xffff),
    rows: header.whole(fields['rows'], 'terminals.rows', 0xffff),
  };
}

function readPack(value: unknown): PackReference {
  const fields = header.object(value, 'packs');
  const pages = header.whole(fields['pages'], 'packs.pages', MAX_PACK_PAGES);
  const limit = packHeaderBytes(pages) + pages * PAGE_BYTES;
  return {
    id: header.text(fields['id'], 'packs.id', SHA256),
    pages,
    bytes: header.whole(fields['bytes'], 'packs.bytes', limit),
  };
}
