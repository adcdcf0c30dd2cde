import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SnapshotStore } from '../../src/snapshots/snapshot-store.ts';
import { FAULTS, type Fault, FaultyPage, installFaults } from './faulty-browser.ts';
import {
  closeChannels,
  IMAGE,
  newBrowser,
  openStore,
  range,
  sampleDraft,
  told,
} from './samples.ts';

beforeAll(installFaults);
afterEach(closeChannels);

/** Long enough for whatever is not held up; only decides how long a hanging operation takes. */
const DEADLINE_MS = 60;

const FIRST = range(1, 30);
const SECOND = [...range(10, 30), 70];
const draftOf = (seeds: readonly number[], label: string) => sampleDraft(seeds, { label });

/** Everything in a store, loaded and checked; a snapshot that cannot be loaded shows as its error. */
async function everything(store: SnapshotStore): Promise<readonly string[]> {
  const { snapshots, damaged } = await store.list();
  expect(damaged).toEqual([]);
  const all = snapshots.map(async ({ id, label, removedAt }) => {
    const { capture, pageState } = await store.load(id);
    const content = JSON.stringify([told(capture), pageState]);
    return `${label}${removedAt === undefined ? '' : ' (removed)'} ${content}`;
  });
  return (await Promise.all(all)).sort();
}

interface Action {
  readonly name: string;
  /** What is done, in a store with one snapshot, `first`. */
  run(store: SnapshotStore, first: string, file: Blob): Promise<unknown>;
}

const ACTIONS: readonly Action[] = [
  { name: 'save', run: (store) => store.save(draftOf(SECOND, 'second')) },
  { name: 'rename', run: (store, first) => store.rename(first, 'renamed') },
  { name: 'delete', run: (store, first) => store.remove(first) },
  { name: 'collect', run: (store, first) => store.collect([first], 0) },
  { name: 'import', run: (store, _first, file) => store.importFile(file, [IMAGE]) },
];

/** A browser in which one snapshot is stored, and its id. */
async function prepare() {
  const browser = newBrowser();
  const { id } = await openStore(browser).save(draftOf(FIRST, 'first'));
  return { browser, first: id };
}

/** A file with another snapshot. */
async function exportSecond(): Promise<Blob> {
  const store = openStore(newBrowser());
  const { id } = await store.save(draftOf(SECOND, 'second'));
  return (await store.exportFile(id)).content;
}

let file: Blob;
let old: readonly string[];
beforeAll(async () => {
  file = await exportSecond();
  old = await everything(openStore((await prepare()).browser));
});

/** Runs an action whose `at`-th operation meets a fault. False when it has fewer operations. */
async function runWith(action: Action, fault: Fault, at: number): Promise<boolean> {
  const { browser, first } = await prepare();
  const fresh = await outcomeOf(action);
  const page = new FaultyPage(browser, fault, at);
  const store = openStore(page.databases, { deadlineMs: DEADLINE_MS, batchBytes: 1 });
  const running = action.run(store, first, file).then(
    () => 'done',
    (error: Error) => error.name,
  );
  const end = await Promise.race([running, page.died.promise.then(() => 'killed')]);
  const met = page.count >= at;
  const found = await everything(openStore(browser));
  if (end === 'done') expect(found).toEqual(fresh);
  else expect([old, fresh]).toContainEqual(found);
  if (!met) return false;
  // And the next one, or the same once more, works as if nothing had happened.
  const next = openStore(browser);
  if (`${found}` === `${old}`) await action.run(next, first, file);
  await next.collect([], 0);
  expect(await everything(openStore(browser))).toEqual(fresh);
  return true;
}

const outcomes = new Map<string, Promise<readonly string[]>>();
/** What an action leads to when nothing is in its way. */
function outcomeOf(action: Action): Promise<readonly string[]> {
  const known = outcomes.get(action.name);
  if (known) return known;
  const outcome = prepare().then(async ({ browser, first }) => {
    await action.run(openStore(browser), first, file);
    return everything(openStore(browser));
  });
  outcomes.set(action.name, outcome);
  return outcome;
}

describe.each(ACTIONS)('$name', (action) => {
  it.each(FAULTS)(
    'leaves the old or the new state when its k-th operation %s, for every k',
    async (fault) => {
      let at = 1;
      while (await runWith(action, fault, at)) at++;
      expect(at).toBeGreaterThan(5);
    },
    60_000,
  );
});
