import type { CheckAnswer } from '../../src/labs/check/check-batch.ts';
import type { Task } from '../../src/labs/lab.ts';
import type { WrongAttempt } from '../../src/labs/parse/attempts.ts';
import type { StepSource } from '../../src/labs/parse/step-folder.ts';
import type { TypingAct } from '../../src/labs/parse/typing-script.ts';
import { runSetup, SetupFailedError } from '../../src/labs/session/run-setup.ts';
import type { LocalMachine } from '../../src/machine/local-machine.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { EdgeWatch } from './edge-watch.ts';
import { type Answers, addedCost, explain, look, lookUntilMet } from './look.ts';
import type { PreparedMachine } from './preparation.ts';
import { type Proof, ProofNotes, timed } from './proof.ts';
import { millions } from './report.ts';
import { findUnreadable } from './syntax.ts';
import { type BetweenActs, TypingError, Typist } from './typist.ts';

/** A wrong attempt is looked at twice: what it leaves running in the background may need a moment to deceive. */
const DECEPTION_MS = 400;
/** How long a guest that starts or stops containers on a busy computer may have no time for anything else. */
const BUSY_GUEST_MS = 300_000;
/**
 * More than this slows a look down for every learner. In looks without a check, which are 2.5 million instructions. Measured: two of them
 * in instructions are about one in time on the processor, since what a look runs first is the dearest.
 */
const MAX_CHECK_LOOKS = 6;
const REMARKABLE_CHECK_LOOKS = 2;

export type Values = Readonly<Record<string, string>>;

/** The variables of a step's scripts. */
export interface StepValues {
  /** When the step opens. */
  readonly atFirst: Values;
  /** Once the second machine, in a step that has one, was booted. */
  readonly later: Values;
}

/** The machine of a step, and the one beside it in a step that has a server. */
export interface StepMachines {
  readonly first: LocalMachine;
  readonly second: LocalMachine | undefined;
}

/** How long a proof waits, and for whom. */
export interface ProofOptions {
  /** For what a solution sets going in the background to take effect, in milliseconds. */
  readonly patienceMs: number;
  /** Ends the proof, which then rejects with the signal's reason. */
  readonly signal: AbortSignal;
}

/**
 * Proves a step on `machines`: after setup no task is met, after the solution all are, and after a wrong attempt, each on the
 * machine as setup left it, its task is not. `prepare` runs setup on a fresh machine. What
 * goes wrong is a finding; rejects when it is aborted alone.
 */
export async function proveStep(
  machines: StepMachines,
  prepare: () => Promise<PreparedMachine>,
  source: StepSource,
  values: StepValues,
  options: ProofOptions,
): Promise<Proof> {
  const notes = new ProofNotes();
  const proof = new StepProof(machines, source, values, notes, options);
  await proof.guarded(source.setupFile, () => proof.prepare(prepare));
  await proof.guarded(`${source.folder}/solve.sh`, () => proof.proveSolution());
  for (const attempt of source.attempts) {
    await proof.guarded(attempt.file, () => proof.proveAttempt(attempt));
  }
  return notes.toProof(source.folder, source.step.tasks.length, source.attempts.length);
}

/** Does one step on machines as they are, after others: its solution works there too. Rejects when it is aborted alone. */
export async function proveStepAfterOthers(
  machines: StepMachines,
  source: StepSource,
  values: StepValues,
  notes: ProofNotes,
  options: ProofOptions,
): Promise<void> {
  const proof = new StepProof(machines, source, values, notes, options);
  await proof.guarded(`${source.folder}/solve.sh`, () => proof.solveAfterOthers());
}

class StepProof {
  readonly #machine: LocalMachine;
  readonly #second: LocalMachine | undefined;
  readonly #source: StepSource;
  readonly #tasks: readonly Task[];
  readonly #atFirst: Values;
  readonly #values: Values;
  readonly #notes: ProofNotes;
  readonly #options: ProofOptions;
  readonly #signal: AbortSignal;
  /** As setup leaves a fresh machine. */
  #prepared: PreparedMachine | undefined;

  constructor(
    machines: StepMachines,
    source: StepSource,
    values: StepValues,
    notes: ProofNotes,
    options: ProofOptions,
  ) {
    this.#machine = machines.first;
    this.#second = machines.second;
    this.#source = source;
    this.#tasks = source.step.tasks;
    this.#atFirst = values.atFirst;
    this.#values = values.later;
    this.#notes = notes;
    this.#options = options;
    this.#signal = options.signal;
  }

