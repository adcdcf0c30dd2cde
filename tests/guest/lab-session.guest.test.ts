import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Lab } from '../../src/labs/lab.ts';
import { parseLab } from '../../src/labs/parse/parse-lab.ts';
import { StorageProgressStore } from '../../src/labs/progress/storage-progress-store.ts';
import { LabSession } from '../../src/labs/session/lab-session.ts';
import type { LabState } from '../../src/labs/session/lab-state.ts';
import type { ExecOptions, Machine } from '../../src/machine/machine.ts';
import { defer } from '../../src/support/deferred.ts';
import { FakeTime, settlePromises } from '../labs/session/fake-time.ts';
import { Console } from './console.ts';
import { instructionsOf } from './instructions.ts';
import { PATIENT, runningMachine, sh } from './machines.ts';

/** A lab of two steps: a process with a name of its own, and a check that takes its time. */
const FILES: Readonly<Record<string, string>> = {
  'lab.yaml': `version: 1
profile: base
minutes: 1
title: {ko: 예제, en: Sample}
summary: {ko: 예제, en: Sample}
values: [{name: host, oneOf: [kestrel, heron]}]
`,
  '01-uts/tasks.yaml': `tasks:
  - id: own-name
    timeoutMs: 60000
    title: {ko: 이름, en: A name}
    messages:
      met: {ko: "PID {pid}", en: "PID {pid} in {ns}, of {all} processes"}
      nobody: {ko: 없음, en: Nobody has a UTS namespace of its own}
      other: {ko: 다름, en: "PID {pid} is in {ns}"}
`,
  '01-uts/setup.sh': 'echo "$host" > /tmp/prepared\nsleep 1000 > /dev/null 2>&1 &\n',
  '01-uts/check.own-name.sh': `found=
for pid in $(pids_outside uts); do found=$pid; done
[ -n "$found" ] || fail nobody
saw pid "$found"
saw ns "$(ns_of "$found" uts)"
saw all "$(learner_pids | wc -l)"
[ "$(nsenter -t "$found" -u hostname)" = "$host" ] || fail other
`,
  '01-uts/solve.sh': '#@ task own-name\nunshare --uts bash\nhostname {{host}}\n',
  '02-slow/tasks.yaml': 'tasks: [{id: slow, timeoutMs: 60000, title: {ko: 느림, en: Slow}}]\n',
  '02-slow/check.slow.sh': 'while [ -e /proc/1/root/tmp/wait ]; do sleep 0.1; done\n',
  '02-slow/solve.sh': '#@ task slow\ntrue\n',
};

async function makeLab(): Promise<Lab> {
  const files = new Map(Object.entries(FILES));
  for (const step of ['01-uts', '02-slow']) {
    for (const language of ['ko', 'en']) files.set(`${step}/text.${language}.md`, '# Step\n');
  }
  return parseLab('01-sample', files);
}

