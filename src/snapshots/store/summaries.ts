import { FormatError } from '../format/format-error.ts';
import type { PackReference, SnapshotManifest } from '../format/manifest.ts';
import { readFacts } from '../format/manifest-codec.ts';
import type { ManifestFacts } from '../format/manifest-fields.ts';
import type { DamagedSnapshot, SnapshotList, SnapshotSummary } from '../snapshot.ts';
import type { Database } from './database.ts';
import { idsOf, SNAPSHOTS } from './record-keys.ts';

/** What the timeline shows of a manifest. */
export function summaryOf(
  facts: Omit<ManifestFacts, 'counts'> | SnapshotManifest,
  exclusive: number,
): SnapshotSummary {
  const { id, kind, label, labId, stepId, takenAt, removedAt, picture, image, ownBytes } = facts;
  return {
    id,
    kind,
    label,
    labId,
    stepId,
    takenAt,
    ...(removedAt !== undefined && { removedAt }),
    picture,
    image,
    bytes: { own: ownBytes, exclusive },
  };
}

/** All snapshots, newest first, and those that cannot be read. */
export async function listSnapshots(database: Database): Promise<SnapshotList> {
  const [keys, values] = await database.read((records) =>
    Promise.all([records.keys(SNAPSHOTS), records.values(SNAPSHOTS)]),
  );
  const ids = idsOf(keys, SNAPSHOTS);
  const read = await Promise.all(values.map((bytes, index) => readRecord(ids[index] ?? '', bytes)));
  const facts = read.filter((one): one is ManifestFacts => 'packs' in one);
  const users = countUsers(facts);
  const snapshots = facts.map((one) =>
    summaryOf(one, sizeOf(one.packs.filter(({ id }) => users.get(id) === 1))),
  );
  return {
    snapshots: snapshots.sort((one, other) => other.takenAt - one.takenAt),
    damaged: read.filter((one): one is DamagedSnapshot => 'code' in one),
  };
}

async function readRecord(id: string, bytes: Uint8Array): Promise<ManifestFacts | DamagedSnapshot> {
  try {
    const facts = await readFacts(bytes);
    return facts.id === id ? facts : { id, code: 'record-damaged' };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return { id, code: error.problem === 'version' ? 'version-unknown' : 'record-damaged' };
  }
}

function countUsers(all: readonly ManifestFacts[]): ReadonlyMap<string, number> {
  const users = new Map<string, number>();
  for (const { packs } of all) {
    for (const { id } of packs) users.set(id, (users.get(id) ?? 0) + 1);
  }
  return users;
}

function sizeOf(packs: readonly PackReference[]): number {
  return packs.reduce((sum, { bytes }) => sum + bytes, 0);
}
