import type { MachineCapture } from '../machine/capture.ts';
import { type Deferred, defer } from '../support/deferred.ts';
import type { Disposer } from '../support/disposables.ts';
import { Emitter } from '../support/emitter.ts';
import type { StoreCall, StoreCalls, StorePageMessage, StoreWorkerMessage } from './contract.ts';
import { fromSnapshotErrorData, SnapshotError } from './errors.ts';
import { pushedArrays } from './pushed-arrays.ts';
import type { ImageFacts, SnapshotList, SnapshotSummary, StorageFacts } from './snapshot.ts';
import type {
  ImportOutcome,
  SnapshotDraft,
  SnapshotFile,
  SnapshotStore,
  StoredSnapshot,
  StoreOptions,
} from './snapshot-store.ts';

interface PendingCall {
  readonly answer: Deferred<unknown>;
  readonly onProgress: StoreOptions['onProgress'];
}

/** What the store needs of a worker. */
export type StoreWorker = Pick<Worker, 'postMessage' | 'addEventListener' | 'terminate'>;

/**
 * The page's end of `contract.ts`: a store in a worker of its own, so that neither the page nor the machine is held up. The
 * worker is started by the first call, and again by the next one when it has died.
 */
export class WorkerSnapshotStore implements SnapshotStore {
  readonly #createWorker: () => StoreWorker;
  readonly #pending = new Map<number, PendingCall>();
  readonly #changes = new Emitter<void>();
  #worker: StoreWorker | undefined;
  #nextRequest = 1;
  #closed = false;

  constructor(createWorker: () => StoreWorker = startWorker) {
    this.#createWorker = createWorker;
  }

  list(): Promise<SnapshotList> {
    return this.#call('list', []);
  }

  save(draft: SnapshotDraft, options?: StoreOptions): Promise<SnapshotSummary> {
    return this.#call('save', [draft], options, buffersOf(draft.capture));
  }

  load(id: string, options?: StoreOptions): Promise<StoredSnapshot> {
    return this.#call('load', [id], options);
  }

  rename(id: string, label: string): Promise<void> {
    return this.#call('rename', [id, label]);
  }

  remove(id: string): Promise<void> {
    return this.#call('remove', [id]);
  }

  bringBack(id: string): Promise<void> {
    return this.#call('bringBack', [id]);
  }

  collect(ids: readonly string[], graceMs: number): Promise<number> {
    return this.#call('collect', [ids, graceMs]);
  }

  exportFile(id: string, options?: StoreOptions): Promise<SnapshotFile> {
    return this.#call('exportFile', [id], options);
  }

  importFile(
    file: Blob,
    images: readonly ImageFacts[],
    options?: StoreOptions,
  ): Promise<ImportOutcome> {
    return this.#call('importFile', [file, images], options);
  }

  facts(): Promise<StorageFacts> {
    return this.#call('facts', []);
  }

  onChange(listener: () => void): Disposer {
    return this.#changes.on(listener);
  }

  close(): void {
    this.#closed = true;
    this.#end(closedError());
  }

  async #call<Name extends keyof StoreCalls>(
    name: Name,
    args: StoreCalls[Name]['args'],
    { signal, onProgress }: StoreOptions = {},
    transfer: Transferable[] = [],
  ): Promise<StoreCalls[Name]['value']> {
    signal?.throwIfAborted();
    if (this.#closed) throw closedError();
    const request = this.#nextRequest++;
    const answer = defer<unknown>();
    this.#pending.set(request, { answer, onProgress });
    const cancel = () => {
      if (!this.#pending.delete(request)) return;
      this.#worker?.postMessage({ type: 'cancel', request } satisfies StorePageMessage);
      answer.reject(signal?.reason);
    };
    signal?.addEventListener('abort', cancel);
    try {
      this.#send({ type: 'call', request, name, args } as StoreCall, transfer);
      return (await answer.promise) as StoreCalls[Name]['value'];
    } finally {
      this.#pending.delete(request);
      signal?.removeEventListener('abort', cancel);
    }
  }

  #send(call: StoreCall, transfer: Transferable[]): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage(call, transfer);
  }

  #start(): StoreWorker {
    const worker = this.#createWorker();
    worker.addEventListener('message', ({ data }: MessageEvent<StoreWorkerMessage>) => {
      if (worker === this.#worker) this.#receive(data);
    });
    const died = (detail: string) => {
      if (worker === this.#worker) this.#end(diedError(detail));
    };
    worker.addEventListener('error', ({ message }) => died(message));
    worker.addEventListener('messageerror', () => died('a message could not be read'));
    return worker;
  }

  #receive(message: StoreWorkerMessage): void {
    if (message.type === 'changed') {
      this.#changes.emit();
      return;
    }
    const call = this.#pending.get(message.request);
    switch (message.type) {
      case 'answer':
        call?.answer.resolve(message.value);
        return;
      case 'failure':
        call?.answer.reject(fromSnapshotErrorData(message.error));
        return;
      case 'progress':
        call?.onProgress?.(message.progress);
    }
  }

  #end(error: SnapshotError): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const { answer } of this.#pending.values()) answer.reject(error);
    this.#pending.clear();
  }
}

function startWorker(): Worker {
  return new Worker(new URL('./snapshot-worker.ts', import.meta.url), { type: 'module' });
}

/** Only buffers that belong to an array as a whole: another's memory is not taken away. */
function buffersOf(capture: MachineCapture): ArrayBuffer[] {
  const { pages, pageNumbers, zeroPages, devices, registry } = capture;
  const arrays = [pages, pageNumbers, zeroPages, devices, ...pushedArrays(registry)];
  const whole = arrays.filter(({ byteLength, buffer }) => byteLength === buffer.byteLength);
  return [...new Set(whole.map(({ buffer }) => buffer as ArrayBuffer))];
}

function diedError(detail: string): SnapshotError {
  const message = `the worker that keeps snapshots failed: ${detail || 'its script could not be loaded'}`;
  return new SnapshotError('worker-died', message);
}

function closedError(): SnapshotError {
  return new SnapshotError('closed', 'the snapshots were closed');
}
