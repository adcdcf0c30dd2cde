import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import { PRELINKED, prelink, prelinkPrograms } from '../../images/debian/prelink.ts';
import { elf386 } from './elf-file.ts';
import { temporaryFolder } from './temporary-folder.ts';

const BASE = 0x0804_8000;
const ET_EXEC = 2;
const run = promisify(execFile);

const LIBRARY = 'int answer(void) { return 42; }';
const PROGRAM = `
int answer(void);
int counter = 7;
int *const where = &counter;
const char *const words[] = { "pull", "push", "prune" };
void _start(void) { *where = answer() + words[1][0]; for (;;); }`;

let folder = '';

beforeEach(async () => {
  folder = await temporaryFolder();
  await writeFile(join(folder, 'answer.c'), LIBRARY);
  await writeFile(join(folder, 'program.c'), PROGRAM);
  await compile('answer.c', 'libanswer.so', '-shared');
  await compile('program.c', 'program', '-pie', '-Wl,-z,lazy', '-L.', '-lanswer');
});

async function compile(source: string, result: string, ...options: string[]): Promise<void> {
  const all = ['-m32', '-nostdlib', '-fPIC', '-O1', '-o', result, source, ...options];
  await run('gcc', all, { cwd: folder });
}

/** What binutils say of a file in the folder, one line each. */
async function readelf(option: string, name: string): Promise<string[]> {
  const { stdout } = await run('readelf', [option, '--wide', name], { cwd: folder });
  return stdout.split('\n');
}

/** The content of a section, from its address in the listing. */
async function section(name: string, file: string): Promise<{ address: number; bytes: Buffer }> {
  const line = (await readelf('--sections', file)).find((text) => text.includes(` ${name} `)) ?? '';
  const [address = 0, offset = 0, size = 0] = [...line.matchAll(/\b[0-9a-f]{6,8}\b/g)].map((m) =>
    Number.parseInt(m[0], 16),
  );
  const whole = await readFile(join(folder, file));
  return { address, bytes: whole.subarray(offset, offset + size) };
}

async function prelinked(): Promise<void> {
  const file = await readFile(join(folder, 'program'));
  prelink(file);
  await writeFile(join(folder, 'fixed'), file);
}

describe('a position-independent program that is prelinked', () => {
  it('has a fixed address, and leaves the loader no pointer to correct', async () => {
    expect((await readelf('--relocs', 'program')).join('\n')).toContain('R_386_RELATIVE');
    await prelinked();
    expect((await readFile(join(folder, 'fixed'))).readUInt16LE(16)).toBe(ET_EXEC);
    expect((await readelf('--relocs', 'fixed')).join('\n')).not.toContain('R_386_RELATIVE');
    const loads = (await readelf('--segments', 'fixed')).filter((line) => line.includes('LOAD'));
    expect(loads[0]).toContain('0x08048000');
    expect((await readelf('--dynamic', 'fixed')).join('\n')).not.toMatch(/\bPIE\b/);
  });

  it('has the pointers that the loader would have written', async () => {
    await prelinked();
    const strings = await section('.rodata', 'fixed');
    const pointers = await section('.data.rel.ro', 'fixed');
    const words = Array.from({ length: pointers.bytes.length / 4 }, (_, index) => {
      const at = pointers.bytes.readUInt32LE(index * 4) - strings.address;
      return at < 0 || at >= strings.bytes.length
        ? undefined
        : strings.bytes.toString('latin1', at, strings.bytes.indexOf(0, at));
    });
    expect(words).toEqual(expect.arrayContaining(['pull', 'push', 'prune']));
    const data = await section('.data', 'fixed');
    expect(pointers.bytes.includes(wordOf(data.address))).toBe(true);
  });

  it('still has functions of libraries found by name, at their new places', async () => {
    const before = await section('.got.plt', 'program');
    await prelinked();
    const after = await section('.got.plt', 'fixed');
    expect(after.address).toBe(before.address + BASE);
    // The first is the dynamic section's address, two are the loader's, then one for each function.
    for (const index of [0, 3]) {
      expect(after.bytes.readUInt32LE(index * 4)).toBe(before.bytes.readUInt32LE(index * 4) + BASE);
    }
    const place = (after.address + 12).toString(16).padStart(8, '0');
    expect((await readelf('--relocs', 'fixed')).join('\n')).toMatch(
      new RegExp(`^${place} .*JUMP_SLOT.* answer`, 'm'),
    );
  });

  it('has the code that it had', async () => {
    await prelinked();
    const [before, after] = [await section('.text', 'program'), await section('.text', 'fixed')];
    expect(after.bytes.equals(before.bytes)).toBe(true);
    expect(after.address).toBe(before.address + BASE);
    const entry = (await readelf('--file-header', 'fixed')).find((line) => line.includes('Entry'));
    expect(Number(entry?.split(':')[1])).toBe(after.address);
  });

  it('is not changed by doing it again', async () => {
    await prelinked();
    const once = await readFile(join(folder, 'fixed'));
    const twice = Buffer.from(once);
    prelink(twice);
    expect(twice.equals(once)).toBe(true);
  });
});

describe('what is not such a program', () => {
  it('is refused, with the name of the file', async () => {
    const library = await readFile(join(folder, 'libanswer.so'));
    expect(() => prelink(library)).toThrow('a library');
    const root = join(folder, 'root');
    for (const path of PRELINKED) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), await readFile(join(folder, 'program')));
    }
    await writeFile(join(root, 'usr/sbin/dockerd'), elf386({ needed: [] }));
    await expect(prelinkPrograms(root)).rejects.toThrow(/^usr\/sbin\/dockerd: /);
  });

  it('is left as it was found', async () => {
    const library = await readFile(join(folder, 'libanswer.so'));
    const before = Buffer.from(library);
    expect(() => prelink(library)).toThrow();
    expect(library.equals(before)).toBe(true);
  });
});

function wordOf(value: number): Buffer {
  const word = Buffer.alloc(4);
  word.writeUInt32LE(value);
  return word;
}
