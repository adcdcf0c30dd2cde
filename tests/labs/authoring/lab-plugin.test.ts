import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build, createServer, type Rolldown, type ViteDevServer } from 'vite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { labPlugin } from '../../../src/labs/authoring/lab-plugin.ts';
import { SAMPLE_FOLDER, sampleFiles } from '../sample-lab.ts';

/** Enough for a build on a computer that does other things as well. */
const PATIENT = { timeout: 60_000 };

let root = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drydock-lab-plugin-'));
  for (const [path, text] of sampleFiles()) await write(join(SAMPLE_FOLDER, path), text);
});
afterEach(() => rm(root, { recursive: true }));

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

const settings = () => ({
  root,
  configFile: false as const,
  logLevel: 'silent' as const,
  plugins: [labPlugin()],
});

/** The text of everything that a build of `entry` gives, by file name. */
async function built(entry: string): Promise<Map<string, string>> {
  await write('entry.ts', entry);
  const output = (await build({
    ...settings(),
    build: { write: false, minify: false, rolldownOptions: { input: join(root, 'entry.ts') } },
  })) as Rolldown.RolldownOutput;
  return new Map(
    output.output.flatMap((file) =>
      file.type === 'chunk' ? [[file.name, file.code] as const] : [],
    ),
  );
}

const CATALOGUE = `
  const summaries = import.meta.glob('./*/lab.yaml', { query: '?summary', import: 'default', eager: true });
  const labs = import.meta.glob('./*/lab.yaml', { import: 'default' });
  console.log(summaries, labs);
`;

describe('a lab in a build', PATIENT, () => {
  it('is in the entry with its summary alone, and whole in a file of its own', async () => {
    const chunks = await built(CATALOGUE);
    expect(chunks.get('entry')).toContain('예제');
    expect(chunks.get('entry')).not.toMatch(/pids_outside|The host's name/);
    expect(chunks.get('lab')).toContain('pids_outside');
  });

  it('brings no parser along', async () => {
    const all = [...(await built(CATALOGUE)).values()].join('\n');
    expect(all).not.toMatch(/micromark|mdast|parseDocument/);
    expect(all.length).toBeLessThan(20_000);
  });

  it('stops the build with file and field when something is wrong', async () => {
    await write(`${SAMPLE_FOLDER}/01-name/tasks.yaml`, 'tasks:\n  - {id: Bad}\n');
    await expect(built(CATALOGUE)).rejects.toThrow(/01-name\/tasks\.yaml: tasks\[0\]\.id: "Bad"/);
  });
});

describe('a lab in the development server', PATIENT, () => {
  let server: ViteDevServer;
  beforeEach(async () => {
    server = await createServer({
      ...settings(),
      appType: 'custom',
      server: { middlewareMode: true, ws: false },
      optimizeDeps: { noDiscovery: true },
    });
  });
  afterEach(() => server.close());

  const address = (query = '') => `/${SAMPLE_FOLDER}/lab.yaml${query}`;
  const served = async (query?: string) => (await server.transformRequest(address(query)))?.code;

  it('is read anew after a change in its folder', async () => {
    expect(await served()).toContain('A name of its own');
    expect(await served('?summary')).toContain('예제');
    const changed = new Promise<void>((resolve) => server.watcher.once('change', () => resolve()));
    await write(
      `${SAMPLE_FOLDER}/01-name/tasks.yaml`,
      (sampleFiles().get('01-name/tasks.yaml') ?? '').replace('A name of its own', 'Its own'),
    );
    await changed;
    await expect.poll(() => served(), PATIENT).toContain('en\\":\\"Its own');
  });

  it('is read anew after a file was added', async () => {
    const before = await served('?titles');
    expect(before).toContain('호스트의 이름');
    for (const language of ['ko', 'en']) {
      await write(`${SAMPLE_FOLDER}/03-more/text.${language}.md`, '# More\n\nText.\n');
    }
    expect(before).not.toContain('More');
    await expect.poll(() => served('?titles').catch(() => ''), PATIENT).toContain('More');
  });
});
