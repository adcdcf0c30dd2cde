/**
 * The page whose browser is killed: the real store in its real worker, with snapshots whose whole content follows from their
 * labels, so that after a kill it can be told what each must hold.
 */
import { PAGE_BYTES } from '../../src/layers/layer-format.ts';
import type { SnapshotDraft, StoredSnapshot } from '../../src/snapshots/snapshot-store.ts';
import { Database } from '../../src/snapshots/store/database.ts';
import { DATABASE_NAME } from '../../src/snapshots/store/database-name.ts';
import { openWriteMark } from '../../src/snapshots/store/write-mark.ts';
import { WorkerSnapshotStore } from '../../src/snapshots/worker-snapshot-store.ts';
import type { Deed, DeedName } from './deeds.ts';

/** What the soak reaches from outside. */
export interface KillPage {
  /** Loads everything that is listed and compares each byte. One line for each snapshot, sorted; what is wrong has a line too. */
  look(): Promise<readonly string[]>;
  /** Deletes what is there, and leaves behind what a deed begins with: the lines that {@link look} would give. */
  prepare(name: DeedName): Promise<readonly string[]>;
  /** Does the deed that was prepared; milliseconds. */
  run(): Promise<number>;
  /** Bytes of all records. */
  storedBytes(): Promise<number>;
  /** Leaves the mark of a browser that is killed in the middle of writing. */
  mark(): Promise<void>;
}

declare global {
  interface Window {
    killPage: KillPage;
  }
}

/** Pages of noise from `first` on, as many as `count`; they are the same wherever they occur. */
interface Content {
  readonly first: number;
  readonly count: number;
}

const MEMORY_BYTES = 512 * 1024 * 1024;
const IMAGE = {
  parent: 'a'.repeat(64),
  fingerprint: 'b'.repeat(64),
  memoryBytes: MEMORY_BYTES,
  profile: 'base',
  version: '',
};
/** There in every round: on disk for sure, and never touched. */
const KEPT: Content = { first: 1, count: 40 };
const LARGE: Content = { first: 10_000, count: 1000 };
/** So few of the pages of {@link LARGE} that its packs are packed anew when it is gone. */
const PART_OF_LARGE: Content = { first: 10_000, count: 100 };
const SMALL: Content = { first: 20_000, count: 200 };

const store = new WorkerSnapshotStore();
const database = new Database({
  name: DATABASE_NAME,
  factory: () => indexedDB,
  deadlineMs: 30_000,
});

const labelOf = ({ first, count }: Content) => `${first}+${count}`;

function contentOf(label: string): Content {
  const [first = 0, count = 0] = label.split('+').map(Number);
  return { first, count };
}

/** Marsaglia's xorshift: noise that cannot be compressed and is always the same. */
function pagesOf({ first, count }: Content): Uint8Array {
  const words = new Uint32Array((count * PAGE_BYTES) / 4);
  const wordsOfPage = PAGE_BYTES / 4;
  let state = 0;
  for (let at = 0; at < words.length; at++) {
    if (at % wordsOfPage === 0) state = Math.imul(first + at / wordsOfPage + 1, 0x9e3779b1);
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[at] = state;
  }
  return new Uint8Array(words.buffer);
}

function draftOf(content: Content): SnapshotDraft {
  const { parent, fingerprint, memoryBytes } = IMAGE;
  return {
    kind: 'named',
    label: labelOf(content),
    labId: 'lab',
    stepId: 'step',
    picture: [],
    image: IMAGE,
    capture: {
      parent,
      fingerprint,
      memoryBytes,
      pageNumbers: Uint32Array.from({ length: content.count }, (_none, at) => 2 * at),
      pages: pagesOf(content),
      zeroPages: Uint32Array.of(1, 3),
      devices: new Uint8Array(500_000).map((_none, at) => (at % 64 < 8 ? at >> 6 : 0)),
      terminals: [],
      takenAt: content.first,
    },
    pageState: { content: labelOf(content) },
  };
}

async function save(content: Content): Promise<string> {
  return (await store.save(draftOf(content))).id;
}

function wrongsOf(label: string, { capture, pageState }: StoredSnapshot): string {
  const wanted = draftOf(contentOf(label));
  const same = (one: ArrayLike<number>, other: ArrayLike<number>) =>
    one.length === other.length && Array.prototype.every.call(one, (n, at) => n === other[at]);
  const wrong = (['pages', 'pageNumbers', 'zeroPages', 'devices'] as const).filter(
    (name) => !same(capture[name], wanted.capture[name]),
  );
  const pageStateHolds = JSON.stringify(pageState) === JSON.stringify(wanted.pageState);
  const all = [...wrong, ...(pageStateHolds ? [] : ['pageState'])];
  return all.length === 0 ? '' : ` has other ${all.join(', ')}`;
}

const DEEDS: Readonly<Record<DeedName, () => Promise<Deed>>> = {
  save: async () => () => save(LARGE),
  delete: async () => {
    const id = await save(SMALL);
    return () => store.remove(id);
  },
  collect: async () => {
    const ids = [await save(LARGE), await save(SMALL)];
    await save(PART_OF_LARGE);
    for (const id of ids) await store.remove(id);
    // What was removed until a second from now: all of it.
    return () => store.collect([], -1_000);
  },
  import: async () => {
    const id = await save(LARGE);
    const { content } = await store.exportFile(id);
    // In memory: what a blob refers to may go with its snapshot.
    const file = new Blob([await content.arrayBuffer()]);
    await store.collect([id], 0);
    return () => store.importFile(file, [IMAGE]);
  },
};

let deed: Deed = async () => undefined;

async function look(): Promise<readonly string[]> {
  const { snapshots, damaged } = await store.list();
  const lines = damaged.map(({ code }) => `a snapshot is ${code}`);
  for (const { id, label, kind, removedAt } of snapshots) {
    const wrong = await store.load(id).then(
      (stored) => wrongsOf(label, stored),
      (error: Error) => ` cannot be loaded: ${error.message}`,
    );
    const removed = removedAt === undefined ? '' : ', removed';
    lines.push(`${label}, ${kind}${removed}${wrong}`);
  }
  return lines.sort();
}

window.killPage = {
  look,
  async prepare(name) {
    const { snapshots } = await store.list();
    const old = snapshots.filter(({ label }) => label !== labelOf(KEPT)).map(({ id }) => id);
    await store.collect(old, 0);
    if (old.length === snapshots.length) await save(KEPT);
    deed = await DEEDS[name]();
    return look();
  },
  async run() {
    const started = performance.now();
    await deed();
    return performance.now() - started;
  },
  mark: () => openWriteMark(DATABASE_NAME, navigator.storage).set(),
  storedBytes: () =>
    database.read(async (records) =>
      (await records.values('')).reduce((sum, { length }) => sum + length, 0),
    ),
};
