import { createNodeMachine } from '../../images/warm/node-machine.ts';
import { encodePageRoutines } from '../../src/layers/page-routines.ts';
import type { Machine } from '../../src/machine/machine.ts';
import type { Emulator } from '../../src/machine/v86/emulator.ts';
import { LabPage } from './lab-page.ts';
import { type SearchTimes, timePageSearch } from './page-search.ts';
import { atMost, type BenchResult, type Measure } from './report.ts';
import type { BuiltSite } from './site.ts';
import { median } from './statistics.ts';
import { includeMemory } from './whole-state.ts';

const RUNS = 9;
const PAUSE_GOAL_MS = 60;
const RESTORE_GOAL_MS = 300;

/** About what a step of a lab leaves behind. */
const STEP = `d=$(mktemp -d); echo text > $d/file; mkdir /sys/fs/cgroup/step-$$; unshare --mount --pid --fork ps > $d/ps; cat $d/*`;
const WRITE_16_MB = 'head -c 16777216 /dev/urandom > /tmp/written';

/** What one kind of work came to, run after run. */
interface Captured {
  readonly pauseMs: readonly number[];
  readonly takenMs: readonly number[];
  /** Uncompressed: pages and devices. */
  readonly bytes: readonly number[];
}

interface Found {
  /** The pause of the very first capture. */
  readonly firstPauseMs: number;
  readonly step: Captured;
  readonly written: Captured;
  readonly restoredMs: readonly number[];
  readonly search: SearchTimes;
}

/** v86's own way: the state of everything, in one piece. */
interface WholeState {
  readonly savedMs: readonly number[];
  readonly restoredMs: readonly number[];
  readonly bytes: number;
}

/** Pause of the guest for a capture, and the way back, in the page and in Node; v86's own states as yardstick. */
export async function benchSnapshot(site: BuiltSite, runs = RUNS): Promise<BenchResult> {
  const script = { step: STEP, write: WRITE_16_MB, runs };
  const code = [...encodePageRoutines()];
  const page = await site.served((address) =>
    LabPage.with(address, async (lab) => {
      const found = await measureInPage(lab, script);
      return { ...found, search: await lab.page.evaluate(timePageSearch, code) };
    }),
  );
  const { found, whole } = await measureInNode(site, script);
  const node: Found = { ...found, search: timePageSearch(code) };
  return {
    name: 'snapshot',
    measures: [
      ...measuresOf('page', page, true),
      ...measuresOf('Node', node, false),
      times('v86’s own save_state, in Node', whole.savedMs),
      times('v86’s own restore_state, in Node', whole.restoredMs),
    ],
    notes: [
      `bytes before packing: step ${megabytes(median(page.step.bytes))}, 16 MB written ${megabytes(median(page.written.bytes))}, v86’s own ${megabytes(whole.bytes)}`,
      `pages found in 512 MB, SIMD against JavaScript: page ${ratio(page.search)}, Node ${ratio(node.search)}`,
    ],
    details: { page, node, whole },
  };
}

function measuresOf(where: string, found: Found, judged: boolean): Measure[] {
  const goal = (ms: number) => (judged ? { goal: atMost(ms) } : {});
  return [
    {
      ...times(`pause of the guest after a step, ${where}`, found.step.pauseMs),
      ...goal(PAUSE_GOAL_MS),
    },
    {
      ...times(`the same after 16 MB were written, ${where}`, found.written.pauseMs),
      ...goal(PAUSE_GOAL_MS),
    },
    { what: `the first pause, ${where}`, unit: 'ms', median: found.firstPauseMs },
    times(`capture from call to answer, ${where}`, found.step.takenMs),
    {
      ...times(`put back, to a script’s output, ${where}`, found.restoredMs),
      ...goal(RESTORE_GOAL_MS),
    },
  ];
}

function times(what: string, ms: readonly number[]): Measure {
  return { what, unit: 'ms', median: median(ms), high: Math.max(...ms) };
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
const ratio = ({ simd, plain }: SearchTimes) =>
  `${simd.toFixed(0)} ms against ${plain.toFixed(0)} ms`;

interface Script {
  readonly step: string;
  readonly write: string;
  readonly runs: number;
}

declare global {
  interface Window {
    /** {@link measureCaptures}, sent over as text. */
    drydockMeasureCaptures: typeof measureCaptures;
  }
}

async function measureInPage(lab: LabPage, script: Script): Promise<Omit<Found, 'search'>> {
  await lab.page.evaluate(`window.drydockMeasureCaptures = ${measureCaptures}`);
  return lab.page.evaluate(async (given) => {
    const create = window.drydockProbe.lab?.createMachine;
    if (!create) throw new Error('there is no lab in the page');
    const baseUrl = new URL('./', location.href);
    const machine = create({ bootMode: 'warm', baseUrl, profile: 'base' });
    await machine.start();
    const found = await window.drydockMeasureCaptures(machine, given);
    machine.destroy();
    return found;
  }, script);
}

async function measureInNode({ folder }: BuiltSite, script: Script) {
  const machine = createNodeMachine(folder, { bootMode: 'warm' });
  try {
    await machine.start();
    const found = await measureCaptures(machine, script);
    if (machine.emulator === undefined) throw new Error('the machine is not running');
    return { found, whole: await measureWholeStates(machine.emulator, script.runs) };
  } finally {
    machine.destroy();
  }
}

/** Takes turns of work and capture, then of work and the way back. Is run in the page as well, and is all in itself. */
async function measureCaptures(
  machine: Machine,
  { step, write, runs }: Script,
): Promise<Omit<Found, 'search'>> {
  const first = await machine.capture();
  const captured = async (work: string) => {
    const pauseMs: number[] = [];
    const takenMs: number[] = [];
    const bytes: number[] = [];
    for (let run = 0; run < runs; run++) {
      await machine.exec(work, { timeoutMs: 120_000 });
      const begin = performance.now();
      const capture = await machine.capture();
      takenMs.push(performance.now() - begin);
      pauseMs.push(capture.pauseMs);
      bytes.push(capture.pages.length + capture.devices.length);
    }
    return { pauseMs, takenMs, bytes };
  };
  const afterStep = await captured(step);
  const afterWriting = await captured(write);
  const restoredMs: number[] = [];
  for (let run = 0; run < runs; run++) {
    const capture = await machine.capture();
    await machine.exec(step, { timeoutMs: 120_000 });
    const begin = performance.now();
    await machine.restore(capture);
    await machine.exec('echo back', { timeoutMs: 120_000 });
    restoredMs.push(performance.now() - begin);
  }
  return { firstPauseMs: first.pauseMs, step: afterStep, written: afterWriting, restoredMs };
}

/** What v86 does when it is asked for a state, memory included. */
async function measureWholeStates(emulator: Emulator, runs: number): Promise<WholeState> {
  includeMemory(emulator);
  const savedMs: number[] = [];
  const restoredMs: number[] = [];
  let bytes = 0;
  await emulator.stop();
  for (let run = 0; run < runs; run++) {
    const begin = performance.now();
    const state = await emulator.saveDevices();
    const saved = performance.now();
    await emulator.restoreDevices(state);
    savedMs.push(saved - begin);
    restoredMs.push(performance.now() - saved);
    bytes = state.length;
  }
  return { savedMs, restoredMs, bytes };
}
