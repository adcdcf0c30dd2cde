import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PageMessage, WorkerMessage } from '../../src/machine/contract.ts';
import { MachineError, toErrorData } from '../../src/machine/errors.ts';
import type { MachineStatus } from '../../src/machine/machine.ts';
import { V86Machine } from '../../src/machine/v86-machine.ts';
import { bytesOf } from './fake-port.ts';

/** The worker's end of the contract, played by a test. */
class FakeWorker extends EventTarget {
  static latest: FakeWorker;
  readonly messages: PageMessage[] = [];
  /** Buffers that were handed over with the newest message. */
  transferred: readonly Transferable[] = [];
  terminated = false;

  constructor() {
    super();
    FakeWorker.latest = this;
  }

  postMessage(message: PageMessage, transfer: readonly Transferable[]): void {
    // Ports cannot be copied, and nobody here uses them.
    this.messages.push(message.type === 'join' ? message : structuredClone(message));
    this.transferred = transfer;
  }

  terminate(): void {
    this.terminated = true;
  }

  say(message: WorkerMessage): void {
    this.dispatchEvent(new MessageEvent('message', { data: structuredClone(message) }));
  }

  die(message = 'out of memory'): void {
    this.dispatchEvent(Object.assign(new Event('error'), { message }));
  }

  /** The newest message of a type. */
  heard<T extends PageMessage['type']>(type: T): Extract<PageMessage, { type: T }> {
    const found = this.messages.findLast((message) => message.type === type);
    if (found === undefined) throw new Error(`the page sent no ${type}`);
    return found as Extract<PageMessage, { type: T }>;
  }
}

const BASE = new URL('https://school.example/drydock/');
let machine: V86Machine;
let worker: FakeWorker;

beforeEach(() => {
  vi.stubGlobal('Worker', FakeWorker);
  machine = new V86Machine({ baseUrl: BASE, bootMode: 'warm' });
  worker = FakeWorker.latest;
});
afterEach(() => vi.unstubAllGlobals());

async function openTerminal(pid = 7) {
  const opening = machine.openTerminal({ columns: 80, rows: 24 });
  const { request } = worker.heard('openTerminal');
  worker.say({ type: 'answer', request, value: { pid } });
  return { terminal: await opening, number: request };
}

const failure = (request: number, error: MachineError): WorkerMessage => ({
  type: 'failure',
  request,
  error: toErrorData(error),
});

describe('a machine in a worker', () => {
  it('tells the worker first where the files are', () => {
    expect(worker.messages).toHaveLength(1);
    expect(worker.heard('create')).toMatchObject({
      baseUrl: BASE.href,
      bootMode: 'warm',
      profile: 'base',
    });
    expect(worker.heard('create').engineUrl).toContain('v86.wasm');
  });

  it('passes statuses on, an error put together again', () => {
    const heard: MachineStatus[] = [];
    const leave = machine.onStatusChange((status) => heard.push(status));
    worker.say({
      type: 'status',
      status: { state: 'downloading', loaded: 1, total: 2 },
    });
    const error = new MachineError('hash-mismatch', 'wrong', 'file');
    worker.say({
      type: 'status',
      status: { state: 'failed', error: toErrorData(error) },
    });
    leave();
    worker.say({ type: 'status', status: { state: 'ready' } });
    expect(heard[0]).toEqual({ state: 'downloading', loaded: 1, total: 2 });
    expect(heard[1]).toMatchObject({
      state: 'failed',
      error: { code: 'hash-mismatch', subject: 'file' },
    });
    expect(Reflect.get(heard[1] ?? {}, 'error')).toBeInstanceOf(MachineError);
    expect(heard).toHaveLength(2);
    expect(machine.status).toEqual({ state: 'ready' });
  });

  it('settles each request with its own answer, whatever their order', async () => {
    const start = machine.start();
    const { request: startRequest } = worker.heard('start');
    const first = machine.exec('a');
    const { request: firstRequest } = worker.heard('exec');
    const second = machine.exec(['b', 'c'], {
      timeoutMs: 5,
      stdin: 'x',
      cwd: '/',
      root: 'pristine',
    });
    const secondMessage = worker.heard('exec');
    expect(secondMessage.options).toEqual({
      script: ['b', 'c'],
      timeoutMs: 5,
      stdin: 'x',
      cwd: '/',
      root: 'pristine',
    });
    worker.say({
      type: 'answer',
      request: secondMessage.request,
      value: { exitCode: 2, stdout: '', stderr: '' },
    });
    worker.say(failure(firstRequest, new MachineError('exec-deadline', 'late', 'sh')));
    worker.say({ type: 'answer', request: startRequest, value: undefined });
    worker.say({ type: 'answer', request: 999, value: undefined });
    expect(await second).toMatchObject({ exitCode: 2 });
    await expect(first).rejects.toMatchObject({
      code: 'exec-deadline',
      subject: 'sh',
      name: 'ExecDeadlineError',
    });
    await start;
  });

  it('resets through the worker', async () => {
    const reset = machine.reset();
    worker.say(failure(worker.heard('reset').request, new MachineError('download-failed', 'x')));
    await expect(reset).rejects.toMatchObject({ code: 'download-failed' });
  });

  it('names the profile to reset to, where another one is wanted', () => {
    void machine.reset();
    expect(worker.heard('reset')).not.toHaveProperty('profile');
    void machine.reset('engine');
    expect(worker.heard('reset').profile).toBe('engine');
  });

  it('cancels a script at once, and tells the worker', async () => {
    const abort = new AbortController();
    const script = machine.exec('sleep 9', { signal: abort.signal });
    const { request } = worker.heard('exec');
    abort.abort(new Error('step left'));
    await expect(script).rejects.toThrow('step left');
    expect(worker.heard('cancelExec').request).toBe(request);
    worker.say(failure(request, new MachineError('exec-cancelled', 'x')));
    const count = worker.messages.length;
    await expect(machine.exec('x', { signal: abort.signal })).rejects.toThrow('step left');
    expect(worker.messages).toHaveLength(count);
  });
});

