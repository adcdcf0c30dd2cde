import { promisifyRequest, type UseStore } from 'idb-keyval';
import { SnapshotError } from '../errors.ts';
import { toStorageError } from './storage-errors.ts';

/** One transaction's view of the records: bytes by key. */
export interface Records {
  get(key: string): Promise<Uint8Array | undefined>;
  has(key: string): Promise<boolean>;
  /** All keys that begin with `prefix`, ascending. */
  keys(prefix: string): Promise<readonly string[]>;
  /** All values of those keys, in the same order. */
  values(prefix: string): Promise<readonly Uint8Array[]>;
  put(key: string, value: Uint8Array): void;
  delete(key: string): void;
}

/** Where the database is, and how long it may take. */
export interface DatabaseOptions {
  readonly name: string;
  /** Gives the browser's databases; it may throw or give nothing where storage is forbidden. */
  readonly factory: () => IDBFactory | undefined;
  /** Milliseconds after which a transaction that says nothing is given up. */
  readonly deadlineMs: number;
}

const STORE = 'records';
const VERSION = 1;

/**
 * The database of the snapshots. A transaction of it has happened altogether or not at all, and a `readwrite` one is on disk
 * (durability `strict`) when its promise resolves. A failed opening is not kept: the next call tries again.
 *
 * The promise given back by `work` may only wait for the records: a transaction ends when nothing of it is pending.
 */
export class Database {
  readonly #options: DatabaseOptions;
  #opening: Promise<IDBDatabase> | undefined;
  #closed = false;

  constructor(options: DatabaseOptions) {
    this.#options = options;
  }

  /** Reads several records at one moment. @throws SnapshotError of the storage */
  read<T>(work: (records: Records) => Promise<T>): Promise<T> {
    return this.#run('readonly', work);
  }

  /** Reads and writes at one moment. When `work` rejects, nothing has happened. @throws SnapshotError of the storage */
  write<T>(work: (records: Records) => Promise<T>): Promise<T> {
    return this.#run('readwrite', work);
  }

  /** Lets go of the database; everything later rejects with `closed`. */
  close(): void {
    this.#closed = true;
    this.#opening?.then(
      (database) => database.close(),
      () => undefined,
    ); // never opened: nothing to close
    this.#opening = undefined;
  }

  async #run<T>(mode: IDBTransactionMode, work: (records: Records) => Promise<T>): Promise<T> {
    let transaction: IDBTransaction | undefined;
    const running = this.#useStore(mode, async (store) => {
      transaction = store.transaction;
      const finished = promisifyRequest(transaction).catch((error: unknown) => {
        // A browser may abort a transaction without a word.
        throw error ?? new DOMException('the transaction was aborted', 'AbortError');
      });
      finished.catch(() => undefined); // waited for below; the work's own failure comes first
      try {
        const value = await work(recordsOf(store));
        await finished;
        return value;
      } catch (error) {
        abort(transaction);
        throw error;
      }
    });
    try {
      return await this.#inTime(running);
    } catch (error) {
      if (transaction) abort(transaction);
      throw toStorageError(error, transaction?.error);
    }
  }

  /** The store function that idb-keyval's own functions take as well. */
  readonly #useStore: UseStore = async (mode, callback) => {
    const begin = async () => {
      const database = await this.#open();
      return database.transaction(STORE, mode, { durability: 'strict' }).objectStore(STORE);
    };
    const store = await begin().catch((error: unknown) => {
      // Closed under our hands, by the browser or for another tab: opened anew, once.
      if (!isClosing(error)) throw error;
      this.#opening = undefined;
      return begin();
    });
    return callback(store);
  };

  #open(): Promise<IDBDatabase> {
    if (this.#closed) return Promise.reject(closedError());
    if (this.#opening === undefined) {
      const opening = openDatabase(this.#options, () => this.#forget(opening));
      opening.catch(() => this.#forget(opening));
      this.#opening = opening;
    }
    return this.#opening;
  }

  #forget(opening: Promise<IDBDatabase>): void {
    if (this.#opening === opening) this.#opening = undefined;
  }

  async #inTime<T>(running: Promise<T>): Promise<T> {
    const { deadlineMs } = this.#options;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      const message = `the database has not answered for ${deadlineMs} ms`;
      timer = setTimeout(() => reject(new SnapshotError('storage-silent', message)), deadlineMs);
    });
    running.catch(() => undefined); // may fail after the deadline, when nobody listens any more
    try {
      return await Promise.race([running, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

function openDatabase(
  { name, factory }: DatabaseOptions,
  onGone: () => void,
): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const databases = factory();
    if (databases === undefined) {
      throw new SnapshotError('storage-refused', 'the browser has no database here');
    }
    const request = databases.open(name, VERSION);
    let given = false;
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onblocked = () => {
      given = true;
      reject(new SnapshotError('storage-blocked', 'another tab holds the database open'));
    };
    request.onerror = () => reject(toStorageError(request.error, undefined, true));
    request.onsuccess = () => {
      const database = request.result;
      if (given) return database.close();
      const leave = () => {
        database.close();
        onGone();
      };
      // Another tab wants to delete it or to bring it to a newer version: it shall not wait for this one.
      database.onversionchange = leave;
      database.onclose = leave;
      resolve(database);
    };
  }).catch((error: unknown) => {
    throw toStorageError(error, undefined, true);
  }) as Promise<IDBDatabase>;
}

function recordsOf(store: IDBObjectStore): Records {
  const range = (prefix: string) => IDBKeyRange.bound(prefix, `${prefix}\uffff`);
  return {
    get: async (key) => toBytes(await promisifyRequest<unknown>(store.get(key))),
    has: async (key) => (await promisifyRequest(store.count(key))) > 0,
    keys: async (prefix) => (await promisifyRequest(store.getAllKeys(range(prefix)))).map(String),
    values: async (prefix) => {
      const values = await promisifyRequest<unknown[]>(store.getAll(range(prefix)));
      return values.map((value) => toBytes(value) ?? new Uint8Array());
    },
    put: (key, value) => void store.put(value, key),
    delete: (key) => void store.delete(key),
  };
}

/** Anything else than bytes was not written by us, and reads as a record that is empty, hence damaged. */
function toBytes(value: unknown): Uint8Array | undefined {
  if (value === undefined) return undefined;
  if (!ArrayBuffer.isView(value)) return new Uint8Array();
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It is over already, one way or the other.
  }
}

function isClosing(error: unknown): boolean {
  return error instanceof Error && error.name === 'InvalidStateError';
}

function closedError(): SnapshotError {
  return new SnapshotError('closed', 'the snapshots were closed');
}
