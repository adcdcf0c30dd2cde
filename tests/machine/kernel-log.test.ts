import type { V86 } from 'v86';
import { describe, expect, it } from 'vitest';
import { KernelLog, readStopReason } from '../../src/machine/v86/kernel-log.ts';
import { bytesOf } from './fake-port.ts';

/** The serial line of a machine, and a hand to write on it. */
function makeLog(): { log: KernelLog; print: (text: string) => void } {
  let push: (byte: number) => void = () => {};
  const v86 = {
    add_listener: (event: string, listener: (byte: number) => void) => {
      if (event === 'serial0-output-byte') push = listener;
    },
  };
  const log = new KernelLog(v86 as unknown as V86);
  const print = (text: string) => {
    for (const byte of bytesOf(text)) push(byte);
  };
  return { log, print };
}

describe("the kernel's log", () => {
  it('comes line by line, when a line is complete', () => {
    const { log, print } = makeLog();
    const heard: string[] = [];
    const leave = log.onLine((line) => heard.push(line));
    print('[    0.0] Linux ');
    expect(heard).toEqual([]);
    print('version 6.12\r\n[    0.1] next\nhalf');
    leave();
    print(' a line\n');
    expect(heard).toEqual(['[    0.0] Linux version 6.12', '[    0.1] next']);
    expect(log.lines.at(-1)).toBe('half a line');
  });

  it('keeps the newest lines only, and of a line only its beginning', () => {
    const { log, print } = makeLog();
    for (let line = 1; line <= 250; line++) print(`line ${line}\n`);
    expect([log.lines.length, log.lines[0], log.lines.at(-1)]).toEqual([
      200,
      'line 51',
      'line 250',
    ]);
    print(`${'x'.repeat(100_000)}\n`);
    expect(log.lines.at(-1)).toHaveLength(1024);
  });

  it('survives bytes that are no text', () => {
    const { log, print } = makeLog();
    print('한\n');
    expect(log.lines).toEqual(['한']);
  });
});

describe('the last words of a kernel', () => {
  it.each([
    ['[   12.345678] reboot: Power down', { reason: 'poweroff', detail: '' }],
    ['reboot: System halted', { reason: 'poweroff', detail: '' }],
    ['Kernel panic - not syncing: VFS', { reason: 'panic', detail: 'VFS' }],
    ['[    1.000000] reboot: Restarting system', { reason: 'reboot', detail: '' }],
    [
      '[  100.000001] Kernel panic - not syncing: sysrq triggered crash',
      { reason: 'panic', detail: 'sysrq triggered crash' },
    ],
  ])('are recognised: %s', (line, stop) => {
    expect(readStopReason(line)).toEqual(stop);
  });

  it.each([
    'root@drydock:~# Kernel panic - not syncing: typed by hand',
    'x [    1.000000] reboot: Power down',
    '[    1.000000] reboot: Power down and more',
    '[    1.000000] mydriver: reboot: Power down',
    '[1] Kernel panic - not syncing: half a stamp',
    '[    1.000000] EXT4-fs: Kernel panic - not syncing: quoted',
    '',
  ])('are not seen where they are not: %j', (line) => {
    expect(readStopReason(line)).toBeUndefined();
  });
});
