import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PreviewViewer } from './preview-viewer.ts';
import type { RealPage } from './real-page.ts';
import { RealSite } from './real-site.ts';
import { WatchingProxy } from './watching-proxy.ts';

/** How long Docker may take for one command in a browser on a busy computer, in milliseconds. */
const DOCKER_PATIENCE_MS = 300_000;
/** For a test that gives several. In milliseconds. */
const TEST_MS = 900_000;

const PORTS = [8081, 8082, 8083];
/** The folder from which nginx serves. */
const SERVED = '/usr/share/nginx/html';
const IMAGE = "docker image inspect --format '{{.Id}} {{.RepoDigests}}' nginx";
const OPEN = 'drydock-terminals >>> button[aria-label="Preview a web server"]';

/** What a page may not get to see, however it asks. */
const OUTSIDE =
  '<link rel=preconnect href=https://outside.example><img src=http://outside.example/a.png><script>fetch("http://outside.example/b").catch(String);navigator.sendBeacon("http://outside.example/c")</script>';

/** Two serve folders of the machine; the third has its page written into the container. */
const SERVERS = [
  'mkdir one two && echo "<h1>One</h1>" > one/index.html && echo "<h1>Two</h1>" > two/index.html',
  `docker run -d --name first -p 8081:80 -v /root/one:${SERVED}:ro nginx`,
  `docker run -d --name second -p 8082:80 -v /root/two:${SERVED}:ro nginx`,
  'docker run -d --name third -p 8083:80 nginx',
  `docker exec third sh -c 'echo "<h1>Three</h1>$1" > ${SERVED}/index.html' sh '${OUTSIDE}'`,
];
const HEADINGS = ['One', 'Two', 'Three'];

describe('three web servers from one image, in the real machine in Chromium', () => {
  let proxy: WatchingProxy;
  let site: RealSite;
  let page: RealPage;
  let viewer: PreviewViewer;
  let image = '';
  let snapshot = '';

  beforeAll(async () => {
    proxy = await WatchingProxy.start();
    site = await RealSite.start('chromium');
    page = await site.visit('?lang=en&profile=engine', proxy.address);
    viewer = new PreviewViewer(page);
  });
  afterAll(async () => {
    await site?.close();
    await proxy?.close();
  });

  const type = async (command: string) => {
    await page.click('drydock-terminal');
    return page.run(command, DOCKER_PATIENCE_MS);
  };
  const expectNobody = async () => {
    for (const port of PORTS)
      await viewer.waitForNoticeAt(port, `Nothing listens on localhost:${port} yet`);
  };
  const expectAllPages = async () => {
    for (const [index, port] of PORTS.entries())
      await viewer.waitForPage(port, HEADINGS[index] ?? '', DOCKER_PATIENCE_MS);
  };
  const reload = async () => {
    for (const port of PORTS) {
      const preview = await viewer.preview(port);
      await (await preview.$('>>> button[aria-label=Reload]'))?.click();
    }
  };

  it('are waited for by previews that say that nobody listens yet', async () => {
    await page.waitForPrompt(DOCKER_PATIENCE_MS);
    for (const port of PORTS) {
      await page.click(OPEN);
      await page.find('drydock-preview >>> .ask input');
      await page.type(`${port}\n`);
    }
    await expectNobody();
  });

  it(
    'show themselves by themselves, and each with content of its own when it is asked again',
    async () => {
      expect(await type('docker pull nginx')).toContain('Downloaded newer image for nginx');
      image = await type(IMAGE);
      for (const command of SERVERS) await type(command);
      for (const port of PORTS) await page.waitFor(() => viewer.hasPage(port), `port ${port}`);
      await reload();
      await expectAllPages();
    },
    TEST_MS,
  );

  it(
    'leave their image as it was',
    async () => {
      expect(image).toMatch(/^sha256:[0-9a-f]{64} \[nginx@sha256:[0-9a-f]{64}\]$/);
      expect(await type(IMAGE)).toBe(image);
    },
    TEST_MS,
  );

  it(
    'are gone when their containers are removed',
    async () => {
      snapshot = await page.page.evaluate(async () => {
        const lab = window.drydockEyes.find('drydock-lab');
        return (await lab?.snapshot('three servers'))?.id ?? '';
      });
      await type('docker rm -f first second third');
      await reload();
      await expectNobody();
    },
    TEST_MS,
  );

  it(
    'serve again when the snapshot is put back',
    async () => {
      await page.page.evaluate(
        (id) => window.drydockEyes.find('drydock-lab')?.restore(id),
        snapshot,
      );
      await expectAllPages();
      await reload();
      await expectAllPages();
      expect(await type(IMAGE)).toBe(image);
    },
    TEST_MS,
  );

  it('let no request out of the page’s own origin', async () => {
    expect([...proxy.asked.keys()]).toEqual([site.origin]);
    // It would have been seen.
    const stranger = await site.visitElsewhere(page);
    await stranger.goto('http://outside.example/').catch(() => undefined); // it is refused, or answered with an error
    expect(proxy.asked.has('http://outside.example')).toBe(true);
  });

  it('broke no rule of the policy and left no error on the console', async () => {
    expect(await page.complaints()).toEqual([]);
  });
});
