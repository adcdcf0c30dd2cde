import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLabFolder } from '../../src/labs/authoring/read-lab-folder.ts';
import { type LabSource, parseLabSources } from '../../src/labs/parse/parse-lab.ts';
import { DOCK_FOLDER, dockFiles } from './dock-lab.ts';
import type { Proof } from './proof.ts';
import { LabProver } from './prove-lab.ts';
import { proofLine, proofText } from './report.ts';

const PATIENT = { timeout: 300_000 };
/** No solution here needs a moment to take effect. */
const PATIENCE_MS = 300;

const TEMPLATE = fileURLToPath(new URL('../../src/labs/authoring/template', import.meta.url));

let prover: LabProver;
beforeAll(async () => {
  prover = await LabProver.start({ patienceMs: PATIENCE_MS });
}, PATIENT.timeout);
afterAll(() => prover.close());

type Changes = Readonly<Record<string, string>>;

/** The lab with changes. Of its wrong attempts those alone that are changed: each costs a fresh machine. */
async function changed(changes: Changes): Promise<LabSource> {
  const { lab, steps } = await parseLabSources(DOCK_FOLDER, dockFiles(changes));
  const concerned = steps.map((step) => ({
    ...step,
    attempts: step.attempts.filter(({ file }) => file in changes),
  }));
  return { lab, steps: concerned };
}

async function prove(changes: Changes): Promise<Proof> {
  return prover.proveStep(await changed(changes), 0);
}

/** What was found, as an author reads it. */
async function found(changes: Changes): Promise<string> {
  return proofText(await prove(changes));
}

const solution = (...lines: readonly string[]) => ({
  '01-dock/solve.sh': ['#@ task made', ...lines, ''].join('\n'),
});

describe('a proof', PATIENT, () => {
  it('of a good step finds nothing and says how long things took', async () => {
    const proof = await prover.proveStep(await parseLabSources(DOCK_FOLDER, dockFiles()), 0);
    expect(proofText(proof)).toBe('');
    expect(proof).toMatchObject({ step: '01-dock', tasks: 1, attempts: 2 });
    expect(proof.costs).toMatchObject([{ task: 'made', instructions: expect.any(Number) }]);
    expect(proofLine(proof, 10)).toMatch(
      /✓ 01-dock +1 +2 +\S+ m?s +\S+ m?s +\d\.\d million +\S+ m?s$/,
    );
  });

  it('finds a task that is met before anything was done', async () => {
    const setup = 'mkdir -p "/root/$dock"; echo "$dock" > "/root/$dock/name"\n';
    expect(await found({ '01-dock/setup.sh': setup })).toMatch(
      /check\.made\.sh: says after setup that the task is met/,
    );
  });

  it('finds a wrong attempt that passes', async () => {
    const script = 'mkdir "/root/$dock"; echo "$dock" > "/root/$dock/name"\n';
    expect(await found({ '01-dock/wrong.made.file.sh': script })).toMatch(
      /^ +01-dock\/wrong\.made\.file\.sh: passes: the check of "made" says that it is met$/m,
    );
  });

  it('finds a wrong attempt that passes a little later', async () => {
    const later =
      '(sleep 0.2; mkdir "/root/$dock"; echo "$dock" > "/root/$dock/name") > /dev/null 2>&1 &\n';
    expect(await found({ '01-dock/wrong.made.file.sh': later })).toMatch(/file\.sh: passes/);
  });

  it('finds a wrong attempt that is told something else, and says what', async () => {
    const attempt = '#@ message unsigned\necho "$dock" > "/root/$dock"\n';
    expect(await found({ '01-dock/wrong.made.file.sh': attempt })).toMatch(
      /file\.sh: gets the message "missing" from "made", not "unsigned"/,
    );
  });

  it('finds a solution that solves nothing, with what was typed, shown and said', async () => {
    const text = await found(solution('mkdir {{dock}}', 'echo nobody > {{dock}}/name'));
    expect(text).toMatch(/solve\.sh: after the solution "made" is not met/);
    expect(text).toMatch(/typed:\n +mkdir (\w+)\n +echo nobody > \1\/name\n/);
    expect(text).toMatch(/the screen:\n +root@drydock:~# mkdir \w+\n/);
    expect(text).toMatch(/the check:\n +fail unsigned\n +status 1/);
  });

  it('finds a solution that ends its own terminal', async () => {
    expect(await found(solution('exit', 'mkdir {{dock}}'))).toMatch(/the terminal has ended/);
  });

  it('finds a setup that cannot be run twice', async () => {
    expect(await found({ '01-dock/setup.sh': 'mkdir /root/harbour\n' })).toMatch(
      /setup\.sh: fails for the second time: status 1: mkdir: .*File exists/,
    );
  });

  it('finds a setup that cannot be run after the solution', async () => {
    expect(await found({ '01-dock/setup.sh': '! [ -d "/root/$dock" ]\n' })).toMatch(
      /setup\.sh: fails after the solution: status 1/,
    );
  });

  it('finds a check that breaks, with its complaint', async () => {
    const text = await found({
      '01-dock/check.made.sh': 'no-such-command || exit 9\nfail missing\nfail unsigned\n',
    });
    expect(text).toMatch(/check\.made\.sh: fails after setup: .*status 9: .*no-such-command/);
  });

  it('finds scripts that are none', async () => {
    const text = await found({
      '01-dock/check.made.sh': 'if true; fail missing; fail unsigned\n',
      '01-dock/wrong.made.file.sh': 'while\n',
    });
    expect(text).toMatch(/check\.made\.sh: is no shell script: .*[Ss]yntax error/);
    expect(text).toMatch(/wrong\.made\.file\.sh: is no shell script/);
  });

  it('finds a check that is slow', async () => {
    const slow = 'for n in 1 2 3 4 5 6 7 8 9; do env env env true; done\n';
    const check = `${slow}${dockFiles().get('01-dock/check.made.sh')}`;
    expect(await found({ '01-dock/check.made.sh': check })).toMatch(
      /takes \d+\.\d million instructions/,
    );
  });

  it('finds values that are written out', async () => {
    const source = await changed(solution('mkdir north', 'echo north > north/name'));
    const proofs = [await prover.proveStep(source, 0), await prover.proveInOneGo(source)];
    expect(proofs.map(proofText).join('')).toMatch(/after the solution "made" is not met/);
  });

  it('ends at once when nobody wants it any more, wherever it is', async () => {
    const source = await changed(solution('mkdir {{dock}}; sleep 1000'));
    const end = new AbortController();
    const proof = prover.proveStep(source, 0, end.signal);
    setTimeout(() => end.abort(new Error('saved')), 3_000);
    await expect(proof).rejects.toThrow('saved');
    expect((await prover.proveStep(await changed({}), 0)).findings).toEqual([]);
  });

  it('of the template, from which new labs are made, finds nothing', async () => {
    const { files } = await readLabFolder(TEMPLATE);
    const source = await parseLabSources('90-template', files);
    const proofs = [];
    for (const index of source.steps.keys()) proofs.push(await prover.proveStep(source, index));
    expect(proofs.flatMap(({ findings }) => findings)).toEqual([]);
  });

  it('remarks on an attempt that ends with an error, which may be a slip', async () => {
    const proof = await prove({ '01-dock/wrong.made.file.sh': 'mkdri "/root/$dock"\n' });
    expect(proof.findings).toEqual([]);
    expect(proof.remarks.join()).toMatch(/wrong\.made\.file\.sh: status 127: .*mkdri/);
  });
});