describe('a lab on the real machine', PATIENT, () => {
  const machine = runningMachine();
  let lab: Lab;
  let session: LabSession;
  beforeAll(async () => {
    lab = await makeLab();
  });
  beforeEach(async () => {
    await machine().reset();
    const progress = new StorageProgressStore(() => undefined);
    session = new LabSession({ lab, machine: machine(), progress });
  }, PATIENT.timeout);
  afterEach(() => session.close());

  /** Resolves with the first state, from the present one on, that is as `wanted`. */
  async function becomes(wanted: (state: LabState) => boolean): Promise<LabState> {
    if (wanted(session.state)) return session.state;
    const reached = defer<LabState>();
    const stop = session.onChange((state) => wanted(state) && reached.resolve(state));
    return reached.promise.finally(stop);
  }
  const resultOf = ({ tasks }: LabState) => tasks[0]?.result;
  const looked = (state: LabState) => resultOf(state)?.status !== 'unknown';

  it('is not met, then done by typing, then met and passed, then no longer met', async () => {
    session.open('uts');
    const before = resultOf(await becomes(looked));
    expect(before).toMatchObject({
      status: 'unmet',
      message: { en: 'Nobody has a UTS namespace of its own' },
    });
    const console = await Console.open(machine());
    await console.run('unshare --uts bash');
    session.noteActivity();
    await becomes((state) => JSON.stringify(resultOf(state)).includes('is in '));
    await console.run(`hostname ${session.values['host']}`);
    session.noteActivity();
    const after = await becomes((state) => resultOf(state)?.status === 'met');
    const namespace = (await console.run('readlink /proc/self/ns/uts')).replace(/\D/g, '');
    const pid = (await console.run('echo $$')).trim();
    // The login shell, the shell within, and what the setup left running.
    const message = `PID ${pid} in ${namespace}, of 3 processes`;
    expect(resultOf(after)).toMatchObject({ message: { en: message } });
    expect(session.state.passed).toEqual(['uts']);
    await console.run('exit');
    await session.check();
    expect(resultOf(session.state)?.status).toBe('unmet');
    expect(session.state.passed).toEqual(['uts']);
  });

  it('believes nothing that the learner has replaced', async () => {
    session.open('uts');
    await becomes(looked);
    const console = await Console.open(machine());
    await console.run(`hostname ${session.values['host']}`);
    for (const tool of ['dash', 'stat', 'nsenter', 'hostname', 'wc']) {
      await console.run(`printf '#!/bin/bash\\nexit 0\\n' > /usr/bin/${tool}`);
    }
    await console.run('mount -t tmpfs none /proc/1/ns; mount --bind /tmp /sys/fs/cgroup');
    await console.run('exec -a "unshare --uts" bash');
    await session.check();
    expect(resultOf(session.state)).toMatchObject({
      status: 'unmet',
      message: { en: 'Nobody has a UTS namespace of its own' },
    });
  });

  it('prepares on the learner’s side what the step needs', async () => {
    session.open('uts');
    await becomes(looked);
    expect(await sh(machine(), 'cat /tmp/prepared')).toBe(session.values['host']);
    expect(await sh(machine(), 'cat /proc/$(pgrep -x sleep)/cgroup')).toBe('0::/terminals');
  });

  it('prepares the machine anew after a reset, and keeps what was reached', async () => {
    session.open('uts');
    await becomes(looked);
    const console = await Console.open(machine());
    await console.run('unshare --uts bash');
    await console.run(`hostname ${session.values['host']}`);
    await session.check();
    expect(session.state.passed).toEqual(['uts']);
    await machine().reset();
    expect(
      resultOf(await becomes((state) => state.setup.phase === 'open' && looked(state))),
    ).toMatchObject({ status: 'unmet' });
    expect(session.state.passed).toEqual(['uts']);
    expect(await sh(machine(), 'cat /tmp/prepared')).toBe(session.values['host']);
  });

  it('is not passed by killing the agent, and goes on afterwards', async () => {
    session.setVisible(false);
    session.open('slow');
    await becomes(({ setup }) => setup.phase === 'open');
    const console = await Console.open(machine());
    await console.run('touch /tmp/wait');
    const asked = session.check();
    console.type('pkill -9 drydock-agent\r');
    expect(await console.terminal.ended).toEqual({ how: 'lost' });
    await asked;
    expect(resultOf(session.state)).toEqual({ status: 'unknown' });
    expect(session.state.passed).toEqual([]);
    await sh(machine(), 'rm /tmp/wait');
    await session.check();
    expect(session.state.passed).toEqual(['slow']);
  });
});

/** The greatest share of the guest's processor that looking may take. */
const MAX_SHARE = 0.03;
const MINUTE_MS = 60_000;
/**
 * Instructions that a guest does in a second on a slow computer, a third of what was measured on a common one. Instructions are
 * counted, not time: the guest's clock goes on while this computer does something else, and its accounts with it.
 */
const SLOW_GUEST_PER_SECOND = 30e6;

describe('checks while nothing is typed', PATIENT, () => {
  const machine = runningMachine();

  /** The machine with its scripts counted, on a clock that stands still but for them. */
  function inTestTime() {
    const spent = { scripts: 0, instructions: 0 };
    const busy = new Set<Promise<unknown>>();
    const time: FakeTime = new FakeTime(async () => {
      do {
        await Promise.allSettled(busy);
        await settlePromises();
      } while (busy.size > 0);
    });
    const exec = (script: string | readonly string[], options?: ExecOptions) => {
      const started = performance.now();
      const before = instructionsOf(machine());
      spent.scripts += 1;
      const result = machine()
        .exec(script, options)
        .finally(() => {
          spent.instructions += (instructionsOf(machine()) - before) >>> 0;
          time.spend(performance.now() - started);
          busy.delete(result);
        });
      busy.add(result);
      return result;
    };
    const timed: Machine = new Proxy<Machine>(machine(), {
      get: (target, name) => {
        if (name === 'exec') return exec;
        const member: unknown = Reflect.get(target, name, target);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
    return { time, timed, spent };
  }

  it('take little of the processor, and nothing while the page is hidden', async () => {
    const { time, timed, spent } = inTestTime();
    const progress = new StorageProgressStore(() => undefined);
    const session = new LabSession({
      lab: await makeLab(),
      machine: timed,
      progress,
      now: time.now,
      schedule: time.schedule,
    });
    session.open('uts');
    await time.pass(MINUTE_MS);
    expect(session.state.tasks[0]?.result.status).toBe('unmet');

    const before = { ...spent };
    await time.pass(5 * MINUTE_MS);
    const looks = spent.scripts - before.scripts;
    const each = (spent.instructions - before.instructions) / looks;
    const share = (looks * each) / (5 * 60 * SLOW_GUEST_PER_SECOND);
    console.log(
      `${looks} looks in five minutes, ${(each / 1e6).toFixed(1)} million instructions each: ${(share * 100).toFixed(1)} %`,
    );
    expect(looks).toBeGreaterThanOrEqual(10);
    expect(share).toBeLessThanOrEqual(MAX_SHARE);

    session.setVisible(false);
    const visible = spent.scripts;
    await time.pass(10 * MINUTE_MS);
    expect(spent.scripts).toBe(visible);
    expect(time.pending).toBe(0);
    session.close();
  });
});
