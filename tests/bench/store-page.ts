/** The page of the `store` benchmark and of the store's browser tests: the real store in its real worker, without a machine. */
import { PAGE_BYTES } from '../../src/layers/layer-format.ts';
import type { MachineCapture } from '../../src/machine/capture.ts';
import type { SnapshotDraft } from '../../src/snapshots/snapshot-store.ts';
import { WorkerSnapshotStore } from '../../src/snapshots/worker-snapshot-store.ts';

/** What the benchmark reaches from outside. */
export interface StorePage {
  readonly store: WorkerSnapshotStore;
  /** Saves pages `first` to `first + count` of `source`; `noise` more are of random numbers. */
  save(source: Uint8Array, first: number, count: number, noise: number): Promise<Saved>;
  /** Loads a snapshot whole; milliseconds. */
  load(id: string): Promise<number>;
  /** The yardstick: the browser compresses so many pages and does nothing else; milliseconds. */
  compress(source: Uint8Array, count: number): Promise<number>;
  /** Another yardstick: v86's own state of a machine in one record of a database of its own. */
  storeWhole(): Promise<StoredWhole>;
  /** Gets pages of real memory. */
  sample(): Promise<Uint8Array>;
}

/** How long it takes until a whole state is on disk, and until it is there again. */
export interface StoredWhole {
  readonly bytes: number;
  readonly durableMs: number;
  readonly loadMs: number;
}

/** How a save went. */
export interface Saved {
  readonly id: string;
  readonly durableMs: number;
  /** Milliseconds of the longest gap between two turns of the page's thread meanwhile. */
  readonly gapMs: number;
  readonly bytes: number;
  /** Milliseconds from the call to the end of each phase. */
  readonly phases: Readonly<Record<string, number>>;
}

declare global {
  interface Window {
    storePage: StorePage;
  }
}

const MEMORY_BYTES = 512 * 1024 * 1024;
const store = new WorkerSnapshotStore();

function captureOf(pages: Uint8Array): MachineCapture {
  return {
    parent: 'a'.repeat(64),
    fingerprint: 'b'.repeat(64),
    memoryBytes: MEMORY_BYTES,
    pageNumbers: Uint32Array.from({ length: pages.length / PAGE_BYTES }, (_none, at) => 2 * at),
    pages,
    zeroPages: Uint32Array.of(1, 3),
    devices: new Uint8Array(1_200_000).map((_none, at) => (at % 64 < 8 ? at >> 6 : 0)),
    terminals: [],
    takenAt: Date.now(),
  };
}

function draftOf(capture: MachineCapture): SnapshotDraft {
  const { parent, fingerprint, memoryBytes } = capture;
  return {
    kind: 'named',
    label: 'bench',
    labId: 'lab',
    stepId: 'step',
    picture: [],
    image: { parent, fingerprint, memoryBytes, profile: 'base', version: '' },
    capture,
    pageState: { screen: 'x'.repeat(20_000) },
  };
}

window.storePage = {
  store,
  async save(source, first, count, noise) {
    const pages = new Uint8Array((count + noise) * PAGE_BYTES);
    pages.set(source.subarray(first * PAGE_BYTES, (first + count) * PAGE_BYTES));
    for (let at = count * PAGE_BYTES; at < pages.length; at += 65_536) {
      crypto.getRandomValues(pages.subarray(at, Math.min(at + 65_536, pages.length)));
    }
    const draft = draftOf(captureOf(pages));
    const phases: Record<string, number> = {};
    const gap = watchThread();
    const started = performance.now();
    const { id, bytes } = await store.save(draft, {
      onProgress: ({ phase }) => {
        phases[phase] = performance.now() - started;
      },
    });
    const durableMs = performance.now() - started;
    return { id, durableMs, gapMs: gap(), bytes: bytes.own, phases };
  },
  async compress(source, count) {
    const started = performance.now();
    const pages = new Blob([source.slice(0, count * PAGE_BYTES)]).stream();
    await new Response(pages.pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer();
    return performance.now() - started;
  },
  async load(id) {
    const started = performance.now();
    await store.load(id);
    return performance.now() - started;
  },
  async storeWhole() {
    const state = await fetchBytes('whole.bin');
    const opening = indexedDB.open('whole', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('states');
    const database = await settled(opening);
    const started = performance.now();
    const writing = database.transaction('states', 'readwrite', { durability: 'strict' });
    writing.objectStore('states').put(state, 'state');
    await new Promise((done, failed) => {
      writing.oncomplete = done;
      writing.onabort = () => failed(writing.error);
    });
    const written = performance.now();
    await settled(database.transaction('states').objectStore('states').get('state'));
    const loadMs = performance.now() - written;
    database.close();
    return { bytes: state.length, durableMs: written - started, loadMs };
  },
  sample: () => fetchBytes('sample.bin'),
};

async function fetchBytes(path: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(path)).arrayBuffer());
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

/** Begins to watch the page's thread; the function ends it and gives the longest gap, in milliseconds. */
function watchThread(): () => number {
  let [last, longest] = [performance.now(), 0];
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
    port2.postMessage(0);
  };
  port2.postMessage(0);
  return () => {
    port1.close();
    return longest;
  };
}
