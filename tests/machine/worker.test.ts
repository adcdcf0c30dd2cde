import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CaptureOptions } from '../../src/machine/capture.ts';
import type { PageMessage, WorkerMessage } from '../../src/machine/contract.ts';
import { MachineError } from '../../src/machine/errors.ts';
import type { ExecOptions, MachineStatus, ProcessEnd } from '../../src/machine/machine.ts';
import { defer } from '../../src/support/deferred.ts';
import { bytesOf } from './fake-port.ts';

/** The machine behind the worker, played by the test. */
const machine = {
  tell: (_status: MachineStatus) => {},
  start: vi.fn(async () => {}),
  reset: vi.fn(async () => {}),
  exec: vi.fn(async (_script: string, _options: ExecOptions) => ({
    exitCode: 0,
    stdout: '',
    stderr: '',
  })),
  openTerminal: vi.fn(),
  capture: vi.fn(),
  restore: vi.fn(),
  profile: 'engine',
  network: { join: vi.fn() },
  onStatusChange(listener: (status: MachineStatus) => void) {
    this.tell = listener;
    return () => {};
  },
};
vi.mock('../../src/machine/browser-machine.ts', () => ({
  createBrowserMachine: async () => machine,
}));

/** Buffers that were handed over with the newest message. */
let transferred: readonly Transferable[] = [];
const CAPTURE = {
  parent: 'a'.repeat(64),
  fingerprint: 'b'.repeat(64),
  memoryBytes: 4096,
  pageNumbers: Uint32Array.of(0),
  pages: new Uint8Array(4096),
  zeroPages: new Uint32Array(0),
  devices: bytesOf('devices').slice(),
  terminals: [{ number: 1, pid: 70, columns: 80, rows: 24 }],
  takenAt: 1,
};
const page: { said: WorkerMessage[]; hear: (message: PageMessage) => void } = {
  said: [],
  hear: () => {},
};

beforeAll(async () => {
  vi.stubGlobal('self', {
    addEventListener: (_type: string, listener: (event: { data: PageMessage }) => void) => {
      // Ports cannot be copied.
      page.hear = (message) =>
        listener({ data: message.type === 'join' ? message : structuredClone(message) });
    },
    postMessage: (message: WorkerMessage, { transfer }: { transfer: Transferable[] }) => {
      page.said.push(structuredClone(message));
      transferred = transfer;
    },
  });
  await import('../../src/machine/worker.ts');
  page.hear({ type: 'start', request: 1 });
  page.hear({
    type: 'create',
    baseUrl: 'http://x/',
    bootMode: 'warm',
    profile: 'base',
    engineUrl: 'http://x/e',
  });
});
afterAll(() => vi.unstubAllGlobals());

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
const answerTo = (request: number) =>
  page.said.find(
    (message) =>
      (message.type === 'answer' || message.type === 'failure') && message.request === request,
  );

