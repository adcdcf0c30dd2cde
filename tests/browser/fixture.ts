import '../../web-components/drydock-app.ts';
import type { Lab } from '../../src/labs/lab.ts';
import { StorageProgressStore } from '../../src/labs/progress/storage-progress-store.ts';
import type { SnapshotErrorCode } from '../../src/snapshots/errors.ts';
import { SnapshotService } from '../../src/snapshots/snapshot-service.ts';
import type { DrydockApp } from '../../web-components/drydock-app.ts';
import { FakeMachine } from './fake-machine.ts';
import { FAKE_IMAGE, FakeSnapshotStore } from './fake-snapshot-store.ts';
import { SAMPLE_LABS, SAMPLE_TITLES } from './sample-labs.ts';

/** What the tests reach from outside. */
export interface Fixture {
  readonly machines: FakeMachine[];
  readonly violations: string[];
  readonly events: string[];
  /** Tasks that changed and labs that were completed, in words. */
  readonly labEvents: string[];
  /** How many loads of a lab are still to fail. */
  failingLoads: number;
  /** Milliseconds of every task that took longer than 50. */
  readonly longTasks: number[];
  readonly FakeMachine: typeof FakeMachine;
  readonly store: FakeSnapshotStore;
  /** How often snapshots were opened and closed. */
  readonly opened: string[];
  /** What the browser answers when it is asked to keep everything. */
  promise: boolean;
}

declare global {
  interface Window {
    fixture: Fixture;
  }
}

const fixture: Fixture = {
  machines: [],
  violations: [],
  events: [],
  labEvents: [],
  failingLoads: 0,
  longTasks: [],
  FakeMachine,
  store: new FakeSnapshotStore(),
  opened: [],
  promise: true,
};
window.fixture = fixture;

document.addEventListener('securitypolicyviolation', (event) => {
  fixture.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
document.addEventListener('drydock-status-change', (event) => {
  fixture.events.push((event as CustomEvent<{ state: string }>).detail.state);
});
document.addEventListener('drydock-task-change', (event) => {
  const { labId, stepId, taskId, status } = (event as HTMLElementEventMap['drydock-task-change'])
    .detail;
  fixture.labEvents.push(`${labId}/${stepId}/${taskId} ${status}`);
});
document.addEventListener('drydock-lab-complete', (event) => {
  const { labId } = (event as HTMLElementEventMap['drydock-lab-complete']).detail;
  fixture.labEvents.push(`${labId} complete`);
});
if (PerformanceObserver.supportedEntryTypes.includes('longtask')) {
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) fixture.longTasks.push(entry.duration);
  }).observe({ type: 'longtask' });
}

const app = document.querySelector('drydock-app') as DrydockApp;
const plan = new URLSearchParams(location.search).get('plan') === 'wait' ? 'wait' : 'ready';
const progress = new StorageProgressStore(() => localStorage);
addEventListener('storage', ({ key }) => progress.noteOtherTab(key));
const load = async (labId: string): Promise<Lab> => {
  const lab = SAMPLE_LABS.find(({ id }) => id === labId);
  if (fixture.failingLoads-- > 0 || !lab) throw new TypeError('the lab cannot be loaded');
  return lab;
};
fixture.failingLoads = Number(new URLSearchParams(location.search).get('failing-loads') ?? 0);
app.labs = { summaries: SAMPLE_LABS, load, progress, stepTitles: async () => SAMPLE_TITLES };
const query = new URLSearchParams(location.search);
if (query.get('store') !== null) {
  fixture.store.failures = { list: query.get('store') as SnapshotErrorCode };
}
if (query.get('slow') === 'list') fixture.store.slow = ['list'];
app.openSnapshots = async ({ keeper }) => {
  const { store } = fixture;
  fixture.opened.push('open');
  const askBrowser = async () => {
    store.storage = { ...store.storage, mayBeEvicted: !fixture.promise };
    return fixture.promise;
  };
  const snapshots = new SnapshotService({ store, keeper, images: [FAKE_IMAGE], askBrowser });
  return { snapshots, close: () => void fixture.opened.push('close') };
};
app.createMachine = ({ profile }) => {
  const machine = new FakeMachine(plan, profile);
  fixture.machines.push(machine);
  void machine.start();
  return machine;
};
