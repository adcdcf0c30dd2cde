import type { DrydockApp } from '../web-components/drydock-app.ts';
import { placeOf } from '../web-components/lesson/lab-place.ts';
import type { CreateMachine, CreateSecondMachine } from '../web-components/machine-factory.ts';
import type {
  OpenSnapshots,
  SnapshotsRequest,
} from '../web-components/snapshots/snapshot-source.ts';
import type { Lab, LabSummary } from './labs/lab.ts';
import type { LabLibrary } from './labs/lab-library.ts';
import { StorageProgressStore } from './labs/progress/storage-progress-store.ts';
import type { Machine } from './machine/machine.ts';
import { V86Machine, type V86MachineOptions } from './machine/v86-machine.ts';
import { hasEarlierSnapshots } from './snapshots/earlier-visit.ts';

/**
 * The composition root. The machine is on its way before the page's elements are loaded, so that both downloads overlap.
 */
function start(app: DrydockApp): void {
  const query = new URLSearchParams(location.search);
  const bootMode = query.get('boot') === 'cold' ? 'cold' : 'warm';
  const asked = query.get('profile') ?? app.getAttribute('profile');
  const baseUrl = new URL(app.getAttribute('base-url') ?? './', document.baseURI);
  const labs = openLibrary();
  const opened = labs.summaries.find(({ id }) => id === placeOf(location.hash).labId);
  const profile = opened?.profile ?? (asked === 'engine' ? 'engine' : 'base');
  let early: Machine | undefined = startMachine({ baseUrl, bootMode, profile });
  const createMachine: CreateMachine = (request) => {
    const machine = early && request.profile === profile ? early : startMachine(request);
    if (early !== machine) early?.destroy();
    early = undefined;
    return machine;
  };
  const parts = { bootMode, profile, createMachine, createSecondMachine, openSnapshots, labs };
  loadElements().then(() => Object.assign(app, parts), showLoadFailure);
  // What is served for development changes all the time. A failure costs nothing now: the next visit tries again.
  const offer = () =>
    setTimeout(() => offerOffline(app, baseUrl).catch(() => {}), OFFLINE_DELAY_MS);
  if (import.meta.env.PROD) app.addEventListener('drydock-activity', offer, { once: true });
}

/** From the first prompt on. The line and the processor belong to the first commands. */
const OFFLINE_DELAY_MS = 5_000;

/** Has the site stored for use without a network, and says to the page how much of it is. */
async function offerOffline(app: DrydockApp, site: URL): Promise<void> {
  const { openOffline } = await import('./offline/open-offline.ts');
  app.offline = await openOffline(site);
}

/** Whoever boots it starts it. */
const createSecondMachine: CreateSecondMachine = (request) => {
  const { baseUrl } = request;
  if (request.kind === 'pc') {
    return new V86Machine({ baseUrl, memoryBytes: request.memoryBytes, bootMode: 'cold' });
  }
  const { beside } = request;
  if (!(beside instanceof V86Machine)) throw new TypeError('the machine beside is of another kind');
  return new V86Machine({ baseUrl, bootMode: 'warm', profile: 'engine', beside });
};

/** Nobody needs them before there is something to keep. */
const openSnapshots: OpenSnapshots = Object.assign(
  async (request: SnapshotsRequest) => {
    const { openBrowserSnapshots } = await import('./snapshots/browser-snapshots.ts');
    return openBrowserSnapshots(request);
  },
  { mayExist: hasEarlierSnapshots },
);

/** The labs below `curriculum`: what the catalogue shows is part of the page, a lab itself is loaded when it is opened. */
function openLibrary(): LabLibrary {
  const summaries = import.meta.glob<LabSummary>('./curriculum/*/lab.yaml', {
    query: '?summary',
    import: 'default',
    eager: true,
  });
  const labs = import.meta.glob<Lab>('./curriculum/*/lab.yaml', { import: 'default' });
  const paths = new Map(Object.entries(summaries).map(([path, { id }]) => [id, path]));
  const progress = new StorageProgressStore(() => localStorage);
  addEventListener('storage', ({ key }) => progress.noteOtherTab(key));
  return {
    summaries: Object.values(summaries).sort((one, other) => one.number - other.number),
    load: async (labId) => {
      const load = labs[paths.get(labId) ?? ''];
      if (!load) throw new RangeError(`there is no lab "${labId}"`);
      return load();
    },
    stepTitles: async () => (await import('./labs/step-titles.ts')).STEP_TITLES,
    progress,
  };
}

function startMachine(options: V86MachineOptions): Machine {
  const machine = new V86Machine(options);
  // A failure is shown by the status it leads to.
  machine.start().catch(() => {});
  return machine;
}

/** In two parts, since evaluating them at once would be one long task. */
async function loadElements(): Promise<void> {
  await import('../web-components/drydock-terminal.ts');
  await import('../web-components/drydock-app.ts');
}

/** The page's own scripts are missing: a cut connection, or a new version of the site behind an old page. */
function showLoadFailure(error: unknown): void {
  console.error('Drydock: the page could not be loaded', error);
  const notice = document.querySelector<HTMLElement>('#load-failed');
  const waiting = document.querySelector<HTMLElement>('#loading');
  if (notice) notice.hidden = false;
  if (waiting) waiting.hidden = true;
}

// At the end, for what stands above has to be there.
const app = document.querySelector<DrydockApp>('drydock-app');
if (app) start(app);
