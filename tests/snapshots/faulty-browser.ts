import { IDBDatabase, IDBObjectStore } from 'fake-indexeddb';
import { defer } from '../../src/support/deferred.ts';

/**
 * What happens to an operation of the database: it fails at once, it fails later with its transaction, its transaction is never
 * heard of again and takes no effect, or the page dies there.
 */
export type Fault = 'throws' | 'aborts' | 'full' | 'hangs' | 'kills';

export const FAULTS: readonly Fault[] = ['throws', 'aborts', 'full', 'hangs', 'kills'];

/** Which page has opened a database. */
const owners = new WeakMap<object, FaultyPage>();

/** A page of a browser, whose `at`-th operation (from 1) meets `fault`. One that was killed does nothing any more, ever. */
export class FaultyPage {
  /** Operations so far. */
  count = 0;
  readonly died = defer<void>();
  readonly #browser: IDBFactory;
  readonly #fault: Fault;
  readonly #at: number;
  #dead = false;

  constructor(browser: IDBFactory, fault: Fault, at: number) {
    this.#browser = browser;
    this.#fault = fault;
    this.#at = at;
  }

  /** The browser's databases as this page sees them. */
  get databases(): IDBFactory {
    return { open: (name: string, version: number) => this.#open(name, version) } as IDBFactory;
  }

  /** Counts an operation; the fault that it meets. */
  meet(): Fault | undefined {
    if (this.#dead) return 'kills';
    this.count++;
    if (this.count !== this.#at) return undefined;
    this.#dead = this.#fault === 'kills';
    if (this.#dead) this.died.resolve();
    return this.#fault;
  }

  #open(name: string, version: number): IDBOpenDBRequest {
    const fault = this.meet();
    if (fault !== undefined) return act(fault, undefined) as IDBOpenDBRequest;
    const request = this.#browser.open(name, version);
    request.addEventListener('success', () => owners.set(request.result, this));
    return request;
  }
}

/** Answers to everything, and nothing ever comes of it. */
const limbo: unknown = new Proxy(() => {}, {
  get: (_target, name) => (name === 'then' ? undefined : limbo),
  set: () => true,
  apply: () => limbo,
});

/** Takes a transaction back without a word to anybody. */
function silence(transaction: IDBTransaction): void {
  const requests = (transaction as unknown as { _requests: { request: IDBRequest }[] })._requests;
  for (const { request } of requests) Object.assign(request, { onsuccess: null, onerror: null });
  Object.assign(transaction, { oncomplete: null, onabort: null, onerror: null });
  try {
    transaction.abort();
  } catch {
    // It was taken back before.
  }
}

function act(fault: Fault, transaction: IDBTransaction | undefined): unknown {
  switch (fault) {
    case 'throws':
      throw new DOMException('out of order', 'UnknownError');
    case 'full':
      throw new DOMException('no room', 'QuotaExceededError');
    case 'aborts':
      if (!transaction) throw new DOMException('out of order', 'UnknownError');
      return undefined;
    case 'hangs':
    case 'kills':
      if (transaction) silence(transaction);
      return limbo;
  }
}

type Method = (this: unknown, ...args: unknown[]) => unknown;

function wrap(
  prototype: object,
  name: string,
  databaseOf: (self: unknown) => { database: object; transaction?: IDBTransaction },
): void {
  const real = Reflect.get(prototype, name) as Method;
  const wrapped: Method = function (...args) {
    const { database, transaction } = databaseOf(this);
    const fault = owners.get(database)?.meet();
    if (fault === undefined) return real.apply(this, args);
    const given = act(fault, transaction);
    if (given !== undefined) return given;
    const request = real.apply(this, args);
    transaction?.abort();
    return request;
  };
  Reflect.set(prototype, name, wrapped);
}

/** Puts the faults between the store and the fake database. */
export function installFaults(): void {
  wrap(IDBDatabase.prototype, 'transaction', (self) => ({ database: self as object }));
  for (const name of ['get', 'count', 'getAll', 'getAllKeys', 'put', 'delete']) {
    wrap(IDBObjectStore.prototype, name, (self) => {
      const { transaction } = self as IDBObjectStore;
      return { database: transaction.db, transaction };
    });
  }
}
