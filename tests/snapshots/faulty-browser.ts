import { IDBDatabase, IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { defer } from '../../src/support/deferred.ts';

/**
 * What happens to an operation of the database: it fails at once, it fails later with its transaction, its transaction is never
 * heard of again and takes no effect, or the page dies there.
 */
export type Fault = 'throws' | 'aborts' | 'full' | 'hangs' | 'kills';

export const FAULTS: readonly Fault[] = ['throws', 'aborts', 'full', 'hangs', 'kills'];

/** The faults in force; one page of one test at a time. */
class Faults {
  count = 0;
  died = defer<void>();
  #fault: Fault | undefined;
  #at = Number.POSITIVE_INFINITY;
  #dead = false;

  /** From now on the `at`-th operation (from 1) meets `fault`. */
  arm(fault: Fault, at: number): void {
    Object.assign(this, { count: 0, died: defer<void>() });
    this.#fault = fault;
    this.#at = at;
    this.#dead = false;
  }

  disarm(): void {
    this.#fault = undefined;
    this.#dead = false;
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
}

export const faults = new Faults();

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
  transaction.abort();
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
  transactionOf: (self: unknown) => IDBTransaction | undefined,
): void {
  const real = Reflect.get(prototype, name) as Method;
  const wrapped: Method = function (...args) {
    const fault = faults.meet();
    if (fault === undefined) return real.apply(this, args);
    const transaction = transactionOf(this);
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
  wrap(IDBFactory.prototype, 'open', () => undefined);
  wrap(IDBDatabase.prototype, 'transaction', () => undefined);
  for (const name of ['get', 'count', 'getAll', 'getAllKeys', 'put', 'delete']) {
    wrap(IDBObjectStore.prototype, name, (self) => (self as IDBObjectStore).transaction);
  }
}
