import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { buildOciRuntime } from './build.ts';

const program = buildOciRuntime();
const CONTAINER = 'a'.repeat(64);

const hook = (path: string, name = 'libnetwork-setkey') => ({
  prestart: [{ path, args: [name, '-exec-root=/var/run/docker', CONTAINER, '0123456789ab'] }],
});
const LABEL = `{"path":"/proc/7/exe","args":["libnetwork-setkey"]}`;
const configWith = (hooks: object) =>
  JSON.stringify({ ociVersion: '1.1.0', annotations: { label: LABEL }, hooks, linux: {} });

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'drydock-oci-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function makeBundle(config: string): Promise<string> {
  const bundle = await makeFolder();
  await writeFile(join(bundle, 'config.json'), config);
  await chmod(join(bundle, 'config.json'), 0o640);
  return bundle;
}

const readConfig = (bundle: string) => readFile(join(bundle, 'config.json'), 'utf8');
const call = (...args: string[]) => execFileSync(program, args, { encoding: 'utf8' }).trim();

describe('the runtime that dockerd starts', () => {
  it('makes the network hook of a new container its own, and nothing else', async () => {
    const bundle = await makeBundle(configWith(hook('/proc/212/exe')));
    const said = call('--root', '/run/x', 'create', '--bundle', bundle, CONTAINER);
    expect(said).toBe(`--root /run/x create --bundle ${bundle} ${CONTAINER}`);
    expect(await readConfig(bundle)).toBe(configWith(hook(program)));
    expect((await stat(join(bundle, 'config.json'))).mode & 0o777).toBe(0o640);
  });

  it.each([
    ['no hooks', configWith({})],
    ['another hook', configWith(hook('/proc/212/exe', 'other'))],
    ['a hook from elsewhere', configWith(hook('/usr/bin/hook'))],
    ['nothing that can be read', '{"hooks":'],
  ])('leaves a bundle alone that has %s', async (_what, config) => {
    const bundle = await makeBundle(config);
    call('create', '--bundle', bundle, CONTAINER);
    expect(await readConfig(bundle)).toBe(config);
  });

  it('touches no bundle but to create a container', async () => {
    const config = configWith(hook('/proc/212/exe'));
    const bundle = await makeBundle(config);
    expect(call('start', '--bundle', bundle, CONTAINER)).toBe(
      `start --bundle ${bundle} ${CONTAINER}`,
    );
    expect(call('create', '--bundle', join(bundle, 'gone'), CONTAINER)).toContain('gone');
    expect(await readConfig(bundle)).toBe(config);
  });
});

interface Heard {
  readonly line: string;
  readonly status: number | null;
  readonly stderr: string;
}

/** Calls the hook beside a dockerd that gives this answer. */
async function callHook(state: string, answer: string): Promise<Heard> {
  const root = await makeFolder();
  execFileSync('mkdir', [join(root, 'libnetwork')]);
  let line = '';
  const dockerd = createServer((connection) =>
    connection.on('data', (bytes) => {
      line += bytes.toString();
      if (line.endsWith('\n')) connection.end(answer);
    }),
  ).listen(join(root, 'libnetwork/0123456789ab.sock'));
  await once(dockerd, 'listening');
  onTestFinished(() => void dockerd.close());
  return { ...(await startHook(root, state)), line };
}

async function startHook(root: string, state: string): Promise<Omit<Heard, 'line'>> {
  const args = [`-exec-root=${root}`, CONTAINER, '0123456789ab'];
  const child = spawn(program, args, { argv0: 'libnetwork-setkey' });
  child.stdin.end(state);
  const [stderr, [status]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  return { status: status as number | null, stderr };
}

describe('the network hook', () => {
  const state = JSON.stringify({ ociVersion: '1.0', id: CONTAINER, pid: 4321, status: 'created' });

  it('tells dockerd which namespace the container has', async () => {
    const { line, status } = await callHook(state, 'success');
    expect(JSON.parse(line)).toEqual({ ContainerID: CONTAINER, Key: '/proc/4321/ns/net' });
    expect(status).toBe(0);
  });

  it('takes a state with blanks in it, as crun writes it', async () => {
    const { line } = await callHook(JSON.stringify(JSON.parse(state), null, 2), 'success');
    expect(JSON.parse(line)).toMatchObject({ Key: '/proc/4321/ns/net' });
  });

  it('fails with what dockerd says', async () => {
    const { status, stderr } = await callHook(state, 'no such sandbox');
    expect(stderr).toBe('no such sandbox\n');
    expect(status).toBe(1);
  });

  it('fails where there is no dockerd, or no process', async () => {
    const alone = await startHook(await makeFolder(), state);
    expect(alone.stderr).toContain('cannot reach dockerd');
    expect(alone.status).toBe(1);
    const empty = await callHook('{"id":"x"}', 'success');
    expect(empty).toMatchObject({ line: '', status: 1 });
    expect(empty.stderr).toContain('has no process');
  });
});
