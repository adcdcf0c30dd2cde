import { withDeadline } from '../machine/deadline.ts';
import { DATABASE_NAME } from './store/database-name.ts';

/** The learner waits for the answer: a browser that has lost its databases gives none. */
const ANSWER_DEADLINE_MS = 1_000;

/**
 * Whether an earlier visit has left a database of snapshots, without anything of them being loaded. False where the browser
 * does not tell (Firefox before 126) or refuses to.
 */
export async function hasEarlierSnapshots(): Promise<boolean> {
  try {
    const databases = await withDeadline(listDatabases(), ANSWER_DEADLINE_MS);
    return databases.some(({ name }) => name === DATABASE_NAME);
  } catch {
    return false; // refused, as in a frame of another site, or no answer
  }
}

async function listDatabases(): Promise<readonly IDBDatabaseInfo[]> {
  return (await indexedDB.databases?.()) ?? [];
}
