import type { WebWorker } from 'puppeteer-core';
import { LabPage } from './lab-page.ts';
import { TrafficRecorder, type Transfer } from './traffic.ts';

/** A first command. The answer must not be among the keys, so that the echo of the keys is no answer. */
export interface FirstCommand {
  readonly keys: string;
  readonly answer: string;
}

const ADDITION: FirstCommand = { keys: 'echo $((6*7))x\n', answer: '42x' };

/** Marks that the page and its worker leave for whoever measures begin like this. */
const MARK_PREFIX = 'drydock:';

/** What happened until a first command's output was on the screen. Times in milliseconds since the navigation began. */
export interface Visit {
  readonly outputMs: number;
  readonly timeline: readonly (readonly [what: string, ms: number])[];
  readonly transfers: readonly Transfer[];
}

/** How a page is visited. */
export interface VisitOptions {
  /** Typed as soon as the terminal takes keys; absent: an addition. */
  readonly command?: FirstCommand | undefined;
  /** Folder of a browser's profile that is used again; absent: the browser has never seen the page. */
  readonly profile?: string;
}

/** Visits the page and waits for the output of a first command. */
export async function visit(
  address: string,
  { command = ADDITION, profile }: VisitOptions = {},
): Promise<Visit> {
  const { keys, answer } = command;
  const lab = await LabPage.prepare(profile);
  try {
    const traffic = await TrafficRecorder.attach(lab.page);
    const loaded = lab.page.goto(address);
    await Promise.all([loaded, lab.takesKeys().then(() => lab.type(keys))]);
    const [promptMs, outputMs] = await Promise.all([lab.drawn('root@'), lab.drawn(answer)]);
    const { firsts, timeOrigin } = await readFirsts(lab);
    const marks = await readWorkerMarks(ownWorkers(lab), timeOrigin);
    const transfers = traffic.until(outputMs, timeOrigin);
    const timeline = [
      ...Object.entries({
        ...firsts,
        ...marks,
        'prompt drawn': promptMs,
        'output seen': outputMs,
      }),
      ...transferTimes(transfers),
    ];
    return {
      outputMs,
      timeline: timeline.sort(([, a], [, b]) => a - b),
      transfers,
    };
  } finally {
    await lab.browser.close();
  }
}

/** Visits the page as one who only looks: what is loaded until the prompt is there. */
export async function loadedToPrompt(address: string): Promise<readonly Transfer[]> {
  const lab = await LabPage.prepare();
  try {
    const traffic = await TrafficRecorder.attach(lab.page);
    await lab.page.goto(address);
    const promptMs = await lab.drawn('root@');
    return traffic.until(promptMs, await lab.page.evaluate(() => performance.timeOrigin));
  } finally {
    await lab.browser.close();
  }
}

async function readFirsts(
  lab: LabPage,
): Promise<{ firsts: Record<string, number>; timeOrigin: number }> {
  return lab.page.evaluate((prefix) => {
    const firsts = { ...window.drydockProbe.firsts };
    for (const { name, startTime } of performance.getEntriesByType('paint')) {
      firsts[name] = startTime;
    }
    for (const { name, startTime } of performance.getEntriesByType('mark')) {
      if (name.startsWith(prefix)) firsts[name.slice(prefix.length)] = startTime;
    }
    return { firsts, timeOrigin: performance.timeOrigin };
  }, MARK_PREFIX);
}

/** The page's, and not those that v86 makes from `blob:` addresses. */
function ownWorkers(lab: LabPage): WebWorker[] {
  return lab.page.workers().filter((worker) => worker.url().startsWith('http'));
}

async function readWorkerMarks(
  workers: readonly WebWorker[],
  timeOrigin: number,
): Promise<Record<string, number>> {
  const found = await Promise.all(
    workers.map((worker) =>
      worker.evaluate((prefix) => {
        const marks = performance.getEntriesByType('mark').map(({ name, startTime }) => ({
          name,
          at: performance.timeOrigin + startTime,
        }));
        const own = marks.filter(({ name }) => name.startsWith(prefix));
        return [{ name: `${prefix}worker began`, at: performance.timeOrigin }, ...own];
      }, MARK_PREFIX),
    ),
  );
  const entries = found
    .flat()
    .map(({ name, at }) => [name.slice(MARK_PREFIX.length), at - timeOrigin] as const);
  return Object.fromEntries(entries);
}

/** When each file was asked for and there; of many chunks, the first and the last. */
function transferTimes(transfers: readonly Transfer[]): (readonly [string, number])[] {
  const chunks = transfers.filter(({ kind }) => kind === 'chunk');
  const others = transfers.filter(({ kind }) => kind !== 'chunk' && kind !== 'other');
  const times = others.flatMap(({ path, startMs, endMs }) => {
    const name = path.split('/').at(-1) || 'page';
    return [[`${name} asked for`, startMs] as const, [`${name} there`, endMs] as const];
  });
  if (chunks.length === 0) return times;
  const first = Math.min(...chunks.map(({ startMs }) => startMs));
  const last = Math.max(...chunks.map(({ endMs }) => endMs));
  return [
    ...times,
    ['first disk chunk asked for', first],
    [`last of ${chunks.length} disk chunks there`, last],
  ];
}
