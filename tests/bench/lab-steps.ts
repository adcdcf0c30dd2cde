import { createNodeMachine } from '../../images/warm/node-machine.ts';
import { readLabFolder } from '../../src/labs/authoring/read-lab-folder.ts';
import { type LabSource, parseLabSources } from '../../src/labs/parse/parse-lab.ts';
import type { StepSource } from '../../src/labs/parse/step-folder.ts';
import { runSetup } from '../../src/labs/session/run-setup.ts';
import { drawValues } from '../../src/labs/session/values.ts';
import type { LocalMachine } from '../../src/machine/local-machine.ts';
import { SnapshotService } from '../../src/snapshots/snapshot-service.ts';
import { findLab } from '../labs/lab-folders.ts';
import { Typist } from '../labs/typist.ts';
import { closeChannels, newBrowser, openStore } from '../snapshots/samples.ts';
import { atMost, type BenchResult } from './report.ts';
import type { BuiltSite } from './site.ts';
import { median } from './statistics.ts';

const LABS = ['02-chroot', '03-namespaces', '04-cgroups', '05-layers'];
const GOAL_BYTES = 1_000_000;
const SEED = 'bench';

type Values = ReturnType<typeof drawValues>;

/** What is stored for the snapshots of real steps: labs are done from their beginning to their end in one machine, in Node. */
export async function benchLabSteps({ folder }: BuiltSite): Promise<BenchResult> {
  const found: Record<string, number> = {};
  for (const name of LABS) Object.assign(found, await measureLab(folder, name));
  const bytes = Object.values(found);
  const within = bytes.filter((one) => one <= GOAL_BYTES).length;
  return {
    name: 'lab-steps',
    measures: [
      {
        what: `stored after each of ${bytes.length} steps of ${LABS.length} labs`,
        unit: 'bytes',
        median: median(bytes),
        high: Math.max(...bytes),
        goal: atMost(GOAL_BYTES, 'high'),
      },
    ],
    notes: [
      `${within} of ${bytes.length} within ${GOAL_BYTES} bytes`,
      Object.entries(found)
        .map(([step, one]) => `${step} ${(one / 1_000).toFixed(0)} kB`)
        .join(', '),
    ],
    details: found,
  };
}

async function measureLab(folder: string, name: string): Promise<Record<string, number>> {
  const { files } = await readLabFolder(await findLab(name));
  const source = await parseLabSources(name, files);
  const machine = createNodeMachine(folder, { bootMode: 'warm' });
  try {
    await machine.start();
    return await measureSteps(machine, source);
  } finally {
    machine.destroy();
    closeChannels();
  }
}

async function measureSteps(
  machine: LocalMachine,
  { lab, steps }: LabSource,
): Promise<Record<string, number>> {
  const service = await openService(machine);
  const values = drawValues(lab.values, SEED);
  const found: Record<string, number> = {};
  for (const step of steps) {
    await doStep(machine, step, values);
    const { bytes } = await service.take(step.folder);
    found[`${lab.id}/${step.folder}`] = bytes.own;
  }
  return found;
}

async function openService(machine: LocalMachine): Promise<SnapshotService> {
  const { parent, fingerprint, memoryBytes } = await machine.capture();
  const service = new SnapshotService({
    store: openStore(newBrowser()),
    keeper: {
      read: () => ({ labId: '', stepId: '', picture: [], state: '' }),
      prepare: () => () => {},
    },
    images: [{ parent, fingerprint, memoryBytes, profile: 'base', version: '' }],
  });
  service.useMachine(machine);
  await service.open();
  return service;
}

async function doStep(
  machine: LocalMachine,
  { step, solution }: StepSource,
  values: Values,
): Promise<void> {
  await runSetup(machine, step.setup, values, new AbortController().signal);
  if (step.tasks.length > 0) await new Typist(machine, values).perform(solution, async () => {});
}
