import { once } from 'node:events';
import { appendFile, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scratchFolder } from '../bench/scratch.ts';
import { buildStoreSite } from '../bench/store-site.ts';
import { launchBrowser } from './browsers.ts';
import { START_MS } from './fixture-page.ts';
import { StaticServer } from './static-server.ts';

const PAGE = 'tests/soak/kill-page.html';
/** LevelDB's logs are written in blocks of this size; no record's part reaches over a border (LevelDB, doc/log_format.md). */
const BLOCK_BYTES = 32 * 1024;
const HEADER_BYTES = 7;
/** A record's last, or only, part. */
const FULL = 1;

describe('a database in whose log a killed browser left half a record', () => {
  const folders: string[] = [];
  const browsers: Browser[] = [];
  let server: StaticServer | undefined;
  let site = '';
  beforeAll(async () => {
    site = await scratchFolder('torn-site');
    folders.push(site);
    await buildStoreSite(site, PAGE);
    server = await StaticServer.serve(site, '/');
  }, START_MS);
  afterAll(async () => {
    for (const browser of browsers) await browser.close();
    await server?.close();
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });

  /** A browser that ends with the tests, however they end. */
  const launch = async (profile: string): Promise<Browser> => {
    const browser = await launchBrowser('chromium', profile);
    browsers.push(browser);
    return browser;
  };

  const open = async (browser: Browser): Promise<Page> => {
    const page = await browser.newPage();
    await page.goto(`${server?.origin.replace('127.0.0.1', 'localhost')}/${PAGE}`);
    return page;
  };

  it('is mended by the next start, so that the one after it finds everything', async () => {
    const profile = await scratchFolder('torn-profile');
    folders.push(profile);
    const killed = await launch(profile);
    const first = await open(killed);
    await first.evaluate(() => window.killPage.prepare('save'));
    await first.evaluate(() => window.killPage.mark());
    await kill(killed);
    await leaveHalfARecord(profile);

    const next = await launch(profile);
    const page = await open(next);
    expect(await page.evaluate(() => window.killPage.look())).toHaveLength(1);
    await page.evaluate(() => window.killPage.prepare('save'));
    await page.evaluate(() => window.killPage.run());
    await next.close();

    const last = await launch(profile);
    const found = await (await open(last)).evaluate(() => window.killPage.look());
    expect(found).toEqual(['1+40, named', '10000+1000, named']);
  });
});

async function kill(browser: Browser): Promise<void> {
  const program = browser.process();
  if (program === null) throw new Error('the browser has no process');
  const gone = once(program, 'exit');
  program.kill('SIGKILL');
  await gone;
}

/** Appends to the database's log what a write that was broken off leaves: a header that promises more than there is. */
async function leaveHalfARecord(profile: string): Promise<void> {
  const databases = join(profile, 'Default/IndexedDB');
  const names = await readdir(databases, { recursive: true });
  const logs = names.filter((name) => /\d+\.log$/.test(name)).sort();
  const log = join(databases, logs.at(-1) ?? '');
  const { size } = await stat(log);
  const room = BLOCK_BYTES - (size % BLOCK_BYTES);
  // Behind a record that reaches to the border a new block begins.
  const padding = room < 2 * HEADER_BYTES + 1 ? room : 0;
  const promised = (padding > 0 ? BLOCK_BYTES : room) - HEADER_BYTES;
  const record = Buffer.alloc(padding + HEADER_BYTES + Math.floor(promised / 2), 0x55);
  record.fill(0, 0, padding);
  record.writeUInt16LE(promised, padding + 4);
  record.writeUInt8(FULL, padding + 6);
  await appendFile(log, record);
}
