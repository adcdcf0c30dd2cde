import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { OUTPUT_WINDOW_BYTES } from '../../src/machine/agent/terminal-channel.ts';
import { defer } from '../../src/support/deferred.ts';
import { Console, Key, PROMPT } from './console.ts';
import { PATIENT, runningMachine, sh } from './machines.ts';

/** Its lines, with the carriage returns that the terminal adds, are 57 MB. */
const LAST_LINE = 6_500_000;

/** What the kernel's terminal may hold besides the output window: its own buffers, which Ctrl-C does not empty. */
const KERNEL_BUFFER_BYTES = 64 * 1024;

describe('a flood of output', PATIENT, () => {
  const machine = runningMachine();

  it('of 50 MB arrives whole and in order', { timeout: 600_000 }, async () => {
    const terminal = await machine().openTerminal({
      columns: 80,
      rows: 24,
      argv: ['seq', '1', String(LAST_LINE)],
    });
    const received = createHash('sha256');
    let bytes = 0;
    terminal.onOutput((part, consumed) => {
      received.update(part);
      bytes += part.length;
      setImmediate(consumed);
    });
    expect(await terminal.ended).toEqual({ how: 'exited', status: 0 });
    const sent = createHash('sha256');
    let expected = 0;
    for (let line = 1; line <= LAST_LINE; line++) {
      const text = `${line}\r\n`;
      expected += text.length;
      sent.update(text);
    }
    expect(expected).toBeGreaterThan(50_000_000);
    expect(bytes).toBe(expected);
    expect(received.digest('hex')).toBe(sent.digest('hex'));
  });

  it('stops at Ctrl-C: at most what was on its way still comes', async () => {
    const console = await Console.open(machine());
    let bytes = 0;
    const enough = defer<void>();
    const decoder = new TextDecoder();
    let tail = '';
    const prompt = defer<void>();
    console.terminal.onOutput((part, consumed) => {
      bytes += part.length;
      tail = (tail + decoder.decode(part, { stream: true })).slice(-200);
      if (bytes > 2_000_000) enough.resolve();
      if (tail.includes('^C') && /[#$] $/.test(tail)) prompt.resolve();
      consumed();
    });
    console.type(`yes${Key.enter}`);
    await enough.promise;
    const before = bytes;
    console.type(Key.ctrlC);
    await prompt.promise;
    expect(bytes - before).toBeLessThanOrEqual(OUTPUT_WINDOW_BYTES + KERNEL_BUFFER_BYTES);
  });

  it('that nobody reads holds its program back', async () => {
    const terminal = await machine().openTerminal({ columns: 80, rows: 24, argv: ['yes'] });
    let bytes = 0;
    const full = defer<void>();
    terminal.onOutput((part) => {
      bytes += part.length;
      if (bytes >= OUTPUT_WINDOW_BYTES) full.resolve();
    });
    await full.promise;
    const state = `until [ "$(ps -o wchan=,stat= -p ${terminal.pid} | grep -c S)" = 1 ]; do :; done`;
    await sh(machine(), state);
    expect(bytes).toBe(OUTPUT_WINDOW_BYTES);
    terminal.close();
  });
});

describe('a large paste', PATIENT, () => {
  const machine = runningMachine();

  it('of a megabyte of lines arrives whole in a program that reads lines', async () => {
    const text = Array.from(
      { length: 14_000 },
      (_, line) => `${line} ${'가나다라마바'.repeat(4)}\n`,
    );
    const pasted = Buffer.from(text.join(''));
    expect(pasted.length).toBeGreaterThan(1_000_000);
    const console = await Console.open(machine());
    console.type(`stty -echo; cat > /tmp/pasted${Key.enter}`);
    await console.waitFor(/cat > \/tmp\/pasted\n/);
    console.clear();
    console.terminal.write(pasted);
    console.type(Key.ctrlD);
    await console.waitFor(PROMPT, 120_000);
    expect(await sh(machine(), 'sha256sum < /tmp/pasted')).toContain(sha256(pasted));
  });

  it('of a megabyte of arbitrary bytes arrives whole in a program that reads keys', async () => {
    const pasted = randomBytes(1024 * 1024);
    const console = await Console.open(machine());
    console.type(
      `stty raw -echo; echo now; head -c ${pasted.length} > /tmp/raw; stty sane${Key.enter}`,
    );
    await console.waitFor(/\nnow\n/);
    console.clear();
    console.terminal.write(pasted);
    await console.waitFor(PROMPT, 120_000);
    expect(await sh(machine(), 'sha256sum < /tmp/raw')).toContain(sha256(pasted));
  });
});

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
