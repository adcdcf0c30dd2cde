import { SnapshotError, type SnapshotErrorCode } from '../../src/snapshots/errors.ts';
import type {
  DamagedSnapshot,
  ImageFacts,
  PageState,
  SnapshotList,
  SnapshotSummary,
  StorageFacts,
} from '../../src/snapshots/snapshot.ts';
import type {
  ImportOutcome,
  SnapshotDraft,
  SnapshotFile,
  SnapshotStore,
  StoredSnapshot,
  StoreOptions,
} from '../../src/snapshots/snapshot-store.ts';
import { type Deferred, defer } from '../../src/support/deferred.ts';
import { Emitter } from '../../src/support/emitter.ts';

/** The machine of the fixture. */
export const FAKE_IMAGE: ImageFacts = {
  parent: 'a'.repeat(64),
  fingerprint: 'b'.repeat(64),
  memoryBytes: 4096,
  profile: 'base',
  version: '',
};

type Call = 'list' | 'save' | 'load' | 'remove' | 'exportFile' | 'importFile' | 'rename';

interface Kept {
  readonly summary: SnapshotSummary;
  readonly terminals: SnapshotDraft['capture']['terminals'];
  readonly pageState: PageState;
}

const PLACE = 'fake-snapshots';
const PROGRESS = { phase: 'writing', done: 3_400_000, total: 8_100_000 } as const;

/** Snapshots of fake machines, kept for as long as the tab is open. What fails and what takes long is what a test says. */
export class FakeSnapshotStore implements SnapshotStore {
  readonly changes = new Emitter<void>();
  /** Calls that fail from now on, and how. */
  failures: Partial<Record<Call, SnapshotErrorCode>> = {};
  /** Calls that stay half-way until {@link goOn}. */
  slow: readonly Call[] = [];
  damaged: DamagedSnapshot[] = [];
  storage: StorageFacts = {
    usedBytes: 12_400_000,
    quotaBytes: 2_100_000_000,
    mayBeEvicted: true,
  };
  /** Files that were imported, in words. */
  readonly imported: string[] = [];
  #half: Deferred<void> = defer<void>();
  #kept: Kept[] = readKept();

  /** Ends what is half-way. */
  goOn(): void {
    this.#half.resolve();
    this.#half = defer<void>();
  }

  /** Adds a snapshot; without more, of a page on which nothing is open. */
  add(
    summary: Partial<SnapshotSummary>,
    pageState: PageState = NO_PAGE,
    terminals: Kept['terminals'] = [],
  ): void {
    const id = `fake-${this.#kept.length + 1}`;
    this.#keep({ summary: { ...SAMPLE, id, ...summary }, terminals, pageState });
  }

  /** What is kept, as kind and label. */
  get kept(): readonly string[] {
    return this.#kept.map(({ summary: { kind, label } }) => `${kind} ${label}`.trim());
  }

  async list(): Promise<SnapshotList> {
    await this.#call('list');
    const snapshots = this.#kept.map(({ summary }) => summary);
    return {
      snapshots: snapshots.sort((one, other) => other.takenAt - one.takenAt),
      damaged: this.damaged,
    };
  }

  async save(draft: SnapshotDraft, options?: StoreOptions): Promise<SnapshotSummary> {
    await this.#call('save', options);
    const { kind, label, labId, stepId, picture, image, capture, pageState } = draft;
    const about = { kind, label, labId, stepId, picture, image, takenAt: capture.takenAt };
    const id = `fake-${this.#kept.length + 1}`;
    const summary: SnapshotSummary = { ...SAMPLE, id, ...about };
    this.#keep({ summary, terminals: capture.terminals, pageState });
    return summary;
  }

  async load(id: string, options?: StoreOptions): Promise<StoredSnapshot> {
    await this.#call('load', options);
    const { summary, terminals, pageState } = this.#find(id);
    const none = new Uint8Array(0);
    const numbers = { pageNumbers: new Uint32Array(0), zeroPages: new Uint32Array(0) };
    const bytes = { pages: none, devices: none, ...numbers };
    const { parent, fingerprint, memoryBytes } = summary.image;
    const capture = { parent, fingerprint, memoryBytes, takenAt: summary.takenAt, terminals };
    return { summary, capture: { ...capture, ...bytes }, pageState };
  }

