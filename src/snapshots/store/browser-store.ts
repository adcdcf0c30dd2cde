import { ChangeChannel } from './change-channel.ts';
import { Database } from './database.ts';
import { DATABASE_NAME } from './database-name.ts';
import { IdbSnapshotStore } from './idb-snapshot-store.ts';
import { openWriteLock } from './write-lock.ts';
import { openWriteMark } from './write-mark.ts';

/**
 * How long the database may be silent within one transaction. Writing a whole snapshot to a slow disk takes seconds; a database
 * that the browser has lost answers never.
 */
const DEADLINE_MS = 30_000;

/** The store in this browser. Everything that the browser may lack is looked for when it is needed. */
export function openBrowserStore(name = DATABASE_NAME): IdbSnapshotStore {
  return new IdbSnapshotStore({
    database: new Database({ name, deadlineMs: DEADLINE_MS, factory: () => self.indexedDB }),
    // Both exist only in secure contexts, whatever the types say.
    lock: openWriteLock(name, navigator.locks as LockManager | undefined),
    mark: openWriteMark(name, navigator.storage as StorageManager | undefined),
    gauge: navigator.storage as StorageManager | undefined,
    channel: new ChangeChannel(name),
    now: Date.now,
    newId,
  });
}

/** 128 random bits. (`randomUUID` exists only in secure contexts.) */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
