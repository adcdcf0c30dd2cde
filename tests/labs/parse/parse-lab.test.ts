import { describe, expect, it } from 'vitest';
import {
  parseLab,
  parseLabSources,
  summaryOf,
  titlesOf,
} from '../../../src/labs/parse/parse-lab.ts';
import { SAMPLE_FOLDER, sampleFiles } from '../sample-lab.ts';
import { CHECK, EN, edit, type Files, LAB, problemsAfter, SOLVE, TASKS } from './mistakes.ts';

describe('a lab that is right', () => {
  it('has the id and the number of its folder, and its steps in the order of theirs', async () => {
    const lab = await parseLab(SAMPLE_FOLDER, sampleFiles());
    expect(lab).toMatchObject({ id: 'sample', number: 3, version: 2, profile: 'base' });
    expect(lab.steps.map(({ id }) => id)).toEqual(['name', 'end']);
    expect(lab.steps[0]?.title).toEqual({ ko: '호스트의 이름', en: "The host's name" });
  });

  it('has tasks with their checks, their points and their lines of the solution', async () => {
    const { steps } = await parseLab(SAMPLE_FOLDER, sampleFiles());
    expect(steps[0]).toMatchObject({ points: 3, setup: 'hostname drydock\n' });
    expect(steps[0]?.tasks).toMatchObject([
      {
        id: 'own-name',
        mode: 'level',
        timeoutMs: 5000,
        solution: 'unshare --uts bash\nhostname {{host}}',
      },
      { id: 'looked', mode: 'edge', timeoutMs: 1000, solution: '# terminal 2\ntouch /tmp/looked' },
    ]);
    expect(steps[0]?.tasks[0]?.check).toContain('pids_outside uts');
  });

  it('has one setup for all steps without one of their own', async () => {
    const files = sampleFiles().set('setup.sh', 'modprobe fuse\n');
    const { steps } = await parseLabSources(SAMPLE_FOLDER, files);
    expect(steps.map(({ step, setupFile }) => [step.setup, setupFile])).toEqual([
      ['hostname drydock\n', '01-name/setup.sh'],
      ['modprobe fuse\n', 'setup.sh'],
    ]);
    files.delete('01-name/setup.sh');
    const alike = await parseLabSources(SAMPLE_FOLDER, files);
    expect(alike.steps.map(({ step }) => step.setup)).toEqual(Array(2).fill('modprobe fuse\n'));
  });

  it('survives the way to the page as JSON', async () => {
    const lab = await parseLab(SAMPLE_FOLDER, sampleFiles());
    expect(JSON.parse(JSON.stringify(lab))).toEqual(lab);
  });

  it('has solutions and wrong attempts for its proofs', async () => {
    const { steps } = await parseLabSources(SAMPLE_FOLDER, sampleFiles());
    expect(steps[0]?.solution.map(({ act }) => act)).toEqual([
      'task',
      'line',
      'line',
      'task',
      'terminal',
      'line',
    ]);
    expect(steps[0]?.attempts).toMatchObject([
      {
        task: 'own-name',
        name: 'outside',
        message: 'outside',
        how: { typed: false, script: '\nhostname "$host"\n' },
      },
      {
        task: 'own-name',
        name: 'echo',
        how: { typed: true, acts: [{ act: 'line', text: 'echo {{host}}', prompt: true }] },
      },
      { task: 'looked', name: 'other' },
      { task: 'looked', name: 'nothing' },
    ]);
  });

  it('tells the catalogue neither texts nor checks', async () => {
    const summary = summaryOf(await parseLab(SAMPLE_FOLDER, sampleFiles()));
    expect(Object.keys(summary).sort()).toEqual(
      ['id', 'minutes', 'number', 'profile', 'steps', 'summary', 'title', 'version'].sort(),
    );
    expect(Object.keys(summary.steps[0] ?? {}).sort()).toEqual(
      ['fingerprint', 'id', 'points'].sort(),
    );
  });

  it('gives the titles of its steps by their ids', async () => {
    const lab = await parseLab(SAMPLE_FOLDER, sampleFiles());
    expect(titlesOf(lab)).toEqual([
      'sample',
      [
        ['name', { ko: '호스트의 이름', en: "The host's name" }],
        ['end', { ko: '끝', en: 'The end' }],
      ],
    ]);
  });

  it('may have templates of Docker, which are no values', async () => {
    const change = edit(
      SOLVE,
      'touch /tmp/looked',
      "docker inspect -f '{{.Name}}{{range .Mounts}}x{{end}}' a",
    );
    expect(await problemsAfter(change)).toEqual([]);
  });

  it('needs no wrong attempts to be shown, only to be proved', async () => {
    const files = sampleFiles();
    files.delete('01-name/wrong.looked.other.sh');
    await expect(parseLab(SAMPLE_FOLDER, files)).resolves.toBeDefined();
    await expect(parseLabSources(SAMPLE_FOLDER, files)).rejects.toThrow(/"looked" has too few/);
  });
});

describe("a step's fingerprint", () => {
  const fingerprintAfter = async (change: (files: Files) => void) => {
    const files = sampleFiles();
    change(files);
    return (await parseLab(SAMPLE_FOLDER, files)).steps[0]?.fingerprint;
  };
  const unchanged = () => fingerprintAfter(() => {});

  it.each([
    ['a title', edit(EN, "The host's name", 'Names')],
    ['a sentence', edit(EN, 'A container', 'Every container')],
    ['a hint', edit(TASKS, 'Use unshare', 'Try unshare')],
    ['the version of the lab', edit(LAB, 'version: 2', 'version: 3')],
  ])('stays the same when %s changes', async (_what, change) => {
    expect(await fingerprintAfter(change)).toBe(await unchanged());
  });

  it.each([
    ['a check', edit(CHECK, 'exit 0', 'true; exit 0')],
    ['the setup', edit('01-name/setup.sh', 'drydock', 'other')],
    ['the points', edit(TASKS, 'points: 2', 'points: 3')],
    ['the mode', edit(TASKS, 'mode: edge', 'mode: level')],
  ])('changes with %s', async (_what, change) => {
    expect(await fingerprintAfter(change)).not.toBe(await unchanged());
  });
});