  async rename(id: string, label: string): Promise<void> {
    await this.#call('rename');
    this.#change(id, { label });
  }

  async remove(id: string): Promise<void> {
    await this.#call('remove');
    this.#change(id, { removedAt: Date.now() });
  }

  async bringBack(id: string): Promise<void> {
    const { summary } = this.#find(id);
    const { removedAt: _gone, ...rest } = summary;
    this.#kept = this.#kept.map((one) => (one.summary.id === id ? { ...one, summary: rest } : one));
    this.#changed();
  }

  async collect(ids: readonly string[]): Promise<number> {
    this.damaged = this.damaged.filter(({ id }) => !ids.includes(id));
    this.#kept = this.#kept.filter(({ summary }) => !ids.includes(summary.id));
    if (ids.length > 0) this.#changed();
    return 0;
  }

  async exportFile(id: string, options?: StoreOptions): Promise<SnapshotFile> {
    await this.#call('exportFile', options);
    return { name: `${id}.drydock`, content: new Blob([JSON.stringify(this.#find(id))]) };
  }

  async importFile(
    file: Blob,
    _images: readonly ImageFacts[],
    options?: StoreOptions,
  ): Promise<ImportOutcome> {
    await this.#call('importFile', options);
    const text = await file.text();
    this.imported.push(text);
    if (text === 'other') {
      const wants = {
        ...FAKE_IMAGE,
        parent: '3f2a9c81d0'.padEnd(64, '0'),
        memoryBytes: 512_000_000,
      };
      return { state: 'other-image', wants: { ...wants, profile: 'engine' } };
    }
    this.add({ kind: 'imported', takenAt: Date.now(), label: 'from a file' });
    const { summary } = this.#kept.at(-1) ?? { summary: SAMPLE };
    return { state: 'imported', summary };
  }

  async facts(): Promise<StorageFacts> {
    return this.storage;
  }

  onChange(listener: () => void) {
    return this.changes.on(listener);
  }

  close(): void {}

  async #call(name: Call, { signal, onProgress }: StoreOptions = {}): Promise<void> {
    if (this.slow.includes(name)) {
      onProgress?.(PROGRESS);
      const aborted = defer<never>();
      signal?.addEventListener('abort', () => aborted.reject(signal.reason));
      await Promise.race([this.#half.promise, aborted.promise]);
    }
    const code = this.failures[name];
    if (!code) return;
    const numbers = { neededBytes: 8_400_000, freeBytes: 1_200_000 };
    throw new SnapshotError(code, `a ${code} of the test`, { subject: 'pack/7', numbers });
  }

  #find(id: string): Kept {
    const found = this.#kept.find(({ summary }) => summary.id === id);
    if (!found) throw new SnapshotError('not-found', `there is no snapshot ${id}`);
    return found;
  }

  #change(id: string, change: Partial<SnapshotSummary>): void {
    this.#kept = this.#kept.map((one) =>
      one.summary.id === id ? { ...one, summary: { ...one.summary, ...change } } : one,
    );
    this.#changed();
  }

  #keep(one: Kept): void {
    this.#kept.push(one);
    this.#changed();
  }

  #changed(): void {
    try {
      sessionStorage.setItem(PLACE, JSON.stringify(this.#kept));
    } catch {
      // The tests of a browser that keeps nothing: then neither does this.
    }
    this.changes.emit();
  }
}

function readKept(): Kept[] {
  try {
    return JSON.parse(sessionStorage.getItem(PLACE) ?? '[]') as Kept[];
  } catch {
    return [];
  }
}

const NO_PAGE: PageState = {
  format: 1,
  terminals: { tabs: [], activeTab: 0, activeTerminal: 0, nextId: 1, terminals: [] },
  lab: { labId: '', stepId: '', prepared: false, progress: null },
};

const SAMPLE: SnapshotSummary = {
  id: '',
  kind: 'named',
  label: '',
  labId: '',
  stepId: '',
  takenAt: 0,
  bytes: { own: 410_000, exclusive: 410_000 },
  picture: [],
  image: FAKE_IMAGE,
};
