import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { claimTree } from '../../images/kernel/source-tree.ts';

const KEY = 'a'.repeat(64);
let cache = '';

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'drydock-tree-'));
  vi.stubEnv('XDG_CACHE_HOME', cache);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(cache, { recursive: true });
});

const ownerFile = () => join(cache, 'drydock/work', `kernel-${KEY.slice(0, 16)}.pid`);

describe("the kernel's source tree", () => {
  it('is the same one after an interrupted build, so that make goes on where it was', async () => {
    const first = await claimTree('/elsewhere', KEY);
    expect((await claimTree('/elsewhere', KEY)).path).toBe(first.path);
  });

  it('is taken over from a build that was killed', async () => {
    const { path, release } = await claimTree('/elsewhere', KEY);
    await release();
    const dead = spawn('true');
    await new Promise((resolve) => dead.once('exit', resolve));
    await writeFile(ownerFile(), String(dead.pid));
    expect((await claimTree('/elsewhere', KEY)).path).toBe(path);
    expect(await readFile(ownerFile(), 'utf8')).toBe(String(process.pid));
  });

  it('is left to another build that is at work in it', async () => {
    await claimTree('/elsewhere', KEY);
    await writeFile(ownerFile(), String(process.ppid));
    expect((await claimTree('/elsewhere', KEY)).path).toBe('/elsewhere/tree');
  });

  it('is gone when all was taken out of it', async () => {
    const { release } = await claimTree('/elsewhere', KEY);
    await release();
    await expect(readFile(ownerFile())).rejects.toThrow('ENOENT');
  });
});
