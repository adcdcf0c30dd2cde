import type { CDPSession, Page } from 'puppeteer-core';

/** One task of the page's own thread. */
export interface Task {
  /** From its begin to its end, in milliseconds. */
  readonly ms: number;
  /** Of that, on the processor; the rest is what other programs of this computer took. */
  readonly cpuMs: number;
  /** Milliseconds since the trace began. */
  readonly atMs: number;
  /** The longest things done in it. */
  readonly parts: readonly string[];
}

/** Tasks with what is done in them; little enough to change nothing. */
const CATEGORIES = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'];
/** Every task has an event of this name; the other is the same task in another category. */
const TASK = 'RunTask';
const SAME_TASK = 'ThreadControllerImpl::RunTask';
const NAMED_PARTS = 3;
const MICROSECONDS = 1000;

interface FrameData {
  readonly url?: string;
  readonly processId?: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: {
    readonly name?: string;
    readonly data?: FrameData & {
      readonly functionName?: string;
      readonly frames?: readonly FrameData[];
    };
  };
}

/** Records the tasks of the page's thread while `act` runs; longest first. */
export async function recordTasks(page: Page, act: () => Promise<unknown>): Promise<Task[]> {
  const session = await page.createCDPSession();
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    events.push(...(value as unknown as TraceEvent[]));
  });
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      recordMode: 'recordUntilFull',
      includedCategories: CATEGORIES,
    },
  });
  try {
    await act();
  } finally {
    await endTrace(session);
  }
  return tasksOf(events);
}

async function endTrace(session: CDPSession): Promise<void> {
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  await session.detach();
}

function tasksOf(events: readonly TraceEvent[]): Task[] {
  const thread = pageThread(events);
  const complete = events
    .filter((event) => event.ph === 'X' && `${event.pid}.${event.tid}` === thread)
    .sort((a, b) => a.ts - b.ts);
  const begin = complete[0]?.ts ?? 0;
  const tasks = complete.filter(({ name }) => name === TASK);
  return tasks
    .map((task) => ({
      ms: (task.dur ?? 0) / MICROSECONDS,
      cpuMs: (task.tdur ?? task.dur ?? 0) / MICROSECONDS,
      atMs: (task.ts - begin) / MICROSECONDS,
      parts: partsOf(task, complete),
    }))
    .sort((a, b) => b.ms - a.ms);
}

/** A browser has several renderers, some of them for its own menus; one has the page. */
function pageThread(events: readonly TraceEvent[]): string {
  const process = pageProcess(events);
  const main = events.find(
    ({ name, args, pid }) =>
      name === 'thread_name' && args?.name === 'CrRendererMain' && pid === process,
  );
  if (main === undefined) throw new Error('the trace has no thread of the page');
  return `${main.pid}.${main.tid}`;
}

/** Where the page was committed during the trace, else where it was when the trace began. */
function pageProcess(events: readonly TraceEvent[]): number | undefined {
  const isPage = (frame: FrameData | undefined) => frame?.url?.startsWith('http') === true;
  const committed = events.findLast(
    ({ name, args }) => name === 'FrameCommittedInBrowser' && isPage(args?.data),
  );
  if (committed !== undefined) return committed.args?.data?.processId;
  const started = events.find(({ name }) => name === 'TracingStartedInBrowser');
  return started?.args?.data?.frames?.find(isPage)?.processId;
}

function partsOf(task: TraceEvent, events: readonly TraceEvent[]): string[] {
  const end = task.ts + (task.dur ?? 0);
  if ((task.dur ?? 0) < MICROSECONDS) return []; // of no interest, and there are many
  return events
    .filter(
      ({ name, ts, dur = 0 }) =>
        name !== TASK && name !== SAME_TASK && ts >= task.ts && ts + dur <= end,
    )
    .sort((a, b) => (b.dur ?? 0) - (a.dur ?? 0))
    .slice(0, NAMED_PARTS)
    .map(({ name, dur = 0, args }) => {
      const what = args?.data?.functionName || args?.data?.url?.split('/').at(-1);
      return `${name}${what ? ` ${what}` : ''} ${(dur / MICROSECONDS).toFixed(0)}`;
    });
}
