import { createNodeMachine } from '../../images/warm/node-machine.ts';
import { readLabFolder } from '../../src/labs/authoring/read-lab-folder.ts';
import { type LabSource, parseLabSources } from '../../src/labs/parse/parse-lab.ts';
import type { StepSource } from '../../src/labs/parse/step-folder.ts';
import { runSetup } from '../../src/labs/session/run-setup.ts';
import { drawValues } from '../../src/labs/session/values.ts';
import type { LocalMachine } from '../../src/machine/local-machine.ts';
import { SnapshotService } from '../../src/snapshots/snapshot-service.ts';
import { findLab } from '../labs/lab-folders.ts';
import { Production } from '../labs/production.ts';
import { Typist } from '../labs/typist.ts';
import { closeChannels, newBrowser, openStore } from '../snapshots/samples.ts';
import { atMost, type BenchResult, type Measure } from './report.ts';
import type { BuiltSite } from './site.ts';
import { median } from './statistics.ts';

/** Labs by what they need: with the Docker Engine, layers of images lie in memory as well. */
const LABS = {
  base: ['02-chroot', '03-namespaces', '04-cgroups', '05-layers', '06-container-by-hand'],
  engine: [
    ...['07-engine', '08-images', '09-sharing', '10-independence', '11-web'],
    ...['12-build-and-ship', '13-services', '14-limits'],
  ],
} as const;
const GOAL_BYTES = 1_000_000;
const SEED = 'bench';

type Values = ReturnType<typeof drawValues>;

/** What is stored for the snapshots of real steps: labs are done from their beginning to their end in one machine, in Node. */
export async function benchLabSteps({ folder }: BuiltSite): Promise<BenchResult> {
  const base = await measureLabs(folder, LABS.base);
  const engine = await measureLabs(folder, LABS.engine);
  return {
    name: 'lab-steps',
    measures: [measureOf('labs without the engine', base), measureOf('labs with it', engine)],
    notes: [describe(base), describe(engine)],
    details: { ...base, ...engine },
  };
}

/** Bytes by lab and step. */
type Stored = Readonly<Record<string, number>>;

function measureOf(labs: string, stored: Stored): Measure {
  const bytes = Object.values(stored);
  return {
    what: `stored after each of ${bytes.length} steps of ${labs}`,
    unit: 'bytes',
    median: median(bytes),
    high: Math.max(...bytes),
    goal: atMost(GOAL_BYTES, 'high'),
  };
}

function describe(stored: Stored): string {
  const entries = Object.entries(stored);
  const within = entries.filter(([, bytes]) => bytes <= GOAL_BYTES).length;
  const each = entries.map(([step, bytes]) => `${step} ${(bytes / 1_000).toFixed(0)} kB`);
  return `${within} of ${entries.length} within ${GOAL_BYTES} bytes: ${each.join(', ')}`;
}

async function measureLabs(folder: string, names: readonly string[]): Promise<Stored> {
  const found: Record<string, number> = {};
  for (const name of names) Object.assign(found, await measureLab(folder, name));
  return found;
}

async function measureLab(folder: string, name: string): Promise<Record<string, number>> {
  const { files } = await readLabFolder(await findLab(name));
  const source = await parseLabSources(name, files);
  const machine = createNodeMachine(folder, { bootMode: 'warm', profile: source.lab.profile });
  let production: Production | undefined;
  try {
    await machine.start();
    const needsProduction = source.steps.some(({ step }) => step.secondMachine === 'production');
    if (needsProduction) production = await Production.start(folder, machine);
    return await measureSteps(machine, source, production?.machine);
  } finally {
    production?.close();
    machine.destroy();
    closeChannels();
  }
}

/** `second` is the server beside the machine, in a lab that has one. Nothing of it is stored. */
async function measureSteps(
  machine: LocalMachine,
  { lab, steps }: LabSource,
  second: LocalMachine | undefined,
): Promise<Record<string, number>> {
  const service = await openService(machine);
  const values = drawValues(lab.values, SEED);
  const found: Record<string, number> = {};
  for (const step of steps) {
    await doStep(machine, step, values, second);
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
    images: [{ parent, fingerprint, memoryBytes, profile: machine.profile, version: '' }],
  });
  service.useMachine(machine);
  await service.open();
  return service;
}

async function doStep(
  machine: LocalMachine,
  { step, solution }: StepSource,
  values: Values,
  second: LocalMachine | undefined,
): Promise<void> {
  const { signal } = new AbortController();
  await runSetup(machine, step.setup, values, signal);
  if (step.tasks.length === 0) return;
  await new Typist(machine, values, signal, second).perform(solution, async () => {});
}
