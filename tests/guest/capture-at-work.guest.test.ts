import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { OpenFile } from '../../src/machine/image/image-source.ts';
import type { MachineTerminal } from '../../src/machine/machine.ts';
import { type Deferred, defer } from '../../src/support/deferred.ts';
import { Console, Key } from './console.ts';
import { makeMachine, openImage, PATIENT, runningMachine, sh } from './machines.ts';

/** Its lines, with the carriage returns that the terminal adds, are 57 MB. */
const LAST_LINE = 6_500_000;
const CAPTURE_BYTES = 40_000_000;

/** Reads what `seq` prints and complains of the first byte that is not as it must be. */
class SequenceReader {
  bytes = 0;
  #next: number;
  #rest: string;

  constructor(before?: SequenceReader) {
    this.#next = before === undefined ? 1 : before.#next;
    this.#rest = before === undefined ? '' : before.#rest;
  }

  read(part: Uint8Array): void {
    this.bytes += part.length;
    const lines = (this.#rest + Buffer.from(part).toString('latin1')).split('\r\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line !== String(this.#next)) throw new Error(`${line} came in place of ${this.#next}`);
      this.#next++;
    }
  }

  get last(): number {
    return this.#next - 1;
  }
}

function readAll(terminal: MachineTerminal, reader: SequenceReader, enough = Infinity) {
  const reached = defer<void>();
  terminal.onOutput((part, consumed) => {
    reader.read(part);
    if (reader.bytes >= enough) reached.resolve();
    setImmediate(consumed);
  });
  return reached.promise;
}

describe('a capture during a flood of 50 MB', PATIENT, () => {
  const machine = runningMachine();

  it('lies between two pieces of output: what came after comes again, nothing is lost or doubled', {
    timeout: 900_000,
  }, async () => {
    const argv = ['seq', '1', String(LAST_LINE)];
    const terminal = await machine().openTerminal({ columns: 80, rows: 24, argv });
    const whole = new SequenceReader();
    await readAll(terminal, whole, CAPTURE_BYTES);
    let rest = new SequenceReader(whole);
    const capture = await machine().capture({
      onMoment: () => {
        rest = new SequenceReader(whole);
      },
    });
    expect(await terminal.ended).toEqual({ how: 'exited', status: 0 });
    expect(whole.last).toBe(LAST_LINE);
    const [again] = await machine().restore(capture);
    if (again === undefined) throw new Error('the terminal is gone');
    readAll(again, rest);
    expect(await again.ended).toEqual({ how: 'exited', status: 0 });
    expect(rest.last).toBe(LAST_LINE);
  });
});

describe('a capture while the guest waits for its disk', { timeout: 400_000 }, () => {
  it('waits as well, can be given up, and then has what was read', async () => {
    let gate: Deferred<void> | undefined;
    const asked = defer<void>();
    const open: OpenFile = async (path, signal) => {
      if (gate) asked.resolve();
      await gate?.promise;
      return openImage(path, signal);
    };
    const machine = makeMachine({ open });
    const elsewhere = makeMachine();
    try {
      await machine.start();
      const reading = await Console.open(machine);
      gate = defer();
      // What lies on the disk and was not read before.
      reading.type(`sha256sum < /usr/bin/strace${Key.enter}`);
      await asked.promise;
      const abort = new AbortController();
      const given = machine.capture({ signal: abort.signal });
      abort.abort(new Error('the page was left'));
      await expect(given).rejects.toThrow('the page was left');
      const capturing = machine.capture();
      gate.resolve();
      gate = undefined;
      const capture = await capturing;
      const [sum = ''] = await reading.waitFor(/[0-9a-f]{64}/, 120_000);
      const [restored] = await elsewhere.restore(capture);
      if (restored === undefined) throw new Error('the terminal is gone');
      await new Console(restored).waitFor(new RegExp(sum), 120_000);
    } finally {
      machine.destroy();
      elsewhere.destroy();
    }
  });
});

describe('twenty captures and restores', PATIENT, () => {
  const machine = runningMachine();

  it('take no more memory than the first few', { timeout: 600_000 }, async () => {
    const used: number[] = [];
    for (let round = 0; round < 20; round++) {
      await sh(machine(), 'head -c 500000 /dev/urandom > /tmp/noise');
      await machine().restore(await machine().capture());
      used.push(await memoryInUse());
    }
    const engine = machine().emulator?.cpu.wasm_memory.buffer.byteLength ?? 0;
    expect(engine).toBeLessThan(640 * 1024 * 1024);
    expect(Math.max(...used.slice(10)) - Math.max(...used.slice(5, 10))).toBeLessThan(8_000_000);
  });
});

/** Bytes that are reachable, heap and buffers. */
async function memoryInUse(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  await new Promise((resolve) => setImmediate(resolve));
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
