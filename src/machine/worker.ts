/** The worker's end of `contract.ts`: a {@link LocalMachine} behind messages. `worker-entry.ts` starts it. */

import type { Disposer } from '../support/disposables.ts';
import { type BrowserMachineOptions, createBrowserMachine } from './browser-machine.ts';
import { capturedBuffers } from './capture.ts';
import type { Answers, PageMessage, WorkerMessage } from './contract.ts';
import { MachineError, toErrorData } from './errors.ts';
import type { LocalMachine } from './local-machine.ts';
import type { MachineStatus, MachineTerminal } from './machine.ts';
import { TurnTimer } from './v86/turn-timer.ts';
import { WorkerNetwork } from './worker-network.ts';

interface OpenTerminal {
  readonly terminal: MachineTerminal;
  /** One entry per piece of output that the page has not consumed yet. */
  readonly unconsumed: (() => void)[];
}

const terminals = new Map<number, OpenTerminal>();
/** Scripts, captures and requests into the guest that are under way, by their request. */
const cancellable = new Map<number, AbortController>();
const network = new WorkerNetwork((request, part) =>
  send(
    { type: 'body', request, part },
    part.kind === 'bytes' ? [part.bytes.buffer as ArrayBuffer] : [],
  ),
);
let machine: Promise<LocalMachine> | undefined;
/** Ends the joining with the machine beside, once it has begun. */
let joined: Promise<Disposer> | undefined;

// The one who would make workers here is v86.
Object.assign(self, { Worker: TurnTimer });

self.addEventListener('message', (event: MessageEvent<PageMessage>) => receive(event.data));

function receive(message: PageMessage): void {
  switch (message.type) {
    case 'create':
      machine = create(message);
      machine.catch(() => undefined); // told to every request
      return;
    case 'start':
      answer(message.request, async () => void (await (await requireMachine()).start()));
      return;
    case 'reset':
      answer(message.request, async () => {
        await (await requireMachine()).reset(message.profile);
        return undefined;
      });
      return;
    case 'openTerminal':
      answer(message.request, () => openTerminal(message));
      return;
    case 'exec':
      answer(message.request, () => exec(message));
      return;
    case 'cancelExec':
      cancellable
        .get(message.request)
        ?.abort(new MachineError('exec-cancelled', 'the script was cancelled'));
      return;
    case 'capture':
      answer(message.request, () => capture(message.request), capturedBuffers);
      return;
    case 'cancelCapture':
      cancellable.get(message.request)?.abort();
      return;
    case 'restore':
      answer(message.request, () => restore(message));
      return;
    case 'httpRequest':
      answer(message.request, () => httpRequest(message));
      return;
    case 'bodyConsumed':
      network.consumed(message.request, message.pieces);
      return;
    case 'probe':
      answer(message.request, () => probe(message));
      return;
    case 'cancel':
      cancel(message.request);
      return;
    case 'join':
      joined = join(message);
      joined.catch(() => message.port.close()); // why there is no machine is told to every request
      return;
    case 'part':
      joined?.then(
        (part) => part(),
        () => undefined, // never was
      );
      return;
    case 'write':
      terminals.get(message.terminal)?.terminal.write(message.bytes);
      return;
    case 'consumed':
      consume(message.terminal, message.pieces);
      return;
    case 'resize':
      terminals.get(message.terminal)?.terminal.resize(message.size);
      return;
    case 'close':
      terminals.get(message.terminal)?.terminal.close();
  }
}

async function create(options: BrowserMachineOptions): Promise<LocalMachine> {
  const created = await createBrowserMachine(options).catch((cause: unknown) => {
    throw new MachineError('download-failed', "the machine's script could not be loaded", '', {
      cause,
    });
  });
  created.onStatusChange((status) => send({ type: 'status', status: toStatusData(status) }));
  return created;
}

async function openTerminal(
  message: Extract<PageMessage, { type: 'openTerminal' }>,
): Promise<{ pid: number }> {
  const terminal = await (await requireMachine()).openTerminal(message.options);
  register(message.request, terminal);
  return { pid: terminal.pid };
}

/** From here on the page hears of the terminal, under `number`. */
function register(number: number, terminal: MachineTerminal): void {
  const open: OpenTerminal = { terminal, unconsumed: [] };
  terminals.set(number, open);
  terminal.onOutput((bytes, consumed) => {
    open.unconsumed.push(consumed);
    send({ type: 'output', terminal: number, bytes }, [bytes.buffer as ArrayBuffer]);
  });
  void terminal.ended.then((end) => {
    terminals.delete(number);
    send({ type: 'ended', terminal: number, end });
  });
}

async function exec(message: Extract<PageMessage, { type: 'exec' }>): Promise<Answers['exec']> {
  const { script, ...options } = message.options;
  return cancellably(message.request, async ({ signal }) =>
    (await requireMachine()).exec(script, { ...options, signal }),
  );
}

function capture(request: number): Promise<Answers['capture']> {
  const onMoment = () => send({ type: 'moment', request });
  return cancellably(request, async ({ signal }) =>
    (await requireMachine()).capture({ signal, onMoment }),
  );
}

async function restore(
  message: Extract<PageMessage, { type: 'restore' }>,
): Promise<Answers['restore']> {
  const machine = await requireMachine();
  const restored = await machine.restore(message.capture);
  for (const [index, terminal] of restored.entries()) {
    register(message.firstTerminal + index, terminal);
  }
  return { profile: machine.profile };
}

async function cancellably<T>(
  request: number,
  work: (abort: AbortController) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  cancellable.set(request, abort);
  try {
    return await work(abort);
  } finally {
    cancellable.delete(request);
  }
}

function httpRequest(
  message: Extract<PageMessage, { type: 'httpRequest' }>,
): Promise<Answers['httpRequest']> {
  return cancellably(message.request, async (abort) => {
    const local = await requireMachine();
    return network.request(local.network, message.request, message.options, abort);
  });
}

function probe({ request, place }: Extract<PageMessage, { type: 'probe' }>): Promise<boolean> {
  return cancellably(request, async ({ signal }) =>
    (await requireMachine()).network.probe(place, signal),
  );
}

async function join({ port, beside }: Extract<PageMessage, { type: 'join' }>): Promise<Disposer> {
  return (await requireMachine()).network.join(port, beside);
}

function cancel(request: number): void {
  cancellable
    .get(request)
    ?.abort(new MachineError('connection-failed', 'the request was cancelled'));
  network.cancel(request);
}

function consume(number: number, pieces: number): void {
  for (const consumed of terminals.get(number)?.unconsumed.splice(0, pieces) ?? []) consumed();
}

function answer<T extends Answers[keyof Answers]>(
  request: number,
  work: () => Promise<T>,
  toTransfer: (value: T) => Transferable[] = () => [],
): void {
  work().then(
    (value) => send({ type: 'answer', request, value }, toTransfer(value)),
    (error: unknown) => send({ type: 'failure', request, error: toErrorData(error) }),
  );
}

async function requireMachine(): Promise<LocalMachine> {
  if (machine === undefined)
    throw new MachineError('engine-failed', 'the worker was asked before it was set up');
  return machine;
}

function toStatusData(status: MachineStatus) {
  return status.state === 'failed' ? { ...status, error: toErrorData(status.error) } : status;
}

function send(message: WorkerMessage, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}
