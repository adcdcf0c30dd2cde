import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StorePageMessage, StoreWorkerMessage } from '../../src/snapshots/contract.ts';
import { SnapshotError } from '../../src/snapshots/errors.ts';
import {
  type StoreWorker,
  WorkerSnapshotStore,
} from '../../src/snapshots/worker-snapshot-store.ts';
import { codeOf, sampleDraft, sampleRegistry } from './samples.ts';

/** A worker that answers when the test says so. */
class FakeWorker implements StoreWorker {
  readonly heard: StorePageMessage[] = [];
  readonly transferred: Transferable[][] = [];
  readonly terminate = vi.fn();
  readonly #listeners = new Map<string, (event: unknown) => void>();

  addEventListener(type: string, listener: unknown): void {
    this.#listeners.set(type, listener as (event: unknown) => void);
  }

  postMessage(message: StorePageMessage, transfer: unknown = []): void {
    this.heard.push(message);
    this.transferred.push(transfer as Transferable[]);
  }

  say(message: StoreWorkerMessage): void {
    this.#listeners.get('message')?.({ data: message });
  }

  fail(message: string): void {
    this.#listeners.get('error')?.({ message });
  }
}

let workers: FakeWorker[];
let store: WorkerSnapshotStore;
beforeEach(() => {
  workers = [];
  store = new WorkerSnapshotStore(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  });
});
afterEach(() => store.close());

describe("the page's end of the contract", () => {
  it('starts no worker before something is asked', () => {
    expect(workers).toHaveLength(0);
    void codeOf(store.list());
    void codeOf(store.facts());
    expect(workers).toHaveLength(1);
  });

  it('gives every call its own answer, in whatever order they come', async () => {
    const [one, two] = [store.collect(['a'], 5), store.remove('b')];
    expect(workers[0]?.heard).toMatchObject([
      { type: 'call', request: 1, name: 'collect', args: [['a'], 5] },
      { type: 'call', request: 2, name: 'remove', args: ['b'] },
    ]);
    workers[0]?.say({ type: 'answer', request: 2, value: undefined });
    workers[0]?.say({ type: 'answer', request: 1, value: 77 });
    expect(await two).toBeUndefined();
    expect(await one).toBe(77);
  });

  it('puts errors together again, with what they are about', async () => {
    const loading = store.load('x');
    const error = {
      code: 'record-damaged' as const,
      message: 'm',
      subject: 's',
      numbers: { a: 1 },
    };
    workers[0]?.say({ type: 'failure', request: 1, error });
    await expect(loading).rejects.toMatchObject(error);
    await expect(loading).rejects.toBeInstanceOf(SnapshotError);
  });

  it('tells progress and changes', async () => {
    const [progressed, changed] = [vi.fn(), vi.fn()];
    store.onChange(changed);
    const saving = store.save(sampleDraft(), { onProgress: progressed });
    const progress = { phase: 'hashing' as const, done: 1, total: 2 };
    workers[0]?.say({ type: 'progress', request: 1, progress });
    workers[0]?.say({ type: 'changed' });
    expect(progressed).toHaveBeenCalledExactlyOnceWith(progress);
    expect(changed).toHaveBeenCalledOnce();
    workers[0]?.say({ type: 'answer', request: 1, value: undefined });
    await saving;
  });

  it('hands the memory of a capture over, and leaves parts of larger buffers where they are', () => {
    const draft = sampleDraft();
    const devices = new Uint8Array(100).subarray(10, 20);
    void codeOf(store.save({ ...draft, capture: { ...draft.capture, devices } }));
    const { pages, pageNumbers, zeroPages } = draft.capture;
    expect(workers[0]?.transferred[0]).toEqual([
      pages.buffer,
      pageNumbers.buffer,
      zeroPages.buffer,
    ]);
  });

  it('hands over what was pushed as well', () => {
    const draft = sampleDraft();
    const registry = sampleRegistry([500]);
    void codeOf(store.save({ ...draft, capture: { ...draft.capture, registry } }));
    const pushed = [...registry.blobs, ...registry.repositories.flatMap((one) => one.manifests)];
    expect(pushed).toHaveLength(3);
    expect(workers[0]?.transferred[0]).toEqual(
      expect.arrayContaining(pushed.map(({ bytes }) => bytes.buffer)),
    );
  });

  it('rejects a cancelled call at once with the reason, and tells the worker', async () => {
    const abort = new AbortController();
    const loading = store.load('x', { signal: abort.signal });
    const reason = new Error('enough');
    abort.abort(reason);
    await expect(loading).rejects.toBe(reason);
    expect(workers[0]?.heard.at(-1)).toEqual({ type: 'cancel', request: 1 });
    workers[0]?.say({ type: 'answer', request: 1, value: 3 });
    await expect(store.load('x', { signal: abort.signal })).rejects.toBe(reason);
    expect(workers[0]?.heard).toHaveLength(2);
  });

  it('rejects what is pending when the worker dies, and starts another for the next call', async () => {
    const [one, two] = [codeOf(store.list()), codeOf(store.load('x'))];
    workers[0]?.fail('out of memory');
    expect([await one, await two]).toEqual(['worker-died', 'worker-died']);
    expect(workers[0]?.terminate).toHaveBeenCalled();
    const next = store.collect([], 0);
    expect(workers).toHaveLength(2);
    // The dead one is not listened to any more.
    workers[0]?.say({ type: 'answer', request: 3, value: 1 });
    workers[1]?.say({ type: 'answer', request: 3, value: 2 });
    expect(await next).toBe(2);
  });

  it('rejects everything once it is closed', async () => {
    const listing = codeOf(store.list());
    store.close();
    expect(await listing).toBe('closed');
    expect(await codeOf(store.list())).toBe('closed');
    expect(workers).toHaveLength(1);
    expect(workers[0]?.terminate).toHaveBeenCalled();
  });
});
