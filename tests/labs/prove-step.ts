import type { Task } from '../../src/labs/lab.ts';
import type { WrongAttempt } from '../../src/labs/parse/attempts.ts';
import type { StepSource } from '../../src/labs/parse/step-folder.ts';
import { runSetup, SetupFailedError } from '../../src/labs/session/run-setup.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { type Answers, costs, explain, look, lookUntilMet, pause } from './look.ts';
import { type Proof, ProofNotes, timed } from './proof.ts';
import { type BetweenActs, TypingError, Typist } from './typist.ts';

/** For what a solution sets going in the background to take effect. */
const SOLUTION_PATIENCE_MS = 8_000;
/** A wrong attempt is looked at twice: what it leaves running in the background may need a moment to deceive. */
const DECEPTION_MS = 300;
/** More than this slows a look down for every learner; 60 is what to aim at, on a computer that does nothing else. */
const MAX_CHECK_MS = 400;
const REMARKABLE_CHECK_MS = 150;

export type Values = Readonly<Record<string, string>>;

/** The variables of a step's scripts. */
export interface StepValues {
  /** When the step opens. */
  readonly atFirst: Values;
  /** Once the second machine, in a step that has one, was booted. */
  readonly later: Values;
}

/**
 * Proves a step on `machine`, which is reset before each try: after setup no task is met, after a wrong attempt its task is not,
 * after the solution all are. Never rejects: what goes wrong is a finding.
 */
export async function proveStep(
  machine: Machine,
  source: StepSource,
  values: StepValues,
): Promise<Proof> {
  const notes = new ProofNotes();
  const proof = new StepProof(machine, source, values, notes);
  await guarded(notes, `${source.folder}/solve.sh`, () => proof.proveSolution());
  for (const attempt of source.attempts) {
    await guarded(notes, attempt.file, () => proof.proveAttempt(attempt));
  }
  return notes.toProof(source.folder, source.step.tasks.length, source.attempts.length);
}

/** Does one step on a machine as it is, after others: its solution works there too. Never rejects. */
export async function proveStepAfterOthers(
  machine: Machine,
  source: StepSource,
  values: StepValues,
  notes: ProofNotes,
): Promise<void> {
  const proof = new StepProof(machine, source, values, notes);
  await guarded(notes, `${source.folder}/solve.sh`, () => proof.solveAfterOthers());
}

