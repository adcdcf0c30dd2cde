import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeLab } from '../../../src/labs/authoring/make-lab.ts';
import { readLabFolder } from '../../../src/labs/authoring/read-lab-folder.ts';
import { parseLabSources } from '../../../src/labs/parse/parse-lab.ts';
import { CURRICULUM } from '../lab-folders.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
/** For a command to start on a computer that does other things as well. */
const PATIENT = { timeout: 60_000 };
const TITLE = { ko: '사용자', en: 'Users' };

let curriculum = '';
beforeEach(async () => {
  curriculum = await mkdtemp(join(tmpdir(), 'drydock-new-lab-'));
  for (const name of ['01-first', '04-fourth']) await mkdir(join(curriculum, name));
});
afterEach(() => rm(curriculum, { recursive: true }));

const make = (id: string, title = TITLE) => makeLab(curriculum, { id, title });
const read = async (name: string) => {
  const { files } = await readLabFolder(join(curriculum, name));
  return parseLabSources(name, files);
};

describe('a new lab', () => {
  it('stands after the last one and can be read, with solution and wrong attempts', async () => {
    expect(await make('users')).toBe('05-users');
    const { lab, steps } = await read('05-users');
    expect(lab).toMatchObject({ id: 'users', number: 5, title: TITLE });
    expect(steps[0]?.solution).not.toEqual([]);
    expect(steps[0]?.attempts.length).toBeGreaterThanOrEqual(2);
  });

  it('is the first where there is none', async () => {
    for (const name of await readdir(curriculum))
      await rm(join(curriculum, name), { recursive: true });
    expect(await make('users')).toBe('01-users');
  });

  it('may have any title', async () => {
    const title = { ko: '따옴표 " \\ : #', en: `It's "quoted": {a} #b & $&` };
    await make('users', title);
    expect((await read('05-users')).lab.title).toEqual(title);
  });

  it('can be read by everybody, as other files can', async () => {
    await make('users');
    const { mode } = await stat(join(curriculum, '05-users'));
    expect(mode & 0o777).toBe((await stat(join(curriculum, '04-fourth'))).mode & 0o777);
  });

  it('tells editors where the schemas are', async () => {
    await make('users');
    const { files } = await readLabFolder(join(curriculum, '05-users'));
    const lines = [...files].flatMap(([path, text]) => {
      const schema = /^# yaml-language-server: \$schema=(\S+)$/m.exec(text)?.[1];
      return path.endsWith('.yaml') ? [{ path, schema }] : [];
    });
    expect(lines).toHaveLength(2);
    for (const { path, schema = 'missing' } of lines) {
      // As seen from the curriculum, where it would stand.
      expect(existsSync(join(CURRICULUM, '05-users', dirname(path), schema))).toBe(true);
    }
  });
});

describe('a lab that cannot be made', () => {
  const untouched = async () =>
    expect(await readdir(curriculum)).toEqual(['01-first', '04-fourth']);

  it.each([
    ['first', /there is 01-first already; choose another name/],
    ['05-users', /the number comes by itself; call the lab "users"/],
    ['Users', /"Users" cannot be the name of a lab; use lower-case letters/],
    ['user mapping', /cannot be the name/],
    ['../users', /cannot be the name/],
    ['', /cannot be the name/],
    ['x'.repeat(41), /at most 40/],
  ])('says why: %s', async (id, message) => {
    await expect(make(id)).rejects.toThrow(message);
    await untouched();
  });

  it('names the title that is none', async () => {
    await expect(make('users', { ...TITLE, ko: ' ' })).rejects.toThrow(/title\.ko: is empty/);
    await untouched();
  });

  it('says that all numbers are used up', async () => {
    await mkdir(join(curriculum, '99-last'));
    await expect(make('users')).rejects.toThrow(/no number left/);
  });
});

describe('npm run labs:new', PATIENT, () => {
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'src/labs/authoring/new-lab.ts', ...args], {
      cwd: ROOT,
      encoding: 'utf8',
    });

  it.each([
    [['namespaces'], /^there is 03-namespaces already/],
    [[], /^a lab needs a name\n\nusage: npm run labs:new -- NAME/],
    [['user', 'mapping'], /^one name, not 2/],
    [['users', '--titel-en', 'x'], /--titel-en[\s\S]*usage:/],
  ])('says what is wrong with its words: %j', (args, message) => {
    const { status, stderr } = run(...args);
    expect(stderr).toMatch(message);
    expect(status).toBe(1);
  });
});
