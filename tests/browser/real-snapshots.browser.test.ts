import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from './browsers.ts';
import { BOOT_PATIENCE_MS } from './page-visit.ts';
import type { RealPage } from './real-page.ts';
import { RealSite } from './real-site.ts';

const PANEL = 'drydock-snapshots >>> ';
const ENTRY = 'drydock-snapshot-entry >>> ';

/** What a learner builds: each line is typed at the prompt. */
const WORLD = [
  'mount -t tmpfs layers /mnt && cd /mnt && mkdir lower upper work merged && echo below > lower/file',
  'mount -t overlay overlay -o lowerdir=lower,upperdir=upper,workdir=work merged; cd',
  'echo above >> /mnt/merged/file',
  'mkdir /sys/fs/cgroup/small; echo 20M > /sys/fs/cgroup/small/memory.max',
  'ip netns add red; ip netns add blue; ip link add r0 netns red type veth peer name b0 netns blue',
  'ip -n red addr add 10.0.0.1/24 dev r0; ip -n red link set r0 up',
  'ip -n blue addr add 10.0.0.2/24 dev b0; ip -n blue link set b0 up',
  "sh -c 'echo $$ > /sys/fs/cgroup/small/cgroup.procs; exec sleep 100000' & echo",
];

/** Pushes a blob to the lab's registry, which is no part of the machine. */
const PUSH = [
  'modprobe virtio_net; ip link set eth0 up; ip addr add 192.168.86.100/24 dev eth0',
  "head='POST /v2/crew/app/blobs/uploads/?digest=sha256'; sum=$(printf hello | sha256sum | cut -c -64)",
  'printf "$head:$sum HTTP/1.0\\r\\nContent-Length: 5\\r\\n\\r\\nhello" | busybox nc 192.168.86.2 5000 | grep -c 201',
];

/** Asks about all of it; the processor's clock too, which must be right after a night. */
const LOOK = [
  'cat /mnt/merged/file /mnt/upper/file | xargs',
  'cat /sys/fs/cgroup/small/memory.max; pgrep -fx "sleep 100000" | wc -l; wc -l < /sys/fs/cgroup/small/cgroup.procs',
  'ip netns exec red ping -c 1 10.0.0.2 | grep -c "1 packets received"',
  'busybox wget -qO- 192.168.86.2:5000/v2/_catalog; echo',
].join('; ');
const CATALOG = '{"repositories":["crew/app"]}';
const SEEN = ['below above below above', '20971520', '1', '1', '1', CATALOG].join('\n');

/** Counts on in a terminal of its own. */
const COUNTER = 'n=0; while :; do n=$((n+1)); printf "\\rcount %d " $n; sleep 0.2; done';

describe.each(BROWSERS)('what a learner has built in %s', (browser) => {
  let profile: string;
  let site: RealSite;
  let page: RealPage;
  let count = 0;

  beforeAll(async () => {
    profile = await mkdtemp(join(tmpdir(), 'drydock-profile-'));
    site = await RealSite.start(browser, profile);
    page = await site.visitAgain();
    await page.waitForPrompt();
  });
  afterAll(async () => {
    await site?.close();
    await rm(profile, { recursive: true, force: true });
  });

  const toTab = (number: number) =>
    page.click(`drydock-terminals >>> [role=tab][id=tab-${number}]`);
  const newTab = async () => {
    await page.click('drydock-terminals >>> button[aria-label="New terminal"]');
    await page.waitForPrompt();
  };
  const counted = async () => Number(/count (\d+)/.exec(await page.screen())?.[1] ?? 0);
  const openPanel = async () => {
    await page.click('drydock-status-bar >>> button[aria-label=Snapshots]');
    await page.find(`${PANEL}.save`);
  };

  /** Everything is as it was left, and goes on. */
  const expectTheWorld = async () => {
    await page.waitForKeyboard();
    await toTab(1);
    await page.waitForPrompt();
    expect(await page.run(LOOK)).toBe(SEEN);
    expect(Math.abs(Number(await page.run('date +%s')) - Date.now() / 1000)).toBeLessThan(5);
    await toTab(2);
    await page.waitForScreen(new RegExp(`count (?!${count} )\\d+`));
    expect(await counted()).toBeGreaterThan(count);
    await toTab(3);
    await page.waitForScreen(/an unfinished letter/);
    expect(await page.screen()).toMatch(/GNU nano/);
    await page.type(', and more');
    await page.waitForScreen(/an unfinished letter, and more/);
  };
  const goOn = async () => {
    await page.find('drydock-continue >>> .primary');
    await page.press('Enter');
    await page.waitForScreen(/\S/, BOOT_PATIENCE_MS);
  };

  it('is kept by hand, under a name, while it runs on', async () => {
    for (const line of [...WORLD, ...PUSH]) await page.run(line);
    expect(await page.run(LOOK)).toBe(SEEN);
    await newTab();
    await page.type(`${COUNTER}\n`);
    await page.waitForScreen(/count [3-9]/);
    await newTab();
    await page.type('nano letter\n');
    await page.waitForScreen(/GNU nano/);
    await page.type('an unfinished letter');
    await page.waitForScreen(/an unfinished letter/);
    await toTab(2);
    await openPanel();
    count = await counted();
    await page.click(`${PANEL}.save input`);
    await page.type('my world\n');
    await page.waitForText('drydock-snapshots', '[role=status]', /^Saved\.$/);
    await page.press('Escape');
    await page.waitForScreen(new RegExp(`count (?!${count} )\\d+`));
  });

  it('is there after the page was loaded again', async () => {
    await page.page.reload();
    await goOn();
    await expectTheWorld();
  });

  it('is there after the browser was killed', async () => {
    await site.killBrowser();
    page = await site.visitAgain();
    await goOn();
    await expectTheWorld();
  });

  it('is carried in a file to somebody who was never here', async () => {
    await openPanel();
    const download = page.page.evaluate(readDownload);
    await page.click(`${ENTRY}.export`);
    const file = await download;
    const stranger = await site.visit();
    await page.close();
    page = stranger;
    await page.waitForPrompt();
    await openPanel();
    await page.page.evaluate(dropFile, file);
    await page.waitForText('drydock-snapshots', '[role=status]', /^Imported\.$/);
    await page.click(`${ENTRY}.actions button`);
    await expectTheWorld();
  });

  it('broke no rule of the policy and left no error on the console', async () => {
    expect(await page.complaints()).toEqual([]);
  });
});

/** The content of the next file that the page offers, in base64; runs in the page. */
function readDownload(): Promise<string> {
  return new Promise((done) => {
    const offer = URL.createObjectURL;
    URL.createObjectURL = (content) => {
      URL.createObjectURL = offer;
      const reader = new FileReader();
      reader.addEventListener('load', () => done(String(reader.result).replace(/^.*?,/, '')));
      reader.readAsDataURL(content as Blob);
      return offer(content);
    };
  });
}

/** Drops a file with this content, in base64, on the timeline; runs in the page. */
function dropFile(base64: string): void {
  const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], 'my-world.drydock'));
  const root = window.drydockEyes.find('drydock-snapshots')?.shadowRoot;
  const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
  root?.querySelector('.panel')?.dispatchEvent(event);
}