async function guarded(notes: ProofNotes, file: string, prove: () => Promise<void>): Promise<void> {
  try {
    await prove();
  } catch (error) {
    notes.find(file, error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  }
}

class StepProof {
  readonly #machine: Machine;
  readonly #source: StepSource;
  readonly #tasks: readonly Task[];
  readonly #atFirst: Values;
  readonly #values: Values;
  readonly #notes: ProofNotes;

  constructor(machine: Machine, source: StepSource, values: StepValues, notes: ProofNotes) {
    this.#machine = machine;
    this.#source = source;
    this.#tasks = source.step.tasks;
    this.#atFirst = values.atFirst;
    this.#values = values.later;
    this.#notes = notes;
  }

  async proveSolution(): Promise<void> {
    const notes = this.#notes;
    await this.#machine.reset();
    await this.#proveSyntax();
    notes.setupMs = await timed(() => this.#setup('on a fresh machine'));
    await this.#setup('for the second time');
    await this.#noteMetAtOnce(this.#atFirst);
    if (this.#values !== this.#atFirst) await this.#noteMetAtOnce(this.#values);
    const typist = new Typist(this.#machine, this.#values);
    if (!(await this.#solve(typist))) return;
    for (const [task, ms] of await costs(this.#machine, this.#tasks, this.#values)) {
      notes.costs.push({ task, ms });
      const advice = 'use fewer processes: what the shell does itself costs next to nothing';
      const what = `takes ${Math.round(ms)} ms of the processor; ${advice}`;
      if (ms > MAX_CHECK_MS) notes.find(this.#checkFile(task), what);
      else if (ms > REMARKABLE_CHECK_MS) notes.remarks.push(`${this.#checkFile(task)}: ${what}`);
    }
    await this.#setup('after the solution');
    typist.leave();
  }

  async solveAfterOthers(): Promise<void> {
    await this.#setup('after the steps before');
    const answers = await look(this.#machine, this.#tasks, this.#values);
    for (const { id } of this.#tasks) {
      if (answers.get(id)?.outcome !== 'met') continue;
      this.#notes.remarks.push(
        `${this.#source.folder}: "${id}" is met when the step opens after those before it`,
      );
    }
    // The terminals stay open, as those of a learner who opens a new one for each step.
    await this.#solve(new Typist(this.#machine, this.#values));
  }

  async proveAttempt(attempt: WrongAttempt): Promise<void> {
    const { file, how } = attempt;
    const task = this.#tasks.find(({ id }) => id === attempt.task);
    if (task === undefined) return;
    await this.#machine.reset();
    await this.#setup('before the attempt');
    const typist = new Typist(this.#machine, this.#values);
    const edge = new EdgeWatch(this.#machine, task.mode === 'edge' ? [task] : [], this.#values);
    if (how.typed) {
      if (!(await this.#type(typist, file, how.acts, edge.look))) return;
    } else {
      await this.#runAttempt(file, how.script);
    }
    const first = await look(this.#machine, [task], this.#values);
    await pause(DECEPTION_MS);
    const second = await look(this.#machine, [task], this.#values);
    await this.#judgeAttempt(attempt, task, [edge.answers, first, second], typist);
    typist.leave();
  }

  async #runAttempt(file: string, script: string): Promise<void> {
    try {
      await runSetup(this.#machine, script, this.#values, new AbortController().signal);
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
    const edges = this.#tasks.filter(({ mode }) => mode === 'edge');
    const edge = new EdgeWatch(this.#machine, edges, this.#values);
    let typed = false;
    this.#notes.solutionMs += await timed(async () => {
      typed = await this.#type(typist, file, this.#source.solution, edge.look);
    });
    if (!typed) return false;
    const open = this.#tasks.filter(({ id }) => edge.answers.get(id)?.outcome !== 'met');
    const answers = await lookUntilMet(this.#machine, open, this.#values, SOLUTION_PATIENCE_MS);
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
    acts: Parameters<Typist['perform']>[0],
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

  async #setup(when: string): Promise<void> {
    const { folder, step } = this.#source;
    try {
      await runSetup(this.#machine, step.setup, this.#values, new AbortController().signal);
    } catch (error) {
      if (!(error instanceof SetupFailedError)) throw error;
      this.#notes.find(`${folder}/setup.sh`, `fails ${when}: ${error.message}`);
    }
  }

  async #noteMetAtOnce(values: Values): Promise<void> {
    const answers = await look(this.#machine, this.#tasks, values);
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

  /** Every script is read by the guest's own shell, without running it. */
  async #proveSyntax(): Promise<void> {
    const { folder, step, attempts } = this.#source;
    const scripts = [
      [`${folder}/setup.sh`, step.setup],
      ...this.#tasks.map(({ id, check }) => [this.#checkFile(id), check]),
      ...attempts.flatMap(({ file, how }) => (how.typed ? [] : [[file, how.script]])),
    ];
    for (const [file = '', stdin = ''] of scripts) {
      const { exitCode, stderr } = await this.#machine.exec(['/bin/sh', '-n', '-s'], { stdin });
      if (exitCode !== 0) this.#notes.find(file, `is no shell script: ${stderr.trim()}`);
    }
  }

  async #find(file: string, what: string, task: Task, typist?: Typist): Promise<void> {
    const said = await explain(this.#machine, task, this.#values);
    const done = typist === undefined || typist.typed.length === 0;
    const shown = done ? {} : { typed: typist.typed, screen: typist.screens };
    this.#notes.find(file, what, { ...shown, said });
  }

  #checkFile(task: string): string {
    return `${this.#source.folder}/check.${task}.sh`;
  }
}

/** Looks after each act for what need not last, as the page does all the time. */
class EdgeWatch {
  readonly answers = new Map<string, Answers extends ReadonlyMap<string, infer A> ? A : never>();
  readonly #machine: Machine;
  readonly #tasks: readonly Task[];
  readonly #values: Values;

  constructor(machine: Machine, tasks: readonly Task[], values: Values) {
    this.#machine = machine;
    this.#tasks = tasks;
    this.#values = values;
  }

  readonly look: BetweenActs = async (act) => {
    if (act.act === 'task' || act.act === 'terminal') return;
    const open = this.#tasks.filter(({ id }) => this.answers.get(id)?.outcome !== 'met');
    if (open.length === 0) return;
    for (const [id, answer] of await look(this.#machine, open, this.#values)) {
      this.answers.set(id, answer);
    }
  };
}
