import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';

/** A browser the page must work in. */
export type BrowserName = 'chromium' | 'firefox';

export const BROWSERS: readonly BrowserName[] = ['chromium', 'firefox'];

const PROGRAMS: Readonly<Record<BrowserName, readonly string[]>> = {
  chromium: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  firefox: ['firefox-esr', 'firefox'],
};

const CHROMIUM_ARGUMENTS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // What Chromium asks Google for of its own accord, nothing that the page does: what the fields of a form are for, whether
  // searching can be a conversation, and a connection in case somebody searches.
  '--disable-features=AutofillServerCommunication,AimServerRequestOnStartupEnabled,PreconnectToSearch',
  '--no-first-run',
  // Chromium's sandbox refuses to run as root, where the tests often are (containers).
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** Starts a browser with a fresh profile, which goes when it is closed, or with the one in the folder `profile`, which stays. */
export async function launchBrowser(name: BrowserName, profile?: string): Promise<Browser> {
  return puppeteer.launch({
    browser: name === 'firefox' ? 'firefox' : 'chrome',
    executablePath: programOf(name),
    headless: true,
    ...(profile !== undefined && { userDataDir: profile }),
    args: name === 'firefox' ? [] : CHROMIUM_ARGUMENTS,
  });
}

/** From one look at a page's size to the next, in milliseconds. */
const RESIZE_PAUSE_MS = 10;

/** Gives a page this size, in CSS pixels. Resolves once the page has it. */
export async function resizePage(page: Page, width: number, height: number): Promise<void> {
  await page.setViewport({ width, height }).catch((error: unknown) => {
    // The driver says which way up the screen is as well. Firefox ESR 140 takes the size, but knows no such command.
    if (!/unknown command emulation\.setScreenOrientationOverride/.test(String(error))) throw error;
  });
  const hasSize = () =>
    page.evaluate((wide, high) => innerWidth === wide && innerHeight === high, width, height);
  while (!(await hasSize())) await new Promise((done) => setTimeout(done, RESIZE_PAUSE_MS));
}

/** Looks a browser up by name, as a shell would. */
function programOf(name: BrowserName): string {
  for (const program of PROGRAMS[name]) {
    for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
      const file = join(folder, program);
      if (isExecutable(file)) return file;
    }
  }
  throw new Error(`none of ${PROGRAMS[name].join(', ')} is on the PATH`);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // not here; another folder may have it
  }
}
