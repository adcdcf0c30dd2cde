/**
 * `npm run pictures`: takes the README's pictures of the built site anew, in both languages, light and dark.
 *
 * Everything on them is done for real by somebody at the keyboard: the machine runs, the commands are typed.
 */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureHostTools } from '../../images/support/host-tools.ts';
import { LANGUAGES, type Language } from '../../src/localization/language.ts';
import type { RealPage } from './real-page.ts';
import { RealSite } from './real-site.ts';

const FOLDER = join(import.meta.dirname, 'pictures');
const SCHEMES = ['light', 'dark'] as const;
const WIDTH = 1280;
const HEIGHT = 800;
/** Room for the whole table. */
const TALL_HEIGHT = 1500;
/** A measurement boots a second machine, in a browser on a busy computer. In milliseconds. */
const MEASURING_MS = 300_000;
/** What is read out when it has ended. */
const MEASURED = /Everything is measured|측정이 모두 끝났습니다/;

type Scheme = (typeof SCHEMES)[number];
type Snap = (name: string) => Promise<void>;

async function main(): Promise<void> {
  await ensureHostTools(['browsers', 'pictures'], (text) => console.log(text));
  await mkdir(FOLDER, { recursive: true });
  for (const name of await readdir(FOLDER)) await rm(join(FOLDER, name));
  const site = await RealSite.start('chromium');
  try {
    for (const language of LANGUAGES) {
      for (const scheme of SCHEMES) await takeAll(site, language, scheme);
    }
  } finally {
    await site.close();
  }
}

async function takeAll(site: RealSite, language: Language, scheme: Scheme): Promise<void> {
  const page = await site.visit(`?lang=${language}`);
  await page.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.waitForPrompt();
  const snap: Snap = async (name) => {
    const path = join(FOLDER, `${name}.${language}.${scheme}.png`);
    await page.page.screenshot({ path: path as `${string}.png`, optimizeForSpeed: false });
    console.log(path);
  };
  await page.run('uname -sr; lsns -t uts');
  await snap('catalogue');
  await takeStep(page, snap);
  await takeComparison(page, snap);
  await page.close();
}

/** A step before anything was done, after something that does not suffice, and when it was passed. */
async function takeStep(page: RealPage, snap: Snap): Promise<void> {
  await page.go('#namespaces/uts');
  await page.find('drydock-tasks >>> [data-status=unmet] .message');
  await page.run('readlink /proc/self/ns/uts');
  await snap('step');
  await page.run('unshare --uts bash');
  await page.run('hostname wrong; hostname');
  await page.scrollTo('drydock-tasks');
  await page.click('drydock-tasks >>> .check');
  await page.waitForText('drydock-tasks', '[role=status]', /wrong/);
  await snap('check-failed');
  const host = await page.page.evaluate(
    () => window.drydockEyes.find('drydock-guide')?.values['host'],
  );
  await page.click('drydock-terminal');
  await page.run(`hostname ${host}; hostname`);
  await page.find('drydock-tasks >>> [data-status=met]');
  await page.scrollTo('drydock-tasks');
  await snap('check-passed');
}

async function takeComparison(page: RealPage, snap: Snap): Promise<void> {
  await page.resize(WIDTH, TALL_HEIGHT);
  await page.go('#vm-and-container/measured');
  await page.click('drydock-comparison >>> button.primary');
  await page.waitForText('drydock-comparison', '[role=status]', MEASURED, MEASURING_MS);
  await page.scrollTo('drydock-comparison');
  await snap('comparison');
  await page.resize(WIDTH, HEIGHT);
}

await main();
