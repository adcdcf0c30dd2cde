import { FormatError } from '../format/format-error.ts';
import { peekManifest } from '../format/manifest-codec.ts';
import type { ManifestFacts } from '../format/manifest-fields.ts';
import type { Database, Records } from './database.ts';
import type { PackRecords } from './pack-records.ts';
import { idsOf, SNAPSHOTS } from './record-keys.ts';

/** What is to go: these, and what was removed before that moment (milliseconds since 1970). */
export interface CollectOptions {
  readonly ids: readonly string[];
  readonly before: number;
}

type Peeked = ManifestFacts | 'damaged' | 'unknown';

/**
 * Deletes snapshots for good and then every pack that none needs, all in one transaction. Resolves with the bytes of the
 * packs that only the deleted ones needed.
 */
export function collect(
  database: Database,
  packs: PackRecords,
  { ids, before }: CollectOptions,
): Promise<number> {
  return database.write(async (records) => {
    const all = await peekAll(records);
    const isGone = ([id, found]: readonly [string, Peeked]) =>
      ids.includes(id) || (typeof found === 'object' && (found.removedAt ?? before) < before);
    const gone = all.filter(isGone);
    const kept = all.filter((entry) => !isGone(entry)).map(([, found]) => found);
    for (const [id] of gone) records.delete(SNAPSHOTS + id);
    // What a newer Drydock has written may need any pack.
    if (kept.includes('unknown')) return 0;
    // A damaged one cannot be loaded any more, so nothing is lost with its pages.
    const needed = new Set(packsOf(kept).map(({ id }) => id));
    await packs.keepOnly(records, needed);
    const freed = new Map(
      packsOf(gone.map(([, found]) => found)).map(({ id, bytes }) => [id, bytes]),
    );
    for (const id of needed) freed.delete(id);
    return [...freed.values()].reduce((sum, bytes) => sum + bytes, 0);
  });
}

async function peekAll(records: Records): Promise<readonly (readonly [string, Peeked])[]> {
  const [keys, values] = await Promise.all([records.keys(SNAPSHOTS), records.values(SNAPSHOTS)]);
  return idsOf(keys, SNAPSHOTS).map((id, index) => [id, peek(values[index])] as const);
}

function peek(bytes: Uint8Array = new Uint8Array()): Peeked {
  try {
    return peekManifest(bytes);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return error.problem === 'version' ? 'unknown' : 'damaged';
  }
}

function packsOf(manifests: readonly Peeked[]): ManifestFacts['packs'] {
  return manifests.flatMap((found) => (typeof found === 'object' ? found.packs : []));
}
