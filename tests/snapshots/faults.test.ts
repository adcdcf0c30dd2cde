import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SnapshotStore } from '../../src/snapshots/snapshot-store.ts';
import { Database } from '../../src/snapshots/store/database.ts';
import { FAULTS, type Fault, FaultyPage, installFaults } from './faulty-browser.ts';
import {
  closeChannels,
  IMAGE,
  newBrowser,
  openStore,
  range,
  sampleCapture,
  sampleDraft,
  sampleRegistry,
  told,
} from './samples.ts';

beforeAll(installFaults);
afterEach(closeChannels);

/** Long enough for whatever is not held up; only decides how long a hanging operation takes. */
const DEADLINE_MS = 60;

/** How much more than in one go the records may take when an action was done in two. */
const ALLOWED_GROWTH = 1.1;

const FIRST = range(1, 30);
const SECOND = [...range(10, 30), 70];
const draftOf = (seeds: readonly number[], label: string) => sampleDraft(seeds, { label });
/** With something in the registry. */
const pushedDraftOf = (seeds: readonly number[], label: string, layers: readonly number[]) =>
  sampleDraft(seeds, {
    label,
    capture: { ...sampleCapture(seeds), registry: sampleRegistry(layers) },
  });
const firstDraft = () => pushedDraftOf(FIRST, 'first', [500]);
const secondDraft = () => pushedDraftOf(SECOND, 'second', [500, 501]);

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
  /** What is in the store besides the first snapshot; absent: nothing. */
  prepare?(store: SnapshotStore): Promise<unknown>;
  /** What is done, in a store whose first snapshot is `first`. */
  run(store: SnapshotStore, first: string, file: Blob): Promise<unknown>;
}

/** So many pages that cannot be compressed that their packs are worth being packed anew when most of them are dead. */
const LARGE = range(1, 90).map((seed) => 7 * seed);
const PART_OF_LARGE = LARGE.slice(0, 12);

const ACTIONS: readonly Action[] = [
  { name: 'save', run: (store) => store.save(secondDraft()) },
  { name: 'rename', run: (store, first) => store.rename(first, 'renamed') },
  { name: 'delete', run: (store, first) => store.remove(first) },
  { name: 'collect', run: (store, first) => store.collect([first], 0) },
  {
    name: 'collect, of most pages of a pack,',
    prepare: async (store) => {
      const { id } = await store.save(draftOf(LARGE, 'large'));
      await store.save(draftOf(PART_OF_LARGE, 'a part of it'));
      await store.remove(id);
    },
    run: (store) => store.collect([], -1),
  },
  { name: 'import', run: (store, _first, file) => store.importFile(file, [IMAGE]) },
];

/** A browser in which is stored what an action begins with; the first snapshot's id. */
async function prepare(action: Action) {
  const browser = newBrowser();
  const store = openStore(browser);
  const { id } = await store.save(firstDraft());
  await action.prepare?.(store);
  return { browser, first: id };
}

/** A file with another snapshot. */
async function exportSecond(): Promise<Blob> {
  const store = openStore(newBrowser());
  const { id } = await store.save(secondDraft());
  return (await store.exportFile(id)).content;
}

let file: Blob;
beforeAll(async () => {
  file = await exportSecond();
});

/** Runs an action whose `at`-th operation meets a fault. False when it has fewer operations. */
async function runWith(action: Action, fault: Fault, at: number): Promise<boolean> {
  const { browser, first } = await prepare(action);
  const { old, fresh, bytes } = await outcomeOf(action);
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
  // What a record takes hangs on how the pages were packed on the way; nothing that nobody needs is among them.
  expect(await storedBytes(browser)).toBeLessThanOrEqual(bytes * ALLOWED_GROWTH);
  return true;
}

/** Bytes of all records. */
async function storedBytes(browser: IDBFactory): Promise<number> {
  const database = new Database({ name: 'test', factory: () => browser, deadlineMs: 20_000 });
  const values = await database.read((records) => records.values(''));
  database.close();
  return values.reduce((sum, { length }) => sum + length, 0);
}

/** What an action begins with and leads to when nothing is in its way. */
interface Outcome {
  readonly old: readonly string[];
  readonly fresh: readonly string[];
  /** Of all records, afterwards. */
  readonly bytes: number;
}

const outcomes = new Map<string, Promise<Outcome>>();
function outcomeOf(action: Action): Promise<Outcome> {
  const known = outcomes.get(action.name);
  if (known) return known;
  const outcome = prepare(action).then(async ({ browser, first }) => {
    const old = await everything(openStore(browser));
    await action.run(openStore(browser), first, file);
    await openStore(browser).collect([], 0);
    return {
      old,
      fresh: await everything(openStore(browser)),
      bytes: await storedBytes(browser),
    };
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
