/** Proves a lab, and tells its author what was found. */
import { LabFormatError } from '../../src/labs/parse/lab-problems.ts';
import { type LabSource, parseLabSources } from '../../src/labs/parse/parse-lab.ts';
import { type LabFiles, readLabFiles } from './lab-folders.ts';
import { IN_ONE_GO, type Proof } from './proof.ts';
import type { LabProver } from './prove-lab.ts';
import { headLine, proofLine, proofText } from './report.ts';

/** What became of a lab. */
export interface LabResult {
  readonly lab: string;
  /** Why it could not be read; absent when it could. */
  readonly unreadable?: LabFormatError;
  readonly proofs: readonly Proof[];
}

/** Proofs in a terminal, as a table for each lab. */
export class ProofTable {
  #shown = '';

  /** The next line begins a table of its own. */
  end(): void {
    this.#shown = '';
  }

  /** A line for a proof, and everything that it has to say against its step. */
  add(lab: string, width: number, proof: Proof): void {
    if (this.#shown !== lab) console.log(`\n${lab}\n${headLine(width)}`);
    this.#shown = lab;
    const text = proofText(proof);
    console.log(`${proofLine(proof, width)}${text === '' ? '' : `\n${text}`}`);
  }

  note(text: string): void {
    console.log(`      note: ${text}`);
  }

  /** Why a lab cannot be proved. */
  refuse({ message }: Error): void {
    this.end();
    console.log(`\n${message}`);
  }
}

/**
 * Proves the lab in the folder `path`: all of it, one step by its id or folder, or all steps in one go.
 *
 * Rejects when there is no such lab or step, and with the signal's reason when it is aborted.
 */
export async function checkLab(
  prover: LabProver,
  path: string,
  table: ProofTable,
  { step, signal }: { step?: string | undefined; signal?: AbortSignal } = {},
): Promise<LabResult> {
  const lab = await readLab(path, step === IN_ONE_GO ? undefined : step);
  if (lab instanceof LabFormatError) {
    table.refuse(lab);
    return { lab: path, unreadable: lab, proofs: [] };
  }
  const { source, files } = lab;
  const width = Math.max(IN_ONE_GO.length, ...source.steps.map(({ folder }) => folder.length));
  const proofs: Proof[] = [];
  const show = (proof: Proof): void => {
    proofs.push(proof);
    table.add(files.name, width, proof);
  };
  if (step !== IN_ONE_GO) {
    for (const index of source.steps.keys()) show(await prover.proveStep(source, index, signal));
  }
  if (step === IN_ONE_GO || (step === undefined && source.steps.length > 1)) {
    show(await prover.proveInOneGo(source, signal));
  }
  for (const file of files.missing) table.note(`${file} is still to be written`);
  return { lab: files.name, proofs };
}

/** Whether everything was proved. */
export function isGood({ unreadable, proofs }: LabResult): boolean {
  return unreadable === undefined && proofs.every(({ findings }) => findings.length === 0);
}

async function readLab(
  path: string,
  step: string | undefined,
): Promise<{ source: LabSource; files: LabFiles } | LabFormatError> {
  try {
    const files = await readLabFiles(path, step);
    return { files, source: await parseLabSources(files.name, files.files) };
  } catch (error) {
    if (error instanceof LabFormatError) return error;
    throw error;
  }
}
