import type { CheckAnswer } from '../../src/labs/check/check-batch.ts';
import type { Task } from '../../src/labs/lab.ts';
import type { Answers } from './look.ts';
import type { BetweenActs } from './typist.ts';

/** Looks after each act for what need not last, as the page does all the time. */
export class EdgeWatch {
  /** The last answers, by the tasks' ids. One that was met stays so. */
  readonly answers = new Map<string, CheckAnswer>();
  readonly #tasks: readonly Task[];
  readonly #look: (tasks: readonly Task[]) => Promise<Answers>;

  /** Watches those of `tasks` that need to have been seen but once. */
  constructor(tasks: readonly Task[], look: (tasks: readonly Task[]) => Promise<Answers>) {
    this.#tasks = tasks.filter(({ mode }) => mode === 'edge');
    this.#look = look;
  }

  readonly look: BetweenActs = async (act) => {
    if (act.act === 'task' || act.act === 'terminal') return;
    const open = this.#tasks.filter(({ id }) => !this.hasSeen(id));
    if (open.length === 0) return;
    for (const [id, answer] of await this.#look(open)) this.answers.set(id, answer);
  };

  /** Whether the task was met at some moment. */
  hasSeen(id: string): boolean {
    return this.answers.get(id)?.outcome === 'met';
  }
}
