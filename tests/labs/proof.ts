/** What a proof of a lab finds out. */

/** Something a proof found that must not be. */
export interface Finding {
  /** Path in the lab's folder of the file to look at first. */
  readonly file: string;
  readonly what: string;
  /** What was typed into the terminals until then. */
  readonly typed?: readonly string[];
  /** What the terminals showed. */
  readonly screen?: string;
  /** What the check said: its message's key, what it saw, its complaints. */
  readonly said?: readonly string[];
}

/** What a check costs the guest, in instructions. */
export interface CheckCost {
  readonly task: string;
  readonly instructions: number;
}

/** The proof of one step, or of a whole lab done in one go. */
export interface Proof {
  /** The step's folder; {@link IN_ONE_GO} for the lab. */
  readonly step: string;
  readonly tasks: number;
  readonly attempts: number;
  readonly setupMs: number;
  /** From the first key to the last prompt. */
  readonly solutionMs: number;
  readonly totalMs: number;
  readonly costs: readonly CheckCost[];
  /** Empty: proved. */
  readonly findings: readonly Finding[];
  /** Worth a thought, but no mistake for sure. */
  readonly remarks: readonly string[];
}

/** Stands for a step in the proof that does all of them one after the other. */
export const IN_ONE_GO = '(in one go)';

/** Gathers what a proof finds while it goes on. */
export class ProofNotes {
  readonly findings: Finding[] = [];
  readonly remarks: string[] = [];
  readonly costs: CheckCost[] = [];
  readonly #begin = performance.now();
  setupMs = 0;
  solutionMs = 0;

  find(file: string, what: string, more: Omit<Finding, 'file' | 'what'> = {}): void {
    this.findings.push({ file, what, ...more });
  }

  /** The proof as it stands. */
  toProof(step: string, tasks: number, attempts: number): Proof {
    const { findings, remarks, costs, setupMs, solutionMs } = this;
    const totalMs = performance.now() - this.#begin;
    return {
      step,
      tasks,
      attempts,
      setupMs,
      solutionMs,
      totalMs,
      costs,
      findings,
      remarks,
    };
  }
}

/** How long something took, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}
