import { appendFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defer } from '../../src/support/deferred.ts';
import { LabWatch, stepFolders } from './watch-lab.ts';

const PATIENT = { timeout: 30_000 };

let lab = '';
let seen: string[] = [];
let watch: LabWatch;
let told = defer<void>();

beforeEach(async () => {
  lab = await mkdtemp(join(tmpdir(), 'drydock-watch-'));
  await mkdir(join(lab, '01-one'));
  await mkdir(join(lab, '02-two'));
  await writeFile(join(lab, 'lab.yaml'), 'version: 1\n');
  await writeFile(join(lab, '01-one/setup.sh'), 'true\n');
  seen = [];
  watch = new LabWatch(lab, (step) => {
    seen.push(step);
    told.resolve();
  });
});
afterEach(() => {
  watch.close();
  return rm(lab, { recursive: true, force: true });
});

/** What is told of after a change, up to `last`; each once. */
async function after(change: () => Promise<unknown>, last: string): Promise<string[]> {
  seen = [];
  await change();
  while (!seen.includes(last)) {
    told = defer<void>();
    await told.promise;
  }
  return [...new Set(seen)];
}

/** As many editors save: a new file takes the place of the old one. */
async function replace(file: string): Promise<void> {
  await writeFile(join(lab, `${file}~`), 'false\n');
  await rename(join(lab, `${file}~`), join(lab, file));
}

describe('somebody who watches a lab', PATIENT, () => {
  it('notices what is written in a step, again and again, also by replacing the file', async () => {
    const append = () => appendFile(join(lab, '01-one/setup.sh'), 'true\n');
    expect(await after(append, '01-one')).toEqual(['01-one']);
    for (let time = 0; time < 3; time += 1) {
      expect(await after(() => replace('01-one/setup.sh'), '01-one')).toEqual(['01-one']);
    }
    expect(await after(append, '01-one')).toEqual(['01-one']);
  });

  it('notices a change beside the steps', async () => {
    expect(await after(() => replace('lab.yaml'), '')).toEqual(['']);
  });

  it('notices new steps, what is written in them, and steps that go', async () => {
    await after(() => mkdir(join(lab, '03-three')), '03-three');
    expect(await after(() => replace('03-three/setup.sh'), '03-three')).toEqual(['03-three']);
    expect(await after(() => rm(join(lab, '02-two'), { recursive: true }), '')).toContain('');
    expect(stepFolders(lab)).toEqual(['01-one', '03-three']);
  });

  it('does not care for what editors leave behind', async () => {
    const change = async () => {
      await writeFile(join(lab, '02-two/.setup.sh.swp'), 'x');
      await writeFile(join(lab, '02-two/setup.sh~'), 'x');
      await writeFile(join(lab, '.lab.yaml.swp'), 'x');
      await writeFile(join(lab, '01-one/setup.sh'), 'x');
    };
    expect(await after(change, '01-one')).toEqual(['01-one']);
  });
});
