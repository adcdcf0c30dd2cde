import { benchBundle } from './bundle.ts';
import { benchCold, benchCold10Mbit, benchEngine, benchEngine10Mbit } from './cold.ts';
import { benchDisk } from './disk.ts';
import { benchDockerRun } from './docker-run.ts';
import { benchGuestCpu } from './guest-cpu.ts';
import { benchLabSteps } from './lab-steps.ts';
import { benchMemory } from './memory.ts';
import type { BenchResult } from './report.ts';
import { benchReset } from './reset.ts';
import type { BuiltSite } from './site.ts';
import { benchSnapshot } from './snapshot.ts';
import { benchStore } from './store.ts';
import { benchTerminal } from './terminal.ts';
import { benchUi } from './ui.ts';
import { benchWarm } from './warm.ts';

/** Measures one thing; `runs` replaces the benchmark's own number of runs. */
export type Benchmark = (site: BuiltSite, runs?: number) => Promise<BenchResult>;

/** All benchmarks by name, in the order of the table. */
export const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  cold: benchCold,
  'cold-10mbit': benchCold10Mbit,
  warm: benchWarm,
  engine: benchEngine,
  'engine-10mbit': benchEngine10Mbit,
  'docker-run': benchDockerRun,
  'guest-cpu': benchGuestCpu,
  disk: benchDisk,
  reset: benchReset,
  snapshot: benchSnapshot,
  terminal: benchTerminal,
  ui: benchUi,
  store: benchStore,
  'lab-steps': benchLabSteps,
  memory: benchMemory,
  bundle: benchBundle,
};
