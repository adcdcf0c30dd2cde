import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLabFolder } from '../../src/labs/authoring/read-lab-folder.ts';
import { type LabSource, parseLabSources } from '../../src/labs/parse/parse-lab.ts';
import type { StepSource } from '../../src/labs/parse/step-folder.ts';
import type { Language } from '../../src/localization/language.ts';
import { findLab } from '../labs/lab-folders.ts';
import type { BrowserName } from './browsers.ts';
import { KeyboardLearner } from './keyboard-learner.ts';
import type { RealPage } from './real-page.ts';
import { RealSite } from './real-site.ts';

/** A step with its waits, in a browser on a busy computer. */
const STEP_MS = 240_000;
/** Wide enough that no command of the lab is wrapped. */
const WIDTH = 1900;
const HEIGHT = 950;

const lab = await readLab('03-namespaces');

/** Both languages, and both browsers: each pair is a learner who does the whole lab. */
const LEARNERS: readonly (readonly [Language, BrowserName])[] = [
  ['en', 'chromium'],
  ['ko', 'firefox'],
];

describe.each(LEARNERS)('a learner without a mouse, in %s, in %s', (language, browser) => {
  let site: RealSite;
  let page: RealPage;
  let learner: KeyboardLearner;

  beforeAll(async () => {
    site = await RealSite.start(browser);
    page = await site.visit(`?lang=${language}`);
    await page.resize(WIDTH, HEIGHT);
    learner = new KeyboardLearner(page);
    await page.waitForPrompt();
  });
  afterAll(() => site?.close());

  it('finds the lab in the catalogue and opens it', async () => {
    await learner.choose(`drydock-catalogue >>> a[href="#${lab.lab.id}"]`);
    await page.find('drydock-guide >>> h2');
    expect(await page.text('drydock-guide >>> .eyebrow')).toBe(lab.lab.title[language]);
  });

  it.each(lab.steps.map((step) => [step.folder, step] as const))(
    'passes %s by typing',
    async (_folder, step) => {
      await page.find('drydock-guide >>> h2');
      expect(await page.page.evaluate(() => location.hash)).toBe(`#${lab.lab.id}/${step.step.id}`);
      await solve(page, learner, step);
      await learner.choose(
        step === lab.steps.at(-1) ? 'drydock-guide >>> .finish' : 'drydock-guide >>> .next',
      );
    },
    STEP_MS,
  );

  it('is told that the lab is complete', async () => {
    await page.find('drydock-lab-end >>> .complete');
    expect(await page.text('drydock-lab-end >>> h2')).toContain(lab.lab.title[language]);
  });

  it('met no broken rule of the policy and no error', async () => {
    expect(await page.complaints()).toEqual([]);
  });
});

async function solve(page: RealPage, learner: KeyboardLearner, step: StepSource): Promise<void> {
  if (step.step.tasks.length === 0) return;
  for (const { id } of step.step.tasks) await learner.seeTask(id, 'unmet');
  const values = await page.page.evaluate(() => ({
    ...window.drydockEyes.find('drydock-guide')?.values,
  }));
  await learner.type(step.solution, values);
  await page.find('drydock-guide >>> .passed-note');
}

async function readLab(name: string): Promise<LabSource> {
  const { files } = await readLabFolder(await findLab(name));
  return parseLabSources(name, files);
}
