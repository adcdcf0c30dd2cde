import assert from 'node:assert/strict';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'puppeteer-core';
import { scratchFolder } from '../bench/scratch.ts';
import { buildStoreSite } from '../bench/store-site.ts';
import { launchBrowser } from '../browser/browsers.ts';
import { StaticServer } from '../browser/static-server.ts';
import { DEED_NAMES, type DeedName } from './deeds.ts';

const PAGE = 'tests/soak/kill-page.html';
/** Kills fall anywhere from the beginning of a deed to a little after its end, as long as it took when nothing was in its way. */
const LATEST_KILL = 1.15;
/** The golden ratio's fraction: its multiples fill an interval evenly, however many there are. */
const GOLDEN = 0.618_033_988_75;
/** What the records of a round's beginning may take more than those of the first, as a factor. */
const ALLOWED_GROWTH = 1.05;

/** Where Chromium keeps databases in a profile. */
const DATABASES = 'Default/IndexedDB';

/** How a round ended: the browser was killed before the deed was on disk, or after. */
export interface KillRound {
  readonly deed: DeedName;
  readonly afterMs: number;
  readonly state: 'old' | 'new';
  /** Bytes of all records when the round began. */
  readonly storedBytes: number;
}

interface Standing {
  readonly lines: readonly string[];
  readonly bytes: number;
}

/** The snapshots of a browser that is killed again and again, and started again with the same profile. */
export class StoreKills {
  readonly #folders: readonly string[];
  readonly #server: StaticServer;
  readonly #profile: string;
  /** The databases as the last killed browser left them: the next one repairs, and what it cannot repair it deletes. */
  readonly #left: string;
  #hasFailed = false;
  /** Of every deed: how long it takes, what it leads to, and what is stored when it begins. */
  readonly #known = new Map<DeedName, { ms: number; lines: readonly string[]; bytes: number }>();
  #browser: Browser | undefined;
  #round = 0;

  private constructor(server: StaticServer, site: string, profile: string, left: string) {
    this.#server = server;
    this.#profile = profile;
    this.#left = left;
    this.#folders = [site, profile];
  }

  /** Builds the page and does each deed once without a kill. */
  static async prepare(): Promise<StoreKills> {
    const site = await scratchFolder('kills');
    const profile = await scratchFolder('profile');
    await buildStoreSite(site, PAGE);
    const left = await mkdtemp(join(tmpdir(), 'drydock-killed-'));
    const kills = new StoreKills(await StaticServer.serve(site, '/'), site, profile, left);
    // Before the folders, which go with `exit` as well.
    process.prependListener('exit', () => kills.#browser?.process()?.kill('SIGKILL'));
    process.on('exit', () => kills.#hasFailed || rmSync(left, { recursive: true, force: true }));
    try {
      await kills.#measure();
      return kills;
    } catch (error) {
      await kills.close();
      throw error;
    }
  }

  /**
   * One round: the next deed is begun, the browser killed in the middle of it and started again.
   * @throws AssertionError when what is found then is neither the old nor the new state; it names a folder for whoever looks into it
   */
  async round(): Promise<KillRound> {
    const round = this.#round++;
    const deed = DEED_NAMES[round % DEED_NAMES.length] ?? 'save';
    const known = this.#known.get(deed);
    assert(known, `${deed} was not measured`);
    const before = await this.#begin(deed);
    assert(
      before.bytes <= known.bytes * ALLOWED_GROWTH,
      `${before.bytes} bytes are stored, ${known.bytes} are right`,
    );
    const afterMs = known.ms * LATEST_KILL * ((round * GOLDEN) % 1);
    await this.#killWhileRunning(afterMs);
    const page = await this.#open();
    const found = await page.evaluate(() => window.killPage.look());
    const isOld = String(found) === String(before.lines);
    if (!isOld && String(found) !== String(known.lines)) {
      this.#hasFailed = true;
      const what = `after a ${deed} killed after ${afterMs} ms; the databases as they were left are in ${this.#left}`;
      assert.deepEqual(found, known.lines, what);
    }
    return { deed, afterMs, state: isOld ? 'old' : 'new', storedBytes: before.bytes };
  }

  async close(): Promise<void> {
    await this.#browser?.close();
    await this.#server.close();
    const folders = this.#hasFailed ? this.#folders : [...this.#folders, this.#left];
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  }

  async #measure(): Promise<void> {
    for (const deed of DEED_NAMES) {
      const { bytes, lines: before } = await this.#begin(deed);
      const page = await this.#open();
      const ms = await page.evaluate(() => window.killPage.run());
      const lines = await page.evaluate(() => window.killPage.look());
      assert.notDeepEqual(lines, before, `${deed} changes nothing`);
      this.#known.set(deed, { ms, lines, bytes });
    }
  }

  async #begin(deed: DeedName): Promise<Standing> {
    const page = await this.#open();
    const lines = await page.evaluate((name) => window.killPage.prepare(name), deed);
    return { lines, bytes: await page.evaluate(() => window.killPage.storedBytes()) };
  }

  async #killWhileRunning(afterMs: number): Promise<void> {
    const page = await this.#open();
    const program = this.#browser?.process();
    assert(program, 'the browser has no process');
    const gone = once(program, 'exit');
    const running = page.evaluate(() => window.killPage.run()).catch(() => undefined); // killed under it
    // Not a wait for anything: where in the deed the kill falls is what differs from round to round.
    await pause(afterMs);
    program.kill('SIGKILL');
    await Promise.all([gone, running]);
    this.#browser = undefined;
    await rm(this.#left, { recursive: true });
    await cp(join(this.#profile, DATABASES), this.#left, { recursive: true });
  }

  /** The page, in the browser that is running or a new one. */
  async #open(): Promise<Page> {
    if (this.#browser) {
      const [, open] = await this.#browser.pages();
      if (open) return open;
    }
    this.#browser ??= await launchBrowser('chromium', this.#profile);
    const page = await this.#browser.newPage();
    // Web Locks and the browser's sums are there in secure contexts only.
    await page.goto(`${this.#server.origin.replace('127.0.0.1', 'localhost')}/${PAGE}`);
    return page;
  }
}
