/** The proofs of the curriculum as tests: one for each step, one for each lab in one go. */
import { beforeAll, describe, expect, it } from 'vitest';
import { readLabFolder } from '../../src/labs/authoring/read-lab-folder.ts';
import type { LabProfile } from '../../src/labs/lab.ts';
import { LabFormatError } from '../../src/labs/parse/lab-problems.ts';
import { type LabSource, parseLabSources } from '../../src/labs/parse/parse-lab.ts';
import { findLab, labNames } from './lab-folders.ts';
import type { Proof } from './proof.ts';
import { LabProver } from './prove-lab.ts';
import { proofText } from './report.ts';

/** A step with many wrong attempts, on a computer that does other things as well. */
const PATIENT = { timeout: 900_000 };

/** Which proofs a test file has. */
export interface ProofShare {
  readonly profile: LabProfile;
  /** Every `parts`-th proof, beginning with number `part`: so as many files share the work evenly. */
  readonly part: number;
  readonly parts: number;
}

/** Registers the proofs of a share. A lab that cannot be read fails in the first part of the profile `base`. */
export async function registerProofs({ profile, part, parts }: ProofShare): Promise<void> {
  let prover: LabProver | undefined;
  beforeAll(async () => {
    prover = await LabProver.start();
    return () => prover?.close();
  }, PATIENT.timeout);
  const proves = (title: string, prove: (prover: LabProver) => Promise<Proof>): void => {
    it(title, PATIENT, async () => {
      if (prover === undefined) throw new Error('the machine did not start');
      const proof = await prove(prover);
      // Not compared with nothing: of a long text, that shows the beginning alone.
      if (proof.findings.length > 0) throw new Error(`\n${proofText(proof)}`);
    });
  };

  let count = 0;
  const isMine = (): boolean => count++ % parts === part;
  const names = await labNames();
  it('have labs to prove', () => expect(names).not.toEqual([]));
  for (const name of names) {
    const source = await readLab(name);
    if (source instanceof LabFormatError) {
      if (profile === 'base' && part === 0) it(`${name} can be read`, () => Promise.reject(source));
      continue;
    }
    if (source.lab.profile !== profile) continue;
    describe(name, () => {
      for (const [index, { folder }] of source.steps.entries()) {
        if (isMine()) proves(folder, (prover) => prover.proveStep(source, index));
      }
      if (isMine()) proves('can be done in one go', (prover) => prover.proveInOneGo(source));
    });
  }
}

async function readLab(name: string): Promise<LabSource | LabFormatError> {
  const { files } = await readLabFolder(await findLab(name));
  try {
    return await parseLabSources(name, files);
  } catch (error) {
    if (error instanceof LabFormatError) return error;
    throw error;
  }
}