describe("the worker's end of the contract", () => {
  it('fails what is asked before it is set up', async () => {
    await settle();
    expect(answerTo(1)).toMatchObject({ type: 'failure', error: { code: 'engine-failed' } });
  });

  it('answers each request once, with a value or a failure', async () => {
    page.hear({ type: 'start', request: 2 });
    machine.reset.mockRejectedValueOnce(new MachineError('download-failed', 'gone', 'image/x'));
    page.hear({ type: 'reset', request: 3 });
    await settle();
    expect(answerTo(2)).toEqual({ type: 'answer', request: 2, value: undefined });
    expect(answerTo(3)).toEqual({
      type: 'failure',
      request: 3,
      error: { code: 'download-failed', message: 'gone', subject: 'image/x' },
    });
    expect(page.said.filter((message) => 'request' in message)).toHaveLength(3);
  });

  it('passes statuses on as data that can be cloned', () => {
    machine.tell({ state: 'restoring' });
    machine.tell({ state: 'failed', error: new MachineError('boot-deadline', 'late') });
    expect(page.said.slice(-2)).toEqual([
      { type: 'status', status: { state: 'restoring' } },
      {
        type: 'status',
        status: { state: 'failed', error: { code: 'boot-deadline', message: 'late', subject: '' } },
      },
    ]);
  });

  it('runs scripts, and cancels the one that is named', async () => {
    const ends = new Map<string, AbortSignal | undefined>();
    machine.exec.mockImplementation(async (script, { signal }) => {
      ends.set(script, signal);
      if (script === 'quick') return { exitCode: 3, stdout: 'o', stderr: 'e' };
      return new Promise((_resolve, reject) =>
        signal?.addEventListener('abort', () => reject(signal.reason)),
      );
    });
    page.hear({
      type: 'exec',
      request: 10,
      options: { script: 'slow', timeoutMs: 7, root: 'pristine' },
    });
    page.hear({ type: 'exec', request: 11, options: { script: 'quick' } });
    await settle();
    page.hear({ type: 'cancelExec', request: 10 });
    page.hear({ type: 'cancelExec', request: 11 });
    await settle();
    expect(answerTo(11)).toMatchObject({ value: { exitCode: 3, stdout: 'o', stderr: 'e' } });
    expect(answerTo(10)).toMatchObject({ type: 'failure', error: { code: 'exec-cancelled' } });
    expect(machine.exec.mock.calls[0]?.[1]).toMatchObject({ timeoutMs: 7, root: 'pristine' });
    expect(ends.get('quick')?.aborted).toBe(false);
  });

  it('holds output back until the page has consumed it, and tells the end last', async () => {
    const end = defer<ProcessEnd>();
    const consumed: string[] = [];
    let print = (_bytes: Uint8Array, _consumed: () => void) => {};
    const terminal = {
      pid: 5,
      ended: end.promise,
      onOutput: (listener: typeof print) => {
        print = listener;
      },
      write: vi.fn(),
      resize: vi.fn(),
      close: vi.fn(),
    };
    machine.openTerminal.mockResolvedValueOnce(terminal);
    page.hear({ type: 'openTerminal', request: 20, options: { columns: 80, rows: 24 } });
    await settle();
    expect(answerTo(20)).toEqual({ type: 'answer', request: 20, value: { pid: 5 } });
    print(bytesOf('a'), () => consumed.push('a'));
    print(bytesOf('b'), () => consumed.push('b'));
    expect(page.said.at(-1)).toEqual({ type: 'output', terminal: 20, bytes: bytesOf('b') });
    page.hear({ type: 'consumed', terminal: 20, pieces: 1 });
    expect(consumed).toEqual(['a']);
    page.hear({ type: 'consumed', terminal: 20, pieces: 5 });
    expect(consumed).toEqual(['a', 'b']);
    page.hear({ type: 'write', terminal: 20, bytes: Uint8Array.of(3) });
    page.hear({ type: 'resize', terminal: 20, size: { columns: 1, rows: 2 } });
    page.hear({ type: 'close', terminal: 20 });
    expect(terminal.write).toHaveBeenCalledWith(Uint8Array.of(3));
    expect(terminal.resize).toHaveBeenCalledWith({ columns: 1, rows: 2 });
    expect(terminal.close).toHaveBeenCalled();
    end.resolve({ how: 'exited', status: 0 });
    await settle();
    expect(page.said.at(-1)).toEqual({
      type: 'ended',
      terminal: 20,
      end: { how: 'exited', status: 0 },
    });
  });

  it('hands a capture over without copying it, and cancels one that is waited for', async () => {
    const capture = { ...CAPTURE, pauseMs: 3 };
    machine.capture.mockImplementationOnce(async ({ onMoment }: CaptureOptions) => {
      onMoment?.();
      return capture;
    });
    page.hear({ type: 'capture', request: 30 });
    await settle();
    expect(answerTo(30)).toEqual({ type: 'answer', request: 30, value: capture });
    const told = page.said.filter((message) => 'request' in message && message.request === 30);
    expect(told.map(({ type }) => type)).toEqual(['moment', 'answer']);
    expect(transferred).toContain(capture.pages.buffer);
    let signal: AbortSignal | undefined;
    machine.capture.mockImplementationOnce((options: { signal: AbortSignal }) => {
      signal = options.signal;
      return new Promise(() => {});
    });
    page.hear({ type: 'capture', request: 31 });
    await settle();
    page.hear({ type: 'cancelCapture', request: 31 });
    page.hear({ type: 'cancelCapture', request: 30 });
    expect(signal?.aborted).toBe(true);
  });

  it('joins its network with that of another machine, and parts it again', async () => {
    const part = vi.fn();
    machine.network.join.mockReturnValueOnce(part);
    const { port1: port } = new MessageChannel();
    page.hear({ type: 'join', port, beside: 'production' });
    page.hear({ type: 'part' });
    await settle();
    expect(machine.network.join.mock.calls).toEqual([[port, 'production']]);
    expect(part).toHaveBeenCalledOnce();
    port.close();
  });

  it('gives the terminals of a capture the numbers that the page chose', async () => {
    const listeners: ((bytes: Uint8Array, consumed: () => void) => void)[] = [];
    const terminalOf = (pid: number) => ({
      pid,
      ended: new Promise(() => {}),
      onOutput: (listener: (typeof listeners)[number]) => listeners.push(listener),
    });
    machine.restore.mockResolvedValueOnce([terminalOf(70), terminalOf(71)]);
    page.hear({ type: 'restore', request: 40, capture: CAPTURE, firstTerminal: 38 });
    await settle();
    expect(machine.restore).toHaveBeenCalledWith(CAPTURE);
    expect(answerTo(40)).toEqual({ type: 'answer', request: 40, value: { profile: 'engine' } });
    listeners[1]?.(bytesOf('x'), () => {});
    expect(page.said.at(-1)).toEqual({ type: 'output', terminal: 39, bytes: bytesOf('x') });
  });

  it('ignores messages for a terminal that is over', () => {
    const count = page.said.length;
    page.hear({ type: 'write', terminal: 20, bytes: Uint8Array.of(3) });
    page.hear({ type: 'consumed', terminal: 20, pieces: 1 });
    page.hear({ type: 'close', terminal: 99 });
    expect(page.said).toHaveLength(count);
  });
});
