import engineUrl from 'v86/build/v86.wasm?url';
import { type Deferred, defer } from '../support/deferred.ts';
import type { Disposer } from '../support/disposables.ts';
import { Emitter } from '../support/emitter.ts';
import type { Answers, PageMessage, StatusData, WorkerMessage } from './contract.ts';
import { fromErrorData, MachineError } from './errors.ts';
import type {
  BootMode,
  ExecOptions,
  ExecResult,
  Machine,
  MachineStatus,
  MachineTerminal,
  TerminalOptions,
} from './machine.ts';
import { requireMemorySize } from './memory-size.ts';
import { RemoteNetwork } from './remote-network.ts';
import { RemoteTerminal } from './remote-terminal.ts';

/** What a machine needs to know of the page. */
export interface V86MachineOptions {
  /** The folder above `image/`. */
  readonly baseUrl: URL;
  readonly bootMode: BootMode;
  /** Memory of the machine, only with a cold boot; absent: what the image was made for. */
  readonly memoryBytes?: number;
}

/** The page's end of `contract.ts`: a machine that runs in a worker of its own. */
export class V86Machine implements Machine {
  /** Servers in the guest, and what was pushed to the lab's registry. */
  readonly network: RemoteNetwork;
  readonly #worker: Worker;
  readonly #statusChanges = new Emitter<MachineStatus>();
  readonly #pending = new Map<number, Deferred<unknown>>();
  readonly #terminals = new Map<number, RemoteTerminal>();
  #status: MachineStatus = { state: 'idle' };
  #nextRequest = 1;
  #ended: MachineError | undefined;

  /** @throws RangeError for a `memoryBytes` that the machine cannot have */
  constructor(options: V86MachineOptions) {
    requireMemorySize(options.bootMode, options.memoryBytes);
    this.network = new RemoteNetwork(
      (make, signal) => this.#cancellable('cancel', make, signal),
      (message) => this.#send(message),
    );
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    this.#worker.addEventListener('message', (event: MessageEvent<WorkerMessage>) =>
      this.#receive(event.data),
    );
    this.#worker.addEventListener('error', (event) => this.#workerFailed(event.message));
    this.#worker.addEventListener('messageerror', () =>
      this.#workerFailed('a message could not be read'),
    );
    this.#send({
      type: 'create',
      baseUrl: options.baseUrl.href,
      engineUrl: new URL(engineUrl, import.meta.url).href,
      bootMode: options.bootMode,
      ...(options.memoryBytes !== undefined && { memoryBytes: options.memoryBytes }),
    });
  }

  get status(): MachineStatus {
    return this.#status;
  }

  onStatusChange(listener: (status: MachineStatus) => void): Disposer {
    return this.#statusChanges.on(listener);
  }

  async start(): Promise<void> {
    await this.#request((request) => ({ type: 'start', request }));
  }

  async reset(): Promise<void> {
    await this.#request((request) => ({ type: 'reset', request }));
  }

  async openTerminal({ columns, rows, argv, env, cwd }: TerminalOptions): Promise<MachineTerminal> {
    const options = {
      columns,
      rows,
      ...(argv && { argv }),
      ...(env && { env }),
      ...(cwd && { cwd }),
    };
    let terminal: RemoteTerminal | undefined;
    try {
      const answer = await this.#request<Answers['openTerminal']>((request) => {
        // Known before it is answered: its first output may overtake the answer.
        terminal = new RemoteTerminal(request, (message) => this.#send(message));
        this.#terminals.set(request, terminal);
        return { type: 'openTerminal', request, options };
      });
      return required(terminal).opened(answer.pid);
    } catch (error) {
      if (terminal) this.#terminals.delete(terminal.number);
      throw error;
    }
  }

  async exec(
    script: string | readonly string[],
    { signal, ...rest }: ExecOptions = {},
  ): Promise<ExecResult> {
    return this.#cancellable(
      'cancelExec',
      (request) => ({ type: 'exec', request, options: { script, ...rest } }),
      signal,
    );
  }

  destroy(): void {
    this.#end(new MachineError('machine-destroyed', 'the machine was destroyed'));
  }

  #request<T>(make: (request: number) => PageMessage): Promise<T> {
    if (this.#ended) return Promise.reject(this.#ended);
    const request = this.#nextRequest++;
    const deferred = defer<unknown>();
    this.#pending.set(request, deferred);
    this.#send(make(request));
    return deferred.promise as Promise<T>;
  }

  /** A request that the signal takes back: the worker is told, and nobody waits for what it says to that. */
  async #cancellable<T>(
    type: 'cancel' | 'cancelExec',
    make: (request: number) => PageMessage,
    signal?: AbortSignal,
  ): Promise<T> {
    signal?.throwIfAborted();
    let number = 0;
    const result = this.#request<T>((request) => {
      number = request;
      return make(request);
    });
    const abort = () => {
      this.#send({ type, request: number });
      this.#pending.get(number)?.reject(signal?.reason);
    };
    signal?.addEventListener('abort', abort);
    return result.finally(() => signal?.removeEventListener('abort', abort));
  }

  #send(message: PageMessage): void {
    if (this.#ended === undefined) this.#worker.postMessage(message);
  }

  #receive(message: WorkerMessage): void {
    switch (message.type) {
      case 'status':
        this.#setStatus(fromStatusData(message.status));
        return;
      case 'answer':
        this.#take(message.request)?.resolve(message.value);
        return;
      case 'failure':
        this.#take(message.request)?.reject(fromErrorData(message.error));
        return;
      case 'output':
        this.#terminals.get(message.terminal)?.receive(message.bytes);
        return;
      case 'body':
        this.network.receive(message.request, message.part);
        return;
      case 'ended':
        this.#terminals.get(message.terminal)?.finish(message.end);
        this.#terminals.delete(message.terminal);
    }
  }

  #take(request: number): Deferred<unknown> | undefined {
    const deferred = this.#pending.get(request);
    this.#pending.delete(request);
    return deferred;
  }

  #workerFailed(detail: string): void {
    const message = `the machine's worker failed: ${detail || 'its script could not be loaded'}`;
    this.#end(new MachineError('worker-died', message));
  }

  #end(error: MachineError): void {
    if (this.#ended) return;
    this.#ended = error;
    this.#worker.terminate();
    for (const deferred of this.#pending.values()) deferred.reject(error);
    this.#pending.clear();
    for (const terminal of this.#terminals.values()) terminal.finish({ how: 'lost' });
    this.#terminals.clear();
    this.network.fail(error);
    if (error.code !== 'machine-destroyed') this.#setStatus({ state: 'failed', error });
  }

  #setStatus(status: MachineStatus): void {
    this.#status = status;
    this.#statusChanges.emit(status);
  }
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a request was answered that was never made');
  return value;
}

function fromStatusData(status: StatusData): MachineStatus {
  return status.state === 'failed' ? { ...status, error: fromErrorData(status.error) } : status;
}
