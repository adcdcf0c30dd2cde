import { FormatError } from '../format/format-error.ts';
import type { StoredPages } from '../format/layout-draft.ts';
import { type PackReference, placeOf, type SnapshotManifest } from '../format/manifest.ts';
import { decodeManifest, peekManifest } from '../format/manifest-codec.ts';
import type { ManifestFacts } from '../format/manifest-fields.ts';
import type { PageCatalogue } from '../format/page-catalogue.ts';
import type { ReadEarlier, StoredPage } from '../format/page-deltas.ts';
import { pageOf } from '../format/page-hash.ts';
import type { ImageFacts } from '../snapshot.ts';
import { isKnown } from '../snapshots-state.ts';
import type { Database } from './database.ts';
import type { PackRecords } from './pack-records.ts';
import { SNAPSHOTS } from './record-keys.ts';

type Addresses = ReadonlyMap<number, ReturnType<typeof placeOf>>;

/** Packs that are unpacked at a time; so many MiB. */
const PACKS_AT_ONCE = 4;

/**
 * What a new snapshot of a machine can build on: all pages that are stored, and those that it can differ from. They are those of the
 * snapshot that was saved or restored last, or else of the newest of the same machine.
 */
export async function readStoredPages(
  database: Database,
  packs: PackRecords,
  image: ImageFacts,
  lastId: string | undefined,
): Promise<StoredPages> {
  const catalogue = await packs.catalogue();
  const earlier = await findEarlier(database, image, lastId);
  return { catalogue, readEarlier: earlier && earlierPages(earlier, packs, catalogue) };
}

/** Undefined when there is none that can be read. */
async function findEarlier(
  database: Database,
  image: ImageFacts,
  lastId: string | undefined,
): Promise<SnapshotManifest | undefined> {
  const [last, all] = await database.read(async (records) => {
    const known = lastId === undefined ? undefined : await records.get(SNAPSHOTS + lastId);
    return [known, known ? [] : await records.values(SNAPSHOTS)] as const;
  });
  const bytes = last ?? newestOf(image, all);
  if (bytes === undefined) return undefined;
  try {
    const manifest = await decodeManifest(bytes);
    return isKnown(manifest.image, [image]) ? manifest : undefined;
  } catch (error) {
    // Whoever restores it is told.
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

function newestOf(image: ImageFacts, manifests: readonly Uint8Array[]): Uint8Array | undefined {
  let newest: { readonly takenAt: number; readonly bytes: Uint8Array } | undefined;
  for (const bytes of manifests) {
    const facts = peek(bytes);
    if (!facts || !isKnown(facts.image, [image]) || facts.takenAt < (newest?.takenAt ?? 0))
      continue;
    newest = { takenAt: facts.takenAt, bytes };
  }
  return newest?.bytes;
}

function peek(bytes: Uint8Array): ManifestFacts | undefined {
  try {
    return peekManifest(bytes);
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

/** Reads the pages of a snapshot by their numbers. What cannot be read is left out; whoever restores that snapshot is told. */
function earlierPages(
  manifest: SnapshotManifest,
  records: PackRecords,
  catalogue: PageCatalogue,
): ReadEarlier {
  const addresses = addressesOf(manifest);
  return async (numbers) => {
    const wanted = new Map<PackReference, { readonly number: number; readonly slot: number }[]>();
    for (const number of numbers) {
      const place = addresses.get(number);
      const pack = place && manifest.packs[place.pack];
      if (!pack || !catalogue.has(pack.id)) continue;
      const pages = wanted.get(pack) ?? [];
      wanted.set(pack, pages);
      pages.push({ number, slot: place.slot });
    }
    const found = new Map<number, StoredPage>();
    const waiting = [...wanted];
    const read = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [pack, pages] = next;
        const content = await records.readIfWhole(pack.id);
        if (content === undefined) continue;
        for (const { number, slot } of pages) {
          found.set(number, { pack, slot, content: pageOf(content, slot) });
        }
      }
    };
    await Promise.all(Array.from({ length: PACKS_AT_ONCE }, read));
    return found;
  };
}

/** By the number of the page; of a delta that of what it differs from. */
function addressesOf({ pageNumbers, deltas, contents }: SnapshotManifest): Addresses {
  const addresses = new Map<number, ReturnType<typeof placeOf>>();
  for (const [index, number] of pageNumbers.entries()) {
    addresses.set(number, placeOf(contents.memory.addresses[index] ?? 0));
  }
  for (const [index, number] of (deltas ?? new Uint32Array()).entries()) {
    addresses.set(number, placeOf(contents.bases.addresses[index] ?? 0));
  }
  return addresses;
}