describe('a terminal in a worker', () => {
  it('has the number of its process', async () => {
    expect((await openTerminal(42)).terminal.pid).toBe(42);
  });

  it('loses no output that overtakes its opening, and tells what was consumed, once for each piece', async () => {
    const opening = machine.openTerminal({ columns: 80, rows: 24 });
    const { request } = worker.heard('openTerminal');
    worker.say({ type: 'output', terminal: request, bytes: bytesOf('early ') });
    worker.say({ type: 'answer', request, value: { pid: 1 } });
    const terminal = await opening;
    let text = '';
    terminal.onOutput((bytes, consumed) => {
      text += new TextDecoder().decode(bytes);
      consumed();
      consumed();
    });
    worker.say({ type: 'output', terminal: request, bytes: bytesOf('late') });
    expect(text).toBe('early late');
    expect(worker.messages.filter(({ type }) => type === 'consumed')).toEqual([
      { type: 'consumed', terminal: request, pieces: 1 },
      { type: 'consumed', terminal: request, pieces: 1 },
    ]);
  });

  it('sends what is typed, its size and its end, until it is over', async () => {
    const { terminal, number } = await openTerminal();
    terminal.write('한');
    expect(worker.heard('write')).toEqual({
      type: 'write',
      terminal: number,
      bytes: bytesOf('한'),
    });
    terminal.resize({ columns: 100, rows: 30 });
    expect(worker.heard('resize').size).toEqual({ columns: 100, rows: 30 });
    terminal.close();
    expect(worker.heard('close').terminal).toBe(number);
    worker.say({
      type: 'ended',
      terminal: number,
      end: { how: 'killed', signal: 1 },
    });
    expect(await terminal.ended).toEqual({ how: 'killed', signal: 1 });
    const count = worker.messages.length;
    terminal.write('x');
    terminal.resize({ columns: 1, rows: 1 });
    terminal.close();
    expect(worker.messages).toHaveLength(count);
  });

  it('that cannot be opened rejects, and later output of its number goes nowhere', async () => {
    const opening = machine.openTerminal({ columns: 80, rows: 24 });
    const { request } = worker.heard('openTerminal');
    worker.say(failure(request, new MachineError('not-ready', 'still loading')));
    await expect(opening).rejects.toMatchObject({ code: 'not-ready' });
    worker.say({ type: 'output', terminal: request, bytes: bytesOf('x') });
  });
});

describe('a capture in a worker', () => {
  const capture = {
    parent: 'a'.repeat(64),
    fingerprint: 'b'.repeat(64),
    memoryBytes: 4096,
    pageNumbers: Uint32Array.of(0),
    pages: new Uint8Array(4096),
    zeroPages: new Uint32Array(0),
    devices: Uint8Array.of(1),
    terminals: [
      { number: 7, pid: 70, columns: 80, rows: 24 },
      { number: 9, pid: 71, columns: 80, rows: 24 },
    ],
    takenAt: 1,
  };

  it('is what the worker answered', async () => {
    const onMoment = vi.fn();
    const taking = machine.capture({ onMoment });
    const { request } = worker.heard('capture');
    expect(onMoment).not.toHaveBeenCalled();
    worker.say({ type: 'moment', request });
    expect(onMoment).toHaveBeenCalledOnce();
    worker.say({ type: 'answer', request, value: { ...capture, pauseMs: 2 } });
    expect(await taking).toEqual({ ...capture, pauseMs: 2 });
  });

  it('is given up at once, and the worker told', async () => {
    const abort = new AbortController();
    const taking = machine.capture({ signal: abort.signal });
    abort.abort(new Error('page hidden'));
    await expect(taking).rejects.toThrow('page hidden');
    expect(worker.heard('cancelCapture').request).toBe(worker.heard('capture').request);
  });

  it('is handed over, and gives back its terminals, whose output may come first', async () => {
    const restoring = machine.restore(capture);
    const { request, firstTerminal } = worker.heard('restore');
    expect(worker.heard('restore').capture).toEqual(capture);
    expect(worker.transferred).toContain(capture.pages.buffer);
    worker.say({ type: 'output', terminal: firstTerminal + 1, bytes: bytesOf('early') });
    worker.say({ type: 'ended', terminal: firstTerminal, end: { how: 'lost' } });
    worker.say({ type: 'answer', request, value: { profile: 'engine' } });
    const [first, second] = await restoring;
    expect([first?.pid, second?.pid]).toEqual([70, 71]);
    expect(machine.profile).toBe('engine');
    expect(await first?.ended).toEqual({ how: 'lost' });
    let text = '';
    second?.onOutput((bytes) => {
      text += new TextDecoder().decode(bytes);
    });
    expect(text).toBe('early');
    const { number } = await openTerminal();
    expect([firstTerminal, firstTerminal + 1, request]).not.toContain(number);
  });

  it('that does not fit rejects, and its terminals are nobody’s', async () => {
    const restoring = machine.restore(capture);
    const { request, firstTerminal } = worker.heard('restore');
    worker.say(failure(request, new MachineError('capture-foreign', 'x', 'parent')));
    await expect(restoring).rejects.toMatchObject({ code: 'capture-foreign', subject: 'parent' });
    worker.say({ type: 'output', terminal: firstTerminal, bytes: bytesOf('x') });
  });
});

