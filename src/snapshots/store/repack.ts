import { SnapshotError } from '../errors.ts';
import { FormatError } from '../format/format-error.ts';
import { MANIFEST_LIMITS, type SnapshotManifest } from '../format/manifest.ts';
import { decodeManifest, encodeManifest } from '../format/manifest-codec.ts';
import type { Database, Records } from './database.ts';
import { MovedPages } from './moved-pages.ts';
import type { PackRecords } from './pack-records.ts';
import { type PackUse, PackUseCount } from './pack-use.ts';
import { isSameRecord, SNAPSHOTS } from './record-keys.ts';
import { requireRoom, type StorageGauge } from './room.ts';

/** The manifests' records, by key. */
type Manifests = ReadonlyMap<string, Uint8Array>;

/**
 * Packs anew what is still needed of packs that are mostly dead, some at a time: the next call goes on. New packs, manifests
 * and the end of the old packs are one transaction; whoever was reading a snapshot meanwhile finds its manifest changed.
 * Resolves with the bytes that came free; 0 where there is no room for what comes before.
 */
export async function repack(
  database: Database,
  packs: PackRecords,
  gauge: StorageGauge | undefined,
): Promise<number> {
  const before = await database.read(readManifests);
  const dead = await findDead(before, packs);
  if (dead === undefined || dead.length === 0) return 0;
  const moved = await movePages(dead, packs);
  const manifests = await followAll(before, moved);
  if (manifests === undefined) return 0;
  try {
    await requireRoom(sizeOf(moved), gauge);
    return await commit(database, packs, { before, moved, manifests, dead });
  } catch (error) {
    // Only the deleting makes room then, and that has been done.
    if (error instanceof SnapshotError && error.code === 'quota-exceeded') return 0;
    throw error;
  }
}

async function readManifests(records: Records): Promise<Manifests> {
  const [keys, values] = await Promise.all([records.keys(SNAPSHOTS), records.values(SNAPSHOTS)]);
  return new Map(keys.map((key, index) => [key, values[index] ?? new Uint8Array()]));
}

/** Undefined while there is a manifest of a newer Drydock, which may need any page. */
async function findDead(
  manifests: Manifests,
  packs: PackRecords,
): Promise<readonly PackUse[] | undefined> {
  const count = new PackUseCount();
  for (const bytes of manifests.values()) {
    const manifest = await decodeIfWhole(bytes);
    if (manifest === 'unknown') return undefined;
    if (manifest !== 'damaged') count.add(manifest);
  }
  const usable = await packs.usable();
  return count.mostlyDead((id) => usable.has(id));
}

async function decodeIfWhole(bytes: Uint8Array): Promise<SnapshotManifest | 'damaged' | 'unknown'> {
  try {
    return await decodeManifest(bytes);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return error.problem === 'version' ? 'unknown' : 'damaged';
  }
}

async function movePages(dead: readonly PackUse[], packs: PackRecords): Promise<MovedPages> {
  const groups = new Map<string, PackUse[]>();
  for (const use of dead) {
    const users = use.users.join(' ');
    groups.set(users, [...(groups.get(users) ?? []), use]);
  }
  const moved = new MovedPages();
  // A pack that cannot be read is left where it is.
  for (const group of groups.values()) await moved.move(group, (id) => packs.readIfWhole(id));
  return moved;
}

/** The changed manifests; undefined when one would become longer than it may be. */
async function followAll(before: Manifests, moved: MovedPages): Promise<Manifests | undefined> {
  const changed = new Map<string, Uint8Array>();
  for (const [key, bytes] of before) {
    const manifest = await decodeIfWhole(bytes);
    if (typeof manifest !== 'object' || !moved.concerns(manifest)) continue;
    const followed = moved.follow(manifest);
    if (followed.packs.length > MANIFEST_LIMITS.packs) return undefined;
    changed.set(key, await encodeManifest(followed));
  }
  return changed;
}

interface Repacking {
  /** All manifests as they were when the pages were moved. */
  readonly before: Manifests;
  readonly moved: MovedPages;
  readonly manifests: Manifests;
  readonly dead: readonly PackUse[];
}

function commit(
  database: Database,
  packs: PackRecords,
  { before, moved, manifests, dead }: Repacking,
): Promise<number> {
  return database.write(async (records) => {
    // A tab without locks has changed something: the next collection looks anew.
    if (!areSame(await readManifests(records), before)) return 0;
    packs.delete(records, moved.oldPacks);
    packs.put(records, moved.packs);
    for (const [key, bytes] of manifests) records.put(key, bytes);
    const old = dead.filter(({ pack }) => moved.oldPacks.includes(pack.id));
    const oldBytes = old.reduce((sum, { pack }) => sum + pack.bytes, 0);
    return Math.max(0, oldBytes - sizeOf(moved));
  });
}

function areSame(one: Manifests, other: Manifests): boolean {
  if (one.size !== other.size) return false;
  return [...one].every(([key, bytes]) => isSameRecord(bytes, other.get(key)));
}

function sizeOf({ packs }: MovedPages): number {
  return packs.reduce((sum, { header, body }) => sum + header.length + body.length, 0);
}