  /** Does one part of the proof; an error is a finding in `file`. */
  async guarded(file: string, prove: () => Promise<void>): Promise<void> {
    try {
      this.#signal.throwIfAborted();
      await prove();
    } catch (error) {
      this.#signal.throwIfAborted();
      const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      this.#notes.find(file, what);
    }
  }

  async prepare(prepare: () => Promise<PreparedMachine>): Promise<void> {
    this.#notes.setupMs = await timed(() =>
      this.#noteFailure('on a fresh machine', async () => {
        this.#prepared = await prepare();
      }),
    );
  }

  async proveSolution(): Promise<void> {
    if (this.#prepared === undefined) return; // that was found before
    await this.#proveSyntax();
    await this.#setup('for the second time');
    await this.#noteMetAtOnce(this.#atFirst);
    if (this.#values !== this.#atFirst) await this.#noteMetAtOnce(this.#values);
    const typist = this.#sitDown();
    if (!(await this.#solve(typist))) return;
    await this.#proveCosts();
    await this.#setup('after the solution');
    typist.leave();
  }

  async solveAfterOthers(): Promise<void> {
    await this.#setup('after the steps before');
    const answers = await this.#look(this.#tasks);
    for (const { id } of this.#tasks) {
      if (answers.get(id)?.outcome !== 'met') continue;
      this.#notes.remarks.push(
        `${this.#source.folder}: "${id}" is met when the step opens after those before it`,
      );
    }
    // The terminals stay open, as those of a learner who opens a new one for each step.
    await this.#solve(this.#sitDown());
  }

  async proveAttempt(attempt: WrongAttempt): Promise<void> {
    const { file, how } = attempt;
    const task = this.#tasks.find(({ id }) => id === attempt.task);
    if (task === undefined) return;
    if (this.#prepared === undefined) return;
    await this.#prepared.restore();
    const typist = this.#sitDown();
    const edge = new EdgeWatch([task], (open) => this.#look(open));
    if (how.typed) {
      if (!(await this.#type(typist, file, how.acts, edge.look))) return;
    } else {
      await this.#runAttempt(this.#machineOf(task), file, how.script);
    }
    const first = await this.#look([task]);
    await this.#letGuestGoOn();
    const second = await this.#look([task]);
    await this.#judgeAttempt(attempt, task, [edge.answers, first, second], typist);
    typist.leave();
  }

  /** By the guest's clock: on a busy computer the guest's programs are slow, and so is this. */
  async #letGuestGoOn(): Promise<void> {
    const options = { timeoutMs: BUSY_GUEST_MS, signal: this.#signal };
    for (const machine of [this.#machine, this.#second]) {
      await machine?.exec(['sleep', String(DECEPTION_MS / 1_000)], options);
    }
  }

  async #runAttempt(machine: Machine, file: string, script: string): Promise<void> {
    try {
      await runSetup(machine, script, this.#values, this.#signal);
    } catch (error) {
      // Some attempts are wrong in just this way; but a typing mistake of the author's looks the same.
      if (!(error instanceof SetupFailedError)) throw error;
      this.#notes.remarks.push(`${file}: ${error.message}`);
    }
  }

  async #judgeAttempt(
    { file, message }: WrongAttempt,
    task: Task,
    looks: readonly Answers[],
    typist: Typist,
  ): Promise<void> {
    const answers = looks.flatMap((answer) => answer.get(task.id) ?? []);
    const met = answers.some(({ outcome }) => outcome === 'met');
    const failed = answers.find((answer) => answer.outcome === 'failed');
    const last = answers.at(-1);
    const key = last?.outcome === 'unmet' ? last.key : undefined;
    if (met) {
      await this.#find(file, `passes: the check of "${task.id}" says that it is met`, task, typist);
    } else if (failed !== undefined) {
      await this.#find(file, `the check of "${task.id}" fails: ${failed.detail}`, task, typist);
    } else if (message !== undefined && key !== message) {
      const told = key === undefined ? 'no message' : `the message "${key}"`;
      await this.#find(file, `gets ${told} from "${task.id}", not "${message}"`, task, typist);
    }
  }

  /** Types the solution; false when it could not be typed. */
  async #solve(typist: Typist): Promise<boolean> {
    if (this.#tasks.length === 0) return true;
    const file = `${this.#source.folder}/solve.sh`;
    const edge = new EdgeWatch(this.#tasks, (open) => this.#look(open));
    let typed = false;
    this.#notes.solutionMs += await timed(async () => {
      typed = await this.#type(typist, file, this.#source.solution, edge.look);
    });
    if (!typed) return false;
    const open = this.#tasks.filter(({ id }) => !edge.hasSeen(id));
    const answers = await lookUntilMet((tasks) => this.#look(tasks), open, this.#options);
    for (const task of open) {
      const answer = answers.get(task.id);
      if (answer?.outcome === 'met') continue;
      const detail = answer?.outcome === 'failed' ? `the check fails: ${answer.detail}` : 'not met';
      await this.#find(file, `after the solution "${task.id}" is ${detail}`, task, typist);
    }
    return true;
  }

  async #type(
    typist: Typist,
    file: string,
    acts: readonly TypingAct[],
    between: BetweenActs,
  ): Promise<boolean> {
    try {
      await typist.perform(acts, between);
      return true;
    } catch (error) {
      if (!(error instanceof TypingError)) throw error;
      this.#notes.find(file, error.message, { typed: typist.typed, screen: typist.screens });
      return false;
    }
  }

  #setup(when: string): Promise<void> {
    const { setup } = this.#source.step;
    return this.#noteFailure(when, () =>
      runSetup(this.#machine, setup, this.#values, this.#signal),
    );
  }

  async #noteFailure(when: string, setup: () => Promise<void>): Promise<void> {
    try {
      await setup();
    } catch (error) {
      if (!(error instanceof SetupFailedError)) throw error;
      this.#notes.find(this.#source.setupFile, `fails ${when}: ${error.message}`);
    }
  }

  async #noteMetAtOnce(values: Values): Promise<void> {
    const answers = await this.#look(this.#tasks, values);
    for (const task of this.#tasks) {
      const answer = answers.get(task.id);
      if (answer?.outcome === 'unmet') continue;
      const what =
        answer?.outcome === 'failed'
          ? `fails after setup: ${answer.detail}`
          : 'says after setup that the task is met, before anything was done';
      await this.#find(this.#checkFile(task.id), what, task);
    }
  }

  async #proveSyntax(): Promise<void> {
    const { setupFile, step, attempts } = this.#source;
    const scripts = new Map([
      [setupFile, step.setup],
      ...this.#tasks.map(({ id, check }) => [this.#checkFile(id), check] as const),
      ...attempts.flatMap(({ file, how }) => (how.typed ? [] : [[file, how.script] as const])),
    ]);
    for (const [file, complaint] of await findUnreadable(this.#machine, scripts, this.#signal)) {
      this.#notes.find(file, `is no shell script: ${complaint}`);
    }
  }

  async #proveCosts(): Promise<void> {
    for (const task of this.#tasks) await this.#proveCost(task);
  }

  async #proveCost(task: Task): Promise<void> {
    const machine = this.#machineOf(task);
    const { instructions, looks } = await addedCost(machine, task, this.#values, this.#signal);
    this.#notes.costs.push({ task: task.id, instructions });
    const advice = 'use fewer processes: what the shell does itself costs next to nothing';
    const what = `takes ${millions(instructions)} instructions, ${looks.toFixed(1)} times a look without it; ${advice}`;
    const file = this.#checkFile(task.id);
    if (looks > MAX_CHECK_LOOKS) this.#notes.find(file, what);
    else if (looks > REMARKABLE_CHECK_LOOKS) this.#notes.remarks.push(`${file}: ${what}`);
  }

  async #find(file: string, what: string, task: Task, typist?: Typist): Promise<void> {
    const said = await explain(this.#machineOf(task), task, this.#values, this.#signal);
    const done = typist === undefined || typist.typed.length === 0;
    const shown = done ? {} : { typed: typist.typed, screen: typist.screens };
    this.#notes.find(file, what, { ...shown, said });
  }

  /** Each task where it is judged. */
  async #look(tasks: readonly Task[], values = this.#values): Promise<Answers> {
    const answers = new Map<string, CheckAnswer>();
    for (const where of ['first', 'second']) {
      const own = tasks.filter(({ machine }) => machine === where);
      if (own[0] === undefined) continue;
      const found = await look(this.#machineOf(own[0]), own, values, this.#signal);
      for (const [id, answer] of found) answers.set(id, answer);
    }
    return answers;
  }

  #machineOf({ id, machine }: Task): LocalMachine {
    const found = machine === 'second' ? this.#second : this.#machine;
    if (found === undefined) throw new Error(`the task "${id}" has no machine to be judged on`);
    return found;
  }

  #sitDown(): Typist {
    return new Typist(this.#machine, this.#values, this.#signal, this.#second);
  }

  #checkFile(task: string): string {
    return `${this.#source.folder}/check.${task}.sh`;
  }
}
