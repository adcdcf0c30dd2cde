import { describe, expect, it } from 'vitest';
import { readLabFolder } from '../../src/labs/authoring/read-lab-folder.ts';
import { parseLabSources } from '../../src/labs/parse/parse-lab.ts';
import { runSetup } from '../../src/labs/session/run-setup.ts';
import { drawValues } from '../../src/labs/session/values.ts';
import { findLab } from '../labs/lab-folders.ts';
import { look } from '../labs/look.ts';
import { Console } from './console.ts';
import { PATIENT, runningMachine } from './machines.ts';

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

/** What somebody may try who wants the tick and not the work, in an order in which each is still possible. */
const FAKES: Readonly<Record<string, (values: Values) => readonly string[]>> = {
  'the expected words on the screen': (values) => [
    `echo 'PID 1 net:[4026532999] overlay ${Object.values(values).join(' ')} 0 1000 done'`,
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
  'an alias for every tool': () =>
    TOOLS.split(' ').map((tool) => `alias ${tool}='echo everything is as it should be'`),
  'tools that lie': () => [
    `for t in ${TOOLS}; do rm -f /usr/bin/$t /usr/sbin/$t; printf '#!/bin/bash\\necho done\\n' > /usr/bin/$t; /usr/bin/chmod +x /usr/bin/$t; done`,
  ],
};

/** One line for the prompt. */
const joined = (lines: readonly string[]) =>
  lines.map((line) => (line.endsWith('&') ? line : `${line};`)).join(' ');

describe('a task is met neither by any of the fakes nor by all of them together', PATIENT, () => {
  const machine = runningMachine();

  it.each(TASKS)('in %s, step %s: %s', async (folder, stepId, taskId) => {
    const { files } = await readLabFolder(await findLab(folder));
    const { lab } = await parseLabSources(folder, files);
    const step = lab.steps.find(({ id }) => id === stepId);
    const task = step?.tasks.find(({ id }) => id === taskId);
    if (!step || !task) throw new Error(`${folder} has no task ${stepId}/${taskId}`);
    const values = drawValues(lab.values, 'somebody in a hurry');
    const { signal } = new AbortController();
    await machine().reset();
    await runSetup(machine(), step.setup, values, signal);
    const outcomes = new Map<string, string | undefined>();
    const note = async (fake: string) => {
      const answers = await look(machine(), [task], values, signal);
      outcomes.set(fake, answers.get(taskId)?.outcome);
    };

    const console = await Console.open(machine());
    for (const [fake, lines] of Object.entries(FAKES)) {
      await console.run(joined(lines(values)));
      await note(fake);
    }
    await expect(machine().exec('pkill -9 drydock-agent; sleep 1000')).rejects.toThrow();
    await note('an agent that was killed');
    expect([...outcomes].filter(([, outcome]) => outcome !== 'unmet')).toEqual([]);
    expect(outcomes.size).toBe(Object.keys(FAKES).length + 1);
  });
});
