import { afterEach, describe, expect, it } from 'vitest';
import type { NodeMachineOptions } from '../../images/warm/node-machine.ts';
import type { LocalMachine } from '../../src/machine/local-machine.ts';
import type { Emulator } from '../../src/machine/v86/emulator.ts';
import { Console } from './console.ts';
import { makeMachine, PATIENT, sh } from './machines.ts';

/** Years after any image was made. */
const FAR_FUTURE_MS = Date.UTC(2037, 4, 6, 7, 8, 9);
/** Nothing that grows with the disk. */
const SECONDS_OF_WORK = 'for i in 1 2 3 4 5 6 7 8; do sha256sum /bin/bash /bin/busybox; done';
const ALLOWED_CLOCK_ERROR_MS = 1_000;

/** What several programs and the kernel itself get from the random pool, first thing after a restore. */
const DRAW_RANDOMNESS =
  'cat /proc/sys/kernel/random/uuid; head -c 16 /dev/urandom | od -An -tx1; mktemp -u';

/** More key presses than the guest's driver has buffers for. */
const KEYS = Array.from({ length: 128 }, (_, index) => 'abcdefghij'[index % 10]).join('');

/** For a computation that is interrupted all the time, on a computer that does other things as well. */
const PATIENCE = { timeoutMs: 180_000 };

describe('a restored machine', PATIENT, () => {
  const machines: LocalMachine[] = [];

  async function restored(options: Partial<NodeMachineOptions> = {}): Promise<LocalMachine> {
    const machine = makeMachine(options);
    machines.push(machine);
    await machine.start();
    return machine;
  }

  afterEach(() => {
    for (const machine of machines.splice(0)) machine.destroy();
  });

  it.each([FAR_FUTURE_MS, Date.UTC(2027, 0, 1)])(
    'has the page’s time within a second, at %d and after work',
    async (start) => {
      const origin = performance.now();
      const now = () => start + (performance.now() - origin);
      const machine = await restored({ now });
      for (const work of ['true', SECONDS_OF_WORK]) {
        await sh(machine, work);
        const before = now();
        const guestMs = Number(await sh(machine, 'date +%s%3N'));
        expect(guestMs).toBeGreaterThanOrEqual(before - ALLOWED_CLOCK_ERROR_MS);
        expect(guestMs).toBeLessThanOrEqual(now() + ALLOWED_CLOCK_ERROR_MS);
      }
    },
  );

  it('draws other random numbers than another one from the same layer', async () => {
    // The same clock for both. Without being told to draw anew they would repeat each other; what else the kernel then draws
    // from than the page's bytes is told in the tests of captures.
    const now = () => FAR_FUTURE_MS;
    const draws: string[] = [];
    for (const fill of [1, 2]) {
      const randomBytes = (length: number) => new Uint8Array(length).fill(fill);
      const machine = await restored({ now, randomBytes });
      draws.push(await sh(machine, DRAW_RANDOMNESS));
    }
    const [first = [], second = []] = draws.map((text) => text.split('\n'));
    expect(first).toHaveLength(3);
    for (const [index, value] of first.entries()) expect(value).not.toBe(second[index]);
  });

  it('draws other random numbers after a reset', async () => {
    const machine = await restored();
    const first = await sh(machine, DRAW_RANDOMNESS);
    await machine.reset();
    expect(await sh(machine, DRAW_RANDOMNESS)).not.toBe(first);
  });

  it('compares and computes correctly from its first instruction on', async () => {
    const machine = await restored();
    const script = `
      [ 2 -gt 1 ] && [ ! 1 -gt 2 ] && [ 7 -eq 7 ] && echo compared
      printf '%.3f\\n' 2.71828
      awk 'BEGIN { print (0.1 + 0.2 < 0.31), 1 / 3, sqrt(2), exp(1), int(-7 / 2) }'
      echo $((123456 * 654321 % 1000003)) $((-7 >> 1)) $((1 << 40))`;
    expect(await sh(machine, script)).toBe(
      'compared\n2.718\n1 0.333333 1.41421 2.71828 -3\n611039 -4 1099511627776',
    );
  });

  it('has the processor’s flags, FPU status and SSE control as they were saved', async () => {
    const { emulator } = await restored();
    if (emulator === undefined) throw new Error('the machine is not running');
    await emulator.stop();
    const inEngine = registersInEngine(emulator);
    inEngine.write([0x1234_5678, 0x4100, 0x1f80 | 0x6000]);
    const devices = await emulator.saveDevices();
    inEngine.write([0, 0, 0x1f80]);
    await emulator.restoreDevices(devices);
    expect(inEngine.read()).toEqual([0x1234_5678, 0x4100, 0x1f80 | 0x6000]);
  });

  it('loses no key that is pressed before the guest has room for it', async () => {
    const machine = await restored();
    const console = await Console.open(machine);
    // A guest that stands still offers no buffers: all but the first few keys have to wait in the page.
    await machine.emulator?.stop();
    for (const key of KEYS) console.type(key);
    machine.emulator?.run();
    await console.waitFor(new RegExp(`# ${KEYS}$`));
  });

  it('goes on in the middle of a computation', async () => {
    const machine = await restored();
    const { emulator } = machine;
    if (emulator === undefined) throw new Error('the machine is not running');
    const sum = machine.exec(
      'i=0 s=0; while [ $i -lt 200000 ]; do i=$((i + 1)) s=$((s + i % 7)); done; echo $s',
      PATIENCE,
    );
    for (let pause = 0; pause < 20; pause++) {
      await emulator.stop();
      await emulator.restoreDevices(await emulator.saveDevices());
      emulator.run();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await sum).stdout).toBe('599997\n');
  });
});

/**
 * The three registers that v86 keeps twice after a restore, as its WebAssembly code sees them: in its own memory, not
 * through the arrays that v86 hangs on the processor.
 */
function registersInEngine({ cpu }: Emulator) {
  const { buffer } = cpu.wasm_memory;
  for (const register of [cpu.last_result, cpu.fpu_status_word, cpu.mxcsr]) {
    expect(register.buffer, 'v86 looks at a copy of the register').toBe(buffer);
  }
  const views = [
    new Int32Array(buffer, cpu.last_result.byteOffset, 1),
    new Uint16Array(buffer, cpu.fpu_status_word.byteOffset, 1),
    new Int32Array(buffer, cpu.mxcsr.byteOffset, 1),
  ];
  return {
    read: () => views.map((view) => view[0]),
    write: (values: readonly number[]) => {
      for (const [index, view] of views.entries()) view[0] = values[index] ?? 0;
    },
  };
}
