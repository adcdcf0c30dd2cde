import engineUrl from 'v86/build/v86.wasm?url';
import { type Deferred, defer } from '../support/deferred.ts';
import type { Disposer } from '../support/disposables.ts';
import { Emitter } from '../support/emitter.ts';
import {
  type CaptureOptions,
  capturedBuffers,
  type MachineCapture,
  type TakenCapture,
} from './capture.ts';
import type { Answers, PageMessage, StatusData, WorkerMessage } from './contract.ts';
import { fromErrorData, MachineError } from './errors.ts';
import type {
  BootMode,
  ExecOptions,
  ExecResult,
  Machine,
  MachineStatus,
  MachineTerminal,
  Profile,
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
  /** Absent: `base`. */
  readonly profile?: Profile;
  /** Memory of the machine, only with a cold boot; absent: what the image was made for. */
  readonly memoryBytes?: number;
  /** The machine whose registry this one uses, and which knows it as `production.lab`. It has no other beside it. */
  readonly beside?: V86Machine;
}

/** The page's end of `contract.ts`: a machine that runs in a worker of its own. */
export class V86Machine implements Machine {
  /** Servers in the guest, and what was pushed to the lab's registry. */
  readonly network: RemoteNetwork;
  readonly #worker: Worker;
  readonly #statusChanges = new Emitter<MachineStatus>();
  readonly #pending = new Map<number, Deferred<unknown>>();
  readonly #terminals = new Map<number, RemoteTerminal>();
  /** Whom to tell that the moment of a capture has come, by its request. */
  readonly #moments = new Map<number, () => void>();
  #status: MachineStatus = { state: 'idle' };
  #profile: Profile;
  #nextRequest = 1;
  #ended: MachineError | undefined;
  #neighbour: V86Machine | undefined;

  /** @throws RangeError for a `memoryBytes` that the machine cannot have */
  constructor(options: V86MachineOptions) {
    requireMemorySize(options.bootMode, options.memoryBytes);
    this.#profile = options.profile ?? 'base';
    this.network = new RemoteNetwork(
      (make, signal) => this.#cancellable('cancel', signal, make),
      (message) => this.#send(message),
    );
    this.#worker = new Worker(new URL('./worker-entry.ts', import.meta.url), { type: 'module' });
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
      profile: this.#profile,
      ...(options.memoryBytes !== undefined && { memoryBytes: options.memoryBytes }),
    });
    if (options.beside) this.#joinNetworks(options.beside);
  }

  get status(): MachineStatus {
    return this.#status;
  }

  get profile(): Profile {
    return this.#profile;
  }

  onStatusChange(listener: (status: MachineStatus) => void): Disposer {
    return this.#statusChanges.on(listener);
  }

  async start(): Promise<void> {
    await this.#request((request) => ({ type: 'start', request }));
  }

  async reset(profile?: Profile): Promise<void> {
    this.#profile = profile ?? this.#profile;
    await this.#request((request) => ({ type: 'reset', request, ...(profile && { profile }) }));
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
    return this.#cancellable('cancelExec', signal, (request) => ({
      type: 'exec',
      request,
      options: { script, ...rest },
    }));
  }

  async capture({ signal, onMoment }: CaptureOptions = {}): Promise<TakenCapture> {
    let number = 0;
    try {
      return await this.#cancellable('cancelCapture', signal, (request) => {
        number = request;
        if (onMoment) this.#moments.set(request, onMoment);
        return { type: 'capture', request };
      });
    } finally {
      this.#moments.delete(number);
    }
  }

  async restore(capture: MachineCapture): Promise<readonly MachineTerminal[]> {
    const firstTerminal = this.#nextRequest;
    this.#nextRequest += capture.terminals.length;
    const terminals = capture.terminals.map(({ pid }, index) =>
      new RemoteTerminal(firstTerminal + index, (message) => this.#send(message)).opened(pid),
    );
    // Known before they are there: their first output may overtake the answer.
    for (const terminal of terminals) this.#terminals.set(terminal.number, terminal);
    try {
      const { profile } = await this.#request<Answers['restore']>(
        (request) => ({ type: 'restore', request, capture, firstTerminal }),
        capturedBuffers(capture),
      );
      this.#profile = profile;
      return terminals;
    } catch (error) {
      for (const terminal of terminals) this.#terminals.delete(terminal.number);
      throw error;
    }
  }

  destroy(): void {
    this.#end(new MachineError('machine-destroyed', 'the machine was destroyed'));
  }

  /** With one that has ended there is nothing to share. */
  #joinNetworks(first: V86Machine): void {
    if (first.#ended) return;
    const { port1, port2 } = new MessageChannel();
    first.#part();
    first.#neighbour = this;
    this.#neighbour = first;
    first.#send({ type: 'join', port: port1, beside: 'production' }, [port1]);
    this.#send({ type: 'join', port: port2, beside: 'first' }, [port2]);
  }

  /** A worker that was ended says nothing any more: the other one hears it from here. */
  #part(): void {
    const neighbour = this.#neighbour;
    this.#neighbour = undefined;
    if (neighbour === undefined || neighbour.#neighbour !== this) return;
    neighbour.#neighbour = undefined;
    neighbour.#send({ type: 'part' });
  }

  /** A request that ends at once when `signal` is aborted, and then tells the worker. */
  async #cancellable<T>(
    type: 'cancel' | 'cancelExec' | 'cancelCapture',
    signal: AbortSignal | undefined,
    make: (request: number) => PageMessage,
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

  #request<T>(make: (request: number) => PageMessage, transfer: Transferable[] = []): Promise<T> {
    if (this.#ended) return Promise.reject(this.#ended);
    const request = this.#nextRequest++;
    const deferred = defer<unknown>();
    this.#pending.set(request, deferred);
    this.#send(make(request), transfer);
    return deferred.promise as Promise<T>;
  }

  #send(message: PageMessage, transfer: Transferable[] = []): void {
    if (this.#ended === undefined) this.#worker.postMessage(message, transfer);
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
      case 'moment':
        this.#moments.get(message.request)?.();
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
    this.#part();
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
