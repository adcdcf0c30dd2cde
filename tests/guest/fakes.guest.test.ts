import { beforeEach, describe, expect, it } from 'vitest';
import { readLabFolder } from '../../src/labs/authoring/read-lab-folder.ts';
import type { Task } from '../../src/labs/lab.ts';
import { parseLabSources } from '../../src/labs/parse/parse-lab.ts';
import { runSetup } from '../../src/labs/session/run-setup.ts';
import { drawValues } from '../../src/labs/session/values.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { findLab } from '../labs/lab-folders.ts';
import { look } from '../labs/look.ts';
import { Console } from './console.ts';
import { PATIENT, runningMachine, sh } from './machines.ts';

/** Tasks of different kinds: where a program runs, what is mounted, who may do what, what a limit is, what was cut off. */
const TASKS = [
  ['02-chroot', 'own-root', 'entered'],
  ['03-namespaces', 'pid', 'first'],
  ['03-namespaces', 'net', 'cable'],
  ['03-namespaces', 'user', 'mapped'],
  ['04-cgroups', 'memory', 'limit'],
  ['05-layers', 'mount', 'mounted'],
] as const;

/** What checks and learners look at the system with. */
const TOOLS =
  'ps lsns ip hostname cat stat ls findmnt mount nsenter unshare readlink id grep chroot';

type Values = Readonly<Record<string, string>>;

/** What somebody may try who wants the tick and not the work; each is done on its own, at a prompt. */
const FAKES: Readonly<Record<string, (values: Values) => readonly string[]>> = {
  'the expected words on the screen': (values) => [
    `echo 'PID 1 net:[4026532999] overlay ${Object.values(values).join(' ')} 0 1000 done'`,
  ],
  'an alias for every tool': () =>
    TOOLS.split(' ').map((tool) => `alias ${tool}='echo everything is as it should be'`),
  'tools that lie': () => [
    `for t in ${TOOLS}; do rm -f /usr/bin/$t /usr/sbin/$t; printf '#!/bin/bash\\necho done\\n' > /usr/bin/$t; /usr/bin/chmod +x /usr/bin/$t; done`,
  ],
  'files with the right names': (values) => [
    'mkdir -p /tmp/fake /run/netns; touch /run/netns/red /run/netns/blue',
    ...Object.values(values).map(
      (value) => `mkdir -p '/tmp/fake/${value}'; touch '/root/${value}'`,
    ),
  ],
  'a renamed process': () => [
    'cp /bin/sleep /tmp/unshare; /tmp/unshare 1000 &',
    '(exec -a "chroot /srv/room sh" sleep 1000) &',
  ],
  'a mount of its own over what is looked at': () => [
    'unshare --mount sh -c "mount -t tmpfs none /sys/fs/cgroup; mount -t tmpfs none /proc/1; sleep 1000" &',
  ],
};

describe.each(TASKS)(
  'in %s, %s: the task "%s" is not met by',
  PATIENT,
  (folder, stepId, taskId) => {
    const machine = runningMachine();
    let task: Task;
    let values: Values;
    let console: Console;

    beforeEach(async () => {
      const { files } = await readLabFolder(await findLab(folder));
      const { lab } = await parseLabSources(folder, files);
      const step = lab.steps.find(({ id }) => id === stepId);
      const found = step?.tasks.find(({ id }) => id === taskId);
      if (!step || !found) throw new Error(`${folder} has no task ${stepId}/${taskId}`);
      task = found;
      values = drawValues(lab.values, 'somebody in a hurry');
      await machine().reset();
      await runSetup(machine(), step.setup, values, new AbortController().signal);
      console = await Console.open(machine());
    }, PATIENT.timeout);

    const outcome = async (at: Machine) => (await look(at, [task], values)).get(taskId)?.outcome;

    it.each(Object.keys(FAKES))('%s', async (name) => {
      for (const line of FAKES[name]?.(values) ?? []) await console.run(line);
      expect(await outcome(machine())).toBe('unmet');
    });

    it('an agent that was killed', async () => {
      console.terminal.write('pkill -KILL -f drydock-agent\r');
      await console.terminal.ended;
      expect(await outcome(machine())).toBe('unmet');
      expect(await sh(machine(), 'echo alive')).toBe('alive');
    });
  },
);
