import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PreviewViewer } from './preview-viewer.ts';
import type { RealPage } from './real-page.ts';
import { RealSite } from './real-site.ts';

/** How long Docker may take for one command in a browser on a busy computer, in milliseconds. */
const DOCKER_PATIENCE_MS = 300_000;
/** For a test that gives several, or waits for a step's preparation. In milliseconds. */
const TEST_MS = 900_000;

const SERVER = 'drydock-second-machine';
const STEP = '#build-and-ship/production';

describe('a server beside the machine, in the real page in Chromium', () => {
  let site: RealSite;
  let page: RealPage;
  let viewer: PreviewViewer;
  let values: Readonly<Record<string, string>>;

  beforeAll(async () => {
    site = await RealSite.start('chromium');
    page = await site.visit(`?lang=en${STEP}`);
    viewer = new PreviewViewer(page);
  });
  afterAll(() => site?.close());

  /** What the page knows the web server on it by. */
  const server = () => {
    const { port } = values;
    return `production.lab:${port}`;
  };
  /** What the terminal of the server shows. */
  const serverScreen = () =>
    page.page.evaluate(() => {
      const server = window.drydockEyes.find('drydock-second-machine');
      const pane = server?.shadowRoot?.querySelector('drydock-terminal-pane');
      return pane?.terminal?.screenText ?? '';
    });
  const waitForServer = (pattern: RegExp) =>
    page.waitFor(
      async () => pattern.test(await serverScreen()),
      `${pattern} on the server`,
      DOCKER_PATIENCE_MS,
    );
  const waitForState = (state: string) => page.find(`${SERVER} >>> [data-state=${state}]`);
  const seeTask = (id: string, status: string) =>
    page.waitFor(
      async () =>
        (await page.count(`drydock-tasks >>> [data-task=${id}][data-status=${status}]`)) > 0,
      `the task ${id} as ${status}`,
      DOCKER_PATIENCE_MS,
    );

  it(
    'is off at first, which its task says',
    async () => {
      await page.waitForPrompt(DOCKER_PATIENCE_MS);
      expect(await page.text(`${SERVER} >>> .title`)).toBe('Production');
      await seeTask('running', 'unmet');
      expect(await page.text('drydock-tasks >>> [data-task=running]')).toContain('is off');
      values = await page.page.evaluate(() => ({
        ...window.drydockEyes.find('drydock-guide')?.values,
      }));
    },
    TEST_MS,
  );

  it('points at its switch when a command is sent to it all the same', async () => {
    await page.click('drydock-step-text >>> drydock-command[second] >>> .send');
    const focused = () => page.page.evaluate(() => window.drydockEyes.focused()?.textContent);
    await page.waitFor(
      async () => /Switch production on/.test((await focused()) ?? ''),
      'the switch',
    );
  });

  it('is not there yet for a preview, which says so', async () => {
    await page.click('drydock-step-text >>> button.port');
    await page.find('drydock-preview >>> section');
    await viewer.waitForNoticeAt(server(), 'There is no production.lab now');
    expect(await viewer.address(server())).toBe(server());
    await page.click('drydock-step-text >>> drydock-command[second] >>> .send');
  });

  it('says when its memory cannot be had, with the keyboard on what tries again', async () => {
    site.breakFiles(/\.layer$/, 'sign-in page');
    await page.press('Enter');
    await waitForState('failed');
    site.mendFiles();
    const focused = () => page.page.evaluate(() => window.drydockEyes.focused()?.textContent);
    await page.waitFor(async () => /Try again/.test((await focused()) ?? ''), 'the button');
  });

  it(
    'is switched on with a button, and has a terminal to which commands are sent',
    async () => {
      await page.press('Enter');
      await waitForState('ready');
      await waitForServer(/root@production:~#\s*$/);
      await page.click('drydock-step-text >>> drydock-command[second] >>> .send');
      await waitForServer(/IMAGE +ID[\s\S]*root@production:~#\s*$/);
    },
    TEST_MS,
  );

  it(
    'runs what the first machine has pushed, and serves it to that one',
    async () => {
      const { app, team, port, word } = values;
      await page.click(`${SERVER} >>> drydock-terminal`);
      await page.type(
        `docker run -d --name ${app} -p ${port}:80 registry.lab:5000/${team}/${app}:1\n`,
      );
      await seeTask('running', 'met');
      await seeTask('reached', 'met');
      await page.click('drydock-terminals >>> drydock-terminal');
      const got = await page.run(
        `busybox wget -q -O - http://production.lab:${port}/`,
        DOCKER_PATIENCE_MS,
      );
      expect(got).toContain(String(word));
      await page.find('drydock-guide >>> .passed-note');
      // It was asked for before there was a server, and has come by itself.
      const shown = () => viewer.inPage(server(), () => document.body.textContent);
      const isThere = async () => (await shown().catch(() => ''))?.includes(String(word)) === true;
      await page.waitFor(isThere, 'the page in the preview');
    },
    TEST_MS,
  );

  it('takes its worker with it when the step is left', async () => {
    const before = await page.countWorkers();
    await page.go('#build-and-ship/push');
    await page.waitFor(
      async () => (await page.countWorkers()) === before - 1,
      'the end of a worker',
    );
    await page.waitForNoWorkers(before - 1);
  });

  it('broke no rule of the policy and left no error on the console', async () => {
    expect(await page.complaints()).toEqual([]);
  });
});
