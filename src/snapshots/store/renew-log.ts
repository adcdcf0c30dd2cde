import type { Database } from './database.ts';
import { FILLER } from './record-keys.ts';

/** A record's bytes: browsers put larger ones into files of their own. */
const RECORD_BYTES = 60_000;
const RECORDS_AT_ONCE = 10;
/** 6 MB in all: LevelDB begins a new log when the old one has 4 (`write_buffer_size` of Chromium's databases). */
const TRANSACTIONS = 10;

/**
 * Has the database begin a new log, and drop the one that it goes on writing to.
 *
 * Chromium keeps its databases in LevelDB. A browser that is killed while it writes may leave half a record at the end of LevelDB's log. The
 * next one ignores it, and goes on behind it; the one after that meets it in the middle of the log, takes everything for damaged and begins with
 * an empty database. A log without such a middle is what this is for; on other databases it does nothing but write and delete.
 */
export async function renewLog(database: Database): Promise<void> {
  for (let transaction = 0; transaction < TRANSACTIONS; transaction++) {
    await database.write(async (records) => {
      for (let record = 0; record < RECORDS_AT_ONCE; record++) {
        // Noise: what can be packed fills no log.
        const noise = crypto.getRandomValues(new Uint8Array(RECORD_BYTES));
        records.put(`${FILLER}${transaction}-${record}`, noise);
      }
    });
  }
  await database.write(async (records) => {
    for (const key of await records.keys(FILLER)) records.delete(key);
  });
}
