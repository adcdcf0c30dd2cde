/** A small scenario as files, and folders on the disk to import from and to. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  type Imported,
  type ImportOptions,
  importScenario,
} from '../../../../src/labs/authoring/killercoda/import-scenario.ts';
import { readLabFolder } from '../../../../src/labs/authoring/read-lab-folder.ts';

export type ScenarioFiles = Map<string, string | Uint8Array>;

/** The content of `index.json`, to be changed by a test. */
export function sampleIndex() {
  return {
    title: 'Lamps of the harbour',
    description: 'Keep a file of lamps in order',
    difficulty: 'Beginner',
    time: '10-15 minutes',
    details: {
      intro: {
        text: 'intro.md',
        credits: 'https://example.org/harbour',
        background: 'prepare.sh',
        foreground: 'wait.sh',
      },
      steps: [
        { title: 'Light a lamp', text: 'light/text.md', verify: 'light/verify.sh' },
        { title: 'Look', text: 'look.md' },
      ] as Record<string, unknown>[],
      finish: { text: 'finish.md' },
      assets: {
        host01: [{ file: 'lamps.txt', target: '/srv/harbour', chmod: '+w' }] as unknown[],
      } as Record<string, unknown>,
    } as Record<string, unknown>,
    environment: { uilayout: 'terminal' },
    backend: { imageid: 'ubuntu' },
  } as Record<string, unknown>;
}

/** The details of an index, for a test that changes them. */
export function detailsOf(index: Record<string, unknown>): Record<string, unknown> {
  return index['details'] as Record<string, unknown>;
}

/** The files by path; a fresh map. */
export function sampleScenario(index: unknown = sampleIndex()): ScenarioFiles {
  return new Map<string, string | Uint8Array>([
    ['index.json', JSON.stringify(index, null, 2)],
    [
      'intro.md',
      'You are the keeper of the lamps, and this is how you begin the night in the harbour.\n',
    ],
    ['prepare.sh', '#!/bin/bash\nmkdir -p /srv/harbour\n'],
    ['wait.sh', '#!/bin/bash\n# be patient\nuntil [ -d /srv/harbour ]; do sleep 1; done\n'],
    [
      'light/text.md',
      'Light the lamp:\n\n```\ntouch /srv/harbour/lit\n```{{exec}}\n\nand see: `ls /srv/harbour`{{exec}}\n',
    ],
    ['light/verify.sh', '#!/bin/bash\nstat /srv/harbour/lit\n'],
    ['look.md', 'There is nothing to be done here.\n'],
    ['finish.md', '# All is well\n\nGood night.\n'],
    ['assets/lamps.txt', 'north\nsouth\n'],
  ]);
}

/** Folders that are gone after the test. */
export class Workshop {
  readonly #folders: string[] = [];

  async folder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'drydock-import-'));
    this.#folders.push(folder);
    return folder;
  }

  /** Writes a scenario into a folder called `lamps-of-harbour`, and gives its path. */
  async scenario(files: ScenarioFiles = sampleScenario()): Promise<string> {
    const folder = join(await this.folder(), 'lamps-of-harbour');
    await mkdir(folder);
    for (const [path, content] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    return folder;
  }

  async import(
    files: ScenarioFiles = sampleScenario(),
    options: Partial<ImportOptions> = {},
  ): Promise<{ imported: Imported; files: ReadonlyMap<string, string>; notes: readonly string[] }> {
    const scenario = options.scenario ?? (await this.scenario(files));
    const out = options.out ?? (await this.folder());
    const imported = await importScenario({ ...options, scenario, out });
    const notes = imported.report.notes.map(({ kind, file, line, what }) =>
      [kind, file, ...(line === undefined ? [] : [line]), what].join(': '),
    );
    return { imported, files: (await readLabFolder(imported.folder)).files, notes };
  }

  async close(): Promise<void> {
    for (const folder of this.#folders) await rm(folder, { recursive: true, force: true });
  }
}

/** The names in a folder, with those that begin with a dot. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).sort();
}
