import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebkitPage } from './webkit-page.ts';
import { WebkitSite } from './webkit-site.ts';

/** Colours that nothing else on the page has, and the bar and the letters that a command prints in them. */
const BAR_COLOR = 0x12_d4_56;
const TEXT_COLOR = 0xd1_23_e5;
const PAINT =
  "printf '\\e[48;2;18;212;86m%40s\\e[0m\\n\\e[38;2;209;35;229m%s\\e[0m\\n' '' 한글MMMMMMMM";
/** Points of 40 cells of a bar, and within the strokes of some letters; a cell has more than 100. */
const BAR_PIXELS = 4_000;
const TEXT_PIXELS = 100;

/** Goes on in the background, and lies in memory alone. */
const WORLD = 'mount -t tmpfs world /mnt && echo kept > /mnt/note; sleep 100000 & echo';
const LOOK = 'cat /mnt/note; pgrep -fx "sleep 100000" | wc -l';
const SEEN = 'kept\n1';

describe('the real machine in WebKitGTK', () => {
  let site: WebkitSite;
  let page: WebkitPage;

  beforeAll(async () => {
    site = await WebkitSite.visit();
    page = site.page;
    await page.waitForPrompt();
  });
  afterAll(() => site?.close());

  it('runs a Linux kernel', async () => {
    expect(await page.run('uname -r')).toMatch(/^6\.12\.\d+-drydock$/);
  });

  it('takes and shows Korean', async () => {
    expect(await page.run('echo 안녕하세요 > 한글; cat 한*')).toBe('안녕하세요');
    expect(await page.run("printf '%s' 한글 | wc -m")).toBe('2');
  });

  it('paints what the terminal says', async () => {
    await page.run(PAINT);
    const sees = async (color: number, pixels: number) =>
      (await site.screen.countPixels(color)) > pixels;
    await page.waitFor(() => sees(BAR_COLOR, BAR_PIXELS), 'the bar');
    await page.waitFor(() => sees(TEXT_COLOR, TEXT_PIXELS), 'the letters');
  });

  it('gives another tab a terminal of its own', async () => {
    const first = await page.run('tty');
    await page.click('drydock-terminals >>> button[aria-label="New terminal"]');
    const second = await page.run('tty');
    expect([first, second].join()).toMatch(/^\/dev\/pts\/\d+,\/dev\/pts\/\d+$/);
    expect(second).not.toBe(first);
    await page.click('drydock-terminals >>> [aria-label="Close Terminal 2"]');
    await page.click('drydock-terminal');
    expect(await page.run('tty')).toBe(first);
  });

  it('checks a step of a lab: before it is tried, done wrong, and done', async () => {
    await page.go('#namespaces/uts');
    await page.find('drydock-tasks >>> [data-status=unmet] .message');
    await page.run('unshare --uts bash');
    await page.run('hostname wrong');
    await page.click('drydock-tasks >>> .check');
    await page.waitForText('drydock-tasks', '[role=status]', /wrong/);
    const host = await page.evaluate(
      () => window.drydockEyes.find('drydock-guide')?.values['host'] ?? '',
    );
    await page.click('drydock-terminal');
    await page.run(`hostname ${host}`);
    await page.find('drydock-tasks >>> [data-status=met]');
  });

  it('goes on from a snapshot after the page was loaded again', async () => {
    await page.run(WORLD);
    await page.click('drydock-status-bar >>> button[aria-label=Snapshots]');
    await page.click('drydock-snapshots >>> .save input');
    await page.type('my world\n');
    await page.waitForText('drydock-snapshots', '[role=status]', /^Saved\.$/);
    await page.reload();
    await page.click('drydock-continue >>> .primary');
    expect(await page.run(LOOK)).toBe(SEEN);
    expect(Math.abs(Number(await page.run('date +%s')) - Date.now() / 1000)).toBeLessThan(5);
  });

  it('broke no rule of the policy and met no error', async () => {
    expect(await page.complaints()).toEqual([]);
  });
});

describe('the site without a network in WebKitGTK', () => {
  let site: WebkitSite;

  beforeAll(async () => {
    site = await WebkitSite.visit();
  });
  afterAll(() => site?.close());

  it('gives a prompt, runs commands and opens labs once a first visit has stored it', async () => {
    const { page } = site;
    const isStored = () =>
      page.waitForText('drydock-offline', '.words', /^Offline: all but Docker$/);
    await page.waitForPrompt();
    await isStored();
    await site.goOffline();
    try {
      await page.reload();
      await page.waitForPrompt();
      expect(await page.run('echo $((6*7))')).toBe('42');
      await page.run('cat /usr/lib/i386-linux-gnu/* > /dev/null');
      await page.go('#namespaces/uts');
      await page.find('drydock-tasks >>> [data-status=unmet]');
      await isStored();
    } finally {
      await site.goOnline();
    }
    expect(await page.complaints()).toEqual([]);
  });
});