describe('the end of a worker', () => {
  it.each<[string, () => void, string]>([
    ['that dies', () => worker.die(), 'out of memory'],
    ['whose script does not load', () => worker.die(''), 'its script could not be loaded'],
    [
      'whose message cannot be read',
      () => void worker.dispatchEvent(new Event('messageerror')),
      'a message could not be read',
    ],
  ])('%s rejects all that is pending and ends terminals as lost', async (_how, end, words) => {
    const { terminal } = await openTerminal();
    const pending = [
      machine.start(),
      machine.exec('x'),
      machine.openTerminal({ columns: 1, rows: 1 }),
    ];
    const caught = pending.map((promise) =>
      expect(promise).rejects.toMatchObject({ code: 'worker-died' }),
    );
    end();
    await Promise.all(caught);
    expect(await terminal.ended).toEqual({ how: 'lost' });
    expect(worker.terminated).toBe(true);
    expect(machine.status).toMatchObject({
      state: 'failed',
      error: { code: 'worker-died' },
    });
    expect(machine.status).toMatchObject({
      error: { message: expect.stringContaining(words) },
    });
    await expect(machine.exec('y')).rejects.toMatchObject({
      code: 'worker-died',
    });
  });

  it('that is destroyed rejects all that is pending; nothing is sent any more', async () => {
    const { terminal } = await openTerminal();
    const pending = expect(machine.exec('x')).rejects.toMatchObject({
      code: 'machine-destroyed',
    });
    machine.destroy();
    machine.destroy();
    await pending;
    expect(await terminal.ended).toEqual({ how: 'lost' });
    expect(worker.terminated).toBe(true);
    const count = worker.messages.length;
    terminal.write('x');
    await expect(machine.start()).rejects.toMatchObject({
      code: 'machine-destroyed',
    });
    expect(worker.messages).toHaveLength(count);
    expect(machine.status).toEqual({ state: 'idle' });
  });
});

describe('a machine beside another', () => {
  const beside = (first: V86Machine) => {
    const second = new V86Machine({ baseUrl: BASE, bootMode: 'warm', beside: first });
    return { second, worker: FakeWorker.latest };
  };

  it('shares a channel with it, each knowing what the other is', () => {
    const production = beside(machine);
    expect(worker.heard('join').beside).toBe('production');
    expect(production.worker.heard('join').beside).toBe('first');
    expect(worker.transferred).toEqual([expect.any(MessagePort)]);
    expect(production.worker.transferred).toEqual([expect.any(MessagePort)]);
  });

  it('is told of as gone when it is destroyed, or its worker dies', () => {
    beside(machine).second.destroy();
    expect(worker.heard('part')).toEqual({ type: 'part' });
    const next = beside(machine);
    worker.messages.length = 0;
    next.worker.die();
    expect(worker.messages).toEqual([{ type: 'part' }]);
  });

  it('is alone when the first one has ended before', () => {
    machine.destroy();
    const production = beside(machine);
    expect(production.worker.messages.map(({ type }) => type)).toEqual(['create']);
  });

  it('hears when the first one is gone', () => {
    const production = beside(machine);
    machine.destroy();
    expect(production.worker.heard('part')).toEqual({ type: 'part' });
  });

  it('takes the place of the one before, whose end then is nobody’s matter', () => {
    const before = beside(machine);
    const now = beside(machine);
    expect(before.worker.heard('part')).toEqual({ type: 'part' });
    worker.messages.length = 0;
    before.second.destroy();
    expect(worker.messages).toEqual([]);
    now.second.destroy();
    expect(worker.messages).toEqual([{ type: 'part' }]);
  });
});
