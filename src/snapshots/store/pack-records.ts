import { SnapshotError, type SnapshotErrorCode } from '../errors.ts';
import { FormatError } from '../format/format-error.ts';
import { type Pack, readPackHeader, unpack } from '../format/pack.ts';
import { PageCatalogue } from '../format/page-catalogue.ts';
import type { Database, Records } from './database.ts';
import { DAMAGED_PACKS, idsOf, PACK_BODIES, PACK_HEADERS } from './record-keys.ts';
import { toRecordError } from './storage-errors.ts';

/** What is wrong with a pack that others can do without; whoever loads a snapshot that needs it is told. */
const UNREADABLE: readonly SnapshotErrorCode[] = [
  'record-damaged',
  'record-missing',
  'version-unknown',
];

/** The packs in the database, and what is known of their pages. */
export class PackRecords {
  /** Of packs whose header was read; packs never change, so nothing is read twice. */
  readonly #catalogue = new PageCatalogue();
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Where every page is that can be built on, as of now. */
  async catalogue(): Promise<PageCatalogue> {
    const { present, headers } = await this.#database.read(async (records) => {
      const ids = await usablePacks(records);
      const unknown = ids.filter((id) => !this.#catalogue.has(id));
      const read = unknown.map(async (id) => ({ id, bytes: await records.get(PACK_HEADERS + id) }));
      return { present: new Set(ids), headers: await Promise.all(read) };
    });
    this.#catalogue.keepOnly(present);
    for (const { id, bytes } of headers) await this.#learn(id, bytes);
    return this.#catalogue;
  }

  /** Ids of the packs that are whole, as far as is known. */
  async usable(): Promise<ReadonlySet<string>> {
    return new Set(await this.#database.read(usablePacks));
  }

  /**
   * The pages of a pack, checked.
   * @throws SnapshotError `record-missing`, `record-damaged`
   */
  async read(id: string): Promise<Uint8Array> {
    const [header, body] = await this.#database.read((records) =>
      Promise.all([records.get(PACK_HEADERS + id), records.get(PACK_BODIES + id)]),
    );
    if (header === undefined || body === undefined) {
      const message = `a pack that a snapshot needs is gone: ${id.slice(0, 12)}`;
      throw new SnapshotError('record-missing', message, { subject: PACK_BODIES + id });
    }
    try {
      return await unpack(await readPackHeader(header, id), body, id);
    } catch (error) {
      // A mark that cannot be written changes nothing about what is wrong.
      if (error instanceof FormatError) await this.#shun(id).catch(() => undefined);
      throw toRecordError(error, PACK_BODIES + id);
    }
  }

  /** The same for whoever can do without: undefined for a pack that is gone or damaged. */
  async readIfWhole(id: string): Promise<Uint8Array | undefined> {
    try {
      return await this.read(id);
    } catch (error) {
      if (error instanceof SnapshotError && UNREADABLE.includes(error.code)) return undefined;
      throw error;
    }
  }

  /** The first of these packs that is not there; within a transaction that relies on them. */
  async missing(records: Records, ids: readonly string[]): Promise<string | undefined> {
    const there = await Promise.all(
      ids.flatMap((id) => [records.has(PACK_HEADERS + id), records.has(PACK_BODIES + id)]),
    );
    return ids[Math.floor(there.indexOf(false) / 2)];
  }

  /** Writes packs, within a transaction. */
  put(records: Records, packs: readonly Pack[]): void {
    for (const { id, header, body } of packs) {
      records.put(PACK_HEADERS + id, header);
      records.put(PACK_BODIES + id, body);
      records.delete(DAMAGED_PACKS + id);
    }
  }

  /** Deletes packs, within a transaction. */
  delete(records: Records, ids: readonly string[]): void {
    for (const id of ids) {
      for (const prefix of [PACK_HEADERS, PACK_BODIES, DAMAGED_PACKS]) records.delete(prefix + id);
    }
  }

  /** Deletes all packs but these, within a transaction. */
  async keepOnly(records: Records, ids: ReadonlySet<string>): Promise<void> {
    for (const prefix of [PACK_HEADERS, PACK_BODIES, DAMAGED_PACKS]) {
      for (const id of idsOf(await records.keys(prefix), prefix)) {
        if (!ids.has(id)) records.delete(prefix + id);
      }
    }
  }

  async #learn(id: string, bytes: Uint8Array | undefined): Promise<void> {
    try {
      const header = await readPackHeader(bytes ?? new Uint8Array(), id);
      this.#catalogue.add(id, header, (bytes?.length ?? 0) + header.bodyBytes);
    } catch (error) {
      // What cannot be read is not built on; whoever needs it is told when it is loaded.
      if (!(error instanceof FormatError)) throw error;
    }
  }

  /** Keeps new snapshots from building on a damaged pack. One with the same pages that is written again replaces it. */
  async #shun(id: string): Promise<void> {
    await this.#database.write(async (records) =>
      records.put(DAMAGED_PACKS + id, new Uint8Array(1)),
    );
  }
}

async function usablePacks(records: Records): Promise<readonly string[]> {
  const [headers, bodies, damaged] = await Promise.all([
    records.keys(PACK_HEADERS),
    records.keys(PACK_BODIES),
    records.keys(DAMAGED_PACKS),
  ]);
  const whole = new Set(idsOf(bodies, PACK_BODIES));
  for (const id of idsOf(damaged, DAMAGED_PACKS)) whole.delete(id);
  return idsOf(headers, PACK_HEADERS).filter((id) => whole.has(id));
}
