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
import { FormatError } from './format-error.ts';
import { MANIFEST_LIMITS, type PackReference, type SnapshotManifest } from './manifest.ts';
import { MAX_PACK_PAGES, packHeaderBytes } from './pack.ts';

/** A manifest without its tables, and how long those are. */
export interface ManifestFacts
  extends Omit<SnapshotManifest, 'pageNumbers' | 'zeroPages' | 'contents'> {
  readonly counts: {
    readonly pages: number;
    readonly zeroPages: number;
    readonly deviceBytes: number;
    readonly pageStateBytes: number;
  };
}

const SHA256 = /^[0-9a-f]{64}$/;
const ID = /^[\w-]{1,64}$/;
const MAX_NAME_LENGTH = 200;
const MAX_TIME = 8.64e15;

/**
 * Reads the JSON part of a manifest: every field has its type and its bounds, unknown ones are ignored.
 * @throws FormatError naming the field
 */
export function readManifestFacts(bytes: Uint8Array): ManifestFacts {
  const fields = object(parse(bytes), 'header');
  const image = readImage(fields['image']);
  const pageLimit = image.memoryBytes / PAGE_BYTES;
  const counts = object(fields['counts'], 'counts');
  return {
    id: text(fields['id'], 'id', ID),
    kind: readKind(fields['kind']),
    label: string(fields['label'], 'label', MAX_LABEL_LENGTH),
    labId: string(fields['labId'], 'labId', MAX_NAME_LENGTH),
    stepId: string(fields['stepId'], 'stepId', MAX_NAME_LENGTH),
    takenAt: whole(fields['takenAt'], 'takenAt', MAX_TIME),
    ...(fields['removedAt'] !== undefined && {
      removedAt: whole(fields['removedAt'], 'removedAt', MAX_TIME),
    }),
    picture: list(fields['picture'], 'picture', MAX_PICTURE_LINES).map((line) =>
      string(line, 'picture', MAX_PICTURE_COLUMNS),
    ),
    image,
    terminals: list(fields['terminals'], 'terminals', MANIFEST_LIMITS.terminals).map(readTerminal),
    ownBytes: whole(fields['ownBytes'], 'ownBytes', Number.MAX_SAFE_INTEGER),
    packs: list(fields['packs'], 'packs', MANIFEST_LIMITS.packs).map(readPack),
    counts: {
      pages: whole(counts['pages'], 'counts.pages', pageLimit),
      zeroPages: whole(counts['zeroPages'], 'counts.zeroPages', pageLimit),
      deviceBytes: whole(counts['deviceBytes'], 'counts.deviceBytes', MANIFEST_LIMITS.deviceBytes),
      pageStateBytes: whole(
        counts['pageStateBytes'],
        'counts.pageStateBytes',
        MANIFEST_LIMITS.pageStateBytes,
      ),
    },
  };
}

function readImage(value: unknown): ImageFacts {
  const fields = object(value, 'image');
  const memoryBytes = whole(
    fields['memoryBytes'],
    'image.memoryBytes',
    MANIFEST_LIMITS.memoryBytes,
  );
  if (memoryBytes % PAGE_BYTES !== 0)
    throw wrong('image.memoryBytes', 'is no whole number of pages');
  return {
    parent: text(fields['parent'], 'image.parent', SHA256),
    fingerprint: text(fields['fingerprint'], 'image.fingerprint', SHA256),
    memoryBytes,
    profile: string(fields['profile'], 'image.profile', MAX_NAME_LENGTH),
    version: string(fields['version'], 'image.version', MAX_NAME_LENGTH),
  };
}

function readKind(value: unknown): SnapshotKind {
  const kind = SNAPSHOT_KINDS.find((known) => known === value);
  if (kind === undefined) throw wrong('kind', 'is not known');
  return kind;
}

function readTerminal(value: unknown): CapturedTerminal {
  const fields = object(value, 'terminals');
  return {
    number: whole(fields['number'], 'terminals.number', 0xffff),
    pid: whole(fields['pid'], 'terminals.pid', 2 ** 31),
    columns: whole(fields['columns'], 'terminals.columns', 0xffff),
    rows: whole(fields['rows'], 'terminals.rows', 0xffff),
  };
}

function readPack(value: unknown): PackReference {
  const fields = object(value, 'packs');
  const pages = whole(fields['pages'], 'packs.pages', MAX_PACK_PAGES);
  const limit = packHeaderBytes(pages) + pages * PAGE_BYTES;
  return {
    id: text(fields['id'], 'packs.id', SHA256),
    pages,
    bytes: whole(fields['bytes'], 'packs.bytes', limit),
  };
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new FormatError('the header', 'is not JSON', 'damaged', cause);
  }
}

function object(value: unknown, field: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrong(field, 'is not an object');
  }
  return value as Record<string, unknown>;
}

function list(value: unknown, field: string, limit: number): readonly unknown[] {
  if (!Array.isArray(value) || value.length > limit) {
    throw wrong(field, `is not a list of at most ${limit}`);
  }
  return value;
}

function string(value: unknown, field: string, limit: number): string {
  if (typeof value !== 'string' || value.length > limit) {
    throw wrong(field, `is not a text of at most ${limit} characters`);
  }
  return value;
}

function text(value: unknown, field: string, pattern: RegExp): string {
  if (typeof value !== 'string' || !pattern.test(value)) throw wrong(field, 'is not as it must be');
  return value;
}

function whole(value: unknown, field: string, limit: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > limit) {
    throw wrong(field, `is not a whole number from 0 to ${limit}`);
  }
  return value;
}

function wrong(field: string, what: string): FormatError {
  return new FormatError(`the header's ${field}`, what);
}
