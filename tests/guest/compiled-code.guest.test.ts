/** v86 compiles what the guest runs. A machine that is put back keeps what was compiled of pages that are as they were. */
import { expect, it } from 'vitest';
import { PATIENT, runningMachine, sh } from './machines.ts';

/** Bytes enough that the program's loop is compiled and not only interpreted. */
const RUN = 'head -c 3000000 /dev/zero | /tmp/program | md5sum';
/** Puts another program into the same pages of memory. */
const become = (program: string) =>
  `dd if=/usr/bin/${program} of=/tmp/program conv=notrunc status=none`;

const machine = runningMachine();

it(
  'a machine that is put back runs the program that was in memory then, not the one since',
  PATIENT,
  async () => {
    const inLives = [];
    await sh(machine(), 'cp /usr/bin/base64 /tmp/program');
    for (const program of ['base32', 'base64']) {
      await sh(machine(), become(program));
      const capture = await machine().capture();
      inLives.push({ capture, output: await sh(machine(), RUN) });
    }
    expect(inLives[0]?.output).not.toBe(inLives[1]?.output);
    for (const { capture, output } of [...inLives, ...inLives]) {
      await machine().restore(capture);
      expect(await sh(machine(), RUN)).toBe(output);
    }
  },
);
