import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importScenario } from '../../../../src/labs/authoring/killercoda/import-scenario.ts';
import { ScenarioFormatError } from '../../../../src/labs/authoring/killercoda/read-scenario.ts';
import {
  detailsOf,
  namesIn,
  type ScenarioFiles,
  sampleIndex,
  sampleScenario,
  Workshop,
} from './sample-scenario.ts';

let workshop: Workshop;
beforeEach(() => {
  workshop = new Workshop();
});
afterEach(() => workshop.close());

/** The problems of a scenario, each as `file: field: message`; nothing may have been written. */
async function problemsOf(files: ScenarioFiles | string): Promise<readonly string[]> {
  const out = await workshop.folder();
  const scenario = typeof files === 'string' ? files : await workshop.scenario(files);
  const error: unknown = await importScenario({ scenario, out }).catch((reason: unknown) => reason);
  expect(await namesIn(out)).toEqual([]);
  if (!(error instanceof ScenarioFormatError)) throw error;
  return error.problems.map(({ file, field, message }) => `${file}: ${field}: ${message}`);
}

/** The problems after a change of `index.json`. */
async function problemsAfter(
  change: (details: Record<string, unknown>, index: Record<string, unknown>) => void,
): Promise<readonly string[]> {
  const index = sampleIndex();
  change(detailsOf(index), index);
  return problemsOf(sampleScenario(index));
}

/** Enough on a computer that does other things as well. */
const PATIENT = { timeout: 60_000 };

describe('a scenario is refused with file and field', PATIENT, () => {
  it('when there is no index.json', async () => {
    const files = sampleScenario();
    files.delete('index.json');
    expect((await problemsOf(files)).join()).toMatch(/has no index\.json; name the folder/);
    expect((await problemsOf('/nowhere/at/all')).join()).toMatch(/has no index\.json/);
  });

  it('when index.json is no JSON, no object, or too long', async () => {
    const withIndex = (text: string) => sampleScenario().set('index.json', text);
    expect((await problemsOf(withIndex('{"title": ')))[0]).toMatch(
      /^index\.json: : is not valid JSON/,
    );
    expect((await problemsOf(withIndex('[]')))[0]).toMatch(/^index\.json: : must hold fields/);
    expect((await problemsOf(withIndex(' '.repeat(300_000))))[0]).toMatch(
      /longer than 262144 bytes/,
    );
  });

  it('when fields are missing or of another kind', async () => {
    const problems = await problemsAfter((details, index) => {
      delete index['title'];
      details['steps'] = [{ title: 'No text' }, { text: 7 }, 'three'];
    });
    expect(problems).toEqual([
      'index.json: details.steps[0].text: is missing; add it',
      'index.json: details.steps[1].text: must be text; put it into quotes',
      'index.json: details.steps[2]: must hold fields, such as "id: hostname"',
      'index.json: title: is missing; add it',
    ]);
    expect(await problemsAfter((_details, index) => delete index['details'])).toEqual([
      'index.json: details: is missing; add it',
    ]);
    expect(
      await problemsAfter((_details, index) => {
        index['details'] = {};
      }),
    ).toEqual(['index.json: details: has no intro, steps or finish; there is nothing to convert']);
  });

  it('when a file name leads out of the folder', async () => {
    const paths = ['../secret.md', '/etc/passwd', 'light/../../secret.md', 'a\\..\\b.md'];
    for (const text of paths) {
      const problems = await problemsAfter((details) => {
        details['finish'] = { text };
      });
      expect(problems).toEqual([
        `index.json: details.finish.text: "${text}" leads out of the scenario's folder; only files within it are read`,
      ]);
    }
    const problems = await problemsAfter((details) => {
      details['assets'] = { host01: [{ file: '../*', target: '/srv' }] };
    });
    expect(problems[0]).toMatch(
      /^index\.json: details\.assets\.host01\[0\]\.file: "\.\.\/\*" leads out/,
    );
  });

  it('when a link leads out of the folder', async () => {
    const scenario = await workshop.scenario();
    const secret = join(await workshop.folder(), 'secret');
    await mkdir(join(scenario, 'more'));
    await writeFile(secret, 'secret');
    await symlink(secret, join(scenario, 'assets/link'));
    const index = sampleIndex();
    detailsOf(index)['assets'] = { host01: [{ file: 'link', target: '/srv' }] };
    await writeFile(join(scenario, 'index.json'), JSON.stringify(index));
    expect(await problemsOf(scenario)).toEqual([
      "index.json: details.assets.host01[0].file: assets/link is a link that leads out of the scenario's folder",
    ]);
  });

  it('when a page is missing, too long or no text', async () => {
    const files = sampleScenario();
    files.delete('look.md');
    files.set('finish.md', 'x'.repeat(70_000)).set('intro.md', new Uint8Array([0xff, 0xfe, 0]));
    expect(await problemsOf(files)).toEqual([
      'index.json: details.intro.text: intro.md is no text in UTF-8',
      'index.json: details.steps[1].text: names look.md, which is not there',
      'index.json: details.finish.text: finish.md is longer than 65536 bytes; divide it',
    ]);
  });

  it('when a target or a mode could be more than one word of a shell', async () => {
    const problems = await problemsAfter((details) => {
      details['assets'] = {
        host01: [
          { file: 'lamps.txt', target: '/srv; rm -rf /', chmod: '+x $(id)' },
          { file: 'lamps.txt', target: '/srv/../etc' },
        ],
      };
    });
    expect(problems.map((problem) => problem.split(': ').slice(1, 3).join(' '))).toEqual([
      'details.assets.host01[0].target "/srv; rm -rf /" is no folder of the machine; write a plain path',
      'details.assets.host01[0].chmod "+x $(id)" is no mode; write one such as +x or 644',
      'details.assets.host01[1].target "/srv/../etc" is no folder of the machine; write a plain path',
    ]);
  });

  it('when there are more steps than numbers', async () => {
    const problems = await problemsAfter((details) => {
      details['steps'] = Array.from({ length: 98 }, () => ({ text: 'look.md' }));
    });
    expect(problems).toEqual(['index.json: details.steps: are more than 97; divide the scenario']);
  });
});

describe('an import', PATIENT, () => {
  it('never writes over a lab', async () => {
    const out = await workshop.folder();
    await workshop.import(sampleScenario(), { out });
    await expect(workshop.import(sampleScenario(), { out })).rejects.toThrow(
      /01-lamps-of-harbour is there already; choose another id with --id/,
    );
    expect(await namesIn(out)).toEqual(['01-lamps-of-harbour']);
  });

  it('refuses an id that no address can have', async () => {
    await expect(workshop.import(sampleScenario(), { id: '../x' })).rejects.toThrow(
      /"\.\.\/x" is no id for a lab; give one with --id/,
    );
  });

  it('that cannot be written leaves nothing behind', async () => {
    const out = await workshop.folder();
    await writeFile(join(out, 'file'), '');
    await expect(workshop.import(sampleScenario(), { out: join(out, 'file') })).rejects.toThrow(
      /ENOTDIR|EEXIST/,
    );
    expect(await namesIn(out)).toEqual(['file']);
  });
});
