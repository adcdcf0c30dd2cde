import { fetchFrom } from '../machine/image/fetch-file.ts';
import { type ImageManifest, MANIFEST_PATH, parseManifest } from '../machine/image/manifest.ts';
import type { PageStateKeeper } from './page-state-keeper.ts';
import type { ImageFacts } from './snapshot.ts';
import { SnapshotService } from './snapshot-service.ts';
import { WorkerSnapshotStore } from './worker-snapshot-store.ts';

/** What the snapshots of a page are made from. */
export interface BrowserSnapshotsParts {
  readonly keeper: PageStateKeeper;
  /** Folder above `image/`. */
  readonly baseUrl: URL;
}

/** Snapshots that were not opened yet, and their end. */
export interface BrowserSnapshots {
  readonly snapshots: SnapshotService;
  /** Ends the store and its worker. */
  close(): void;
}

/** The snapshots of this browser. Rejects with the machine's error when the image's manifest cannot be read. */
export async function openBrowserSnapshots({
  keeper,
  baseUrl,
}: BrowserSnapshotsParts): Promise<BrowserSnapshots> {
  const images = imagesOf(await loadManifest(baseUrl));
  const store = new WorkerSnapshotStore();
  const snapshots = new SnapshotService({ store, keeper, images });
  return { snapshots, close: () => store.close() };
}

async function loadManifest(baseUrl: URL): Promise<ImageManifest> {
  const { signal } = new AbortController();
  const chunks: BlobPart[] = [];
  for await (const bytes of await fetchFrom(baseUrl)(MANIFEST_PATH, signal)) {
    chunks.push(new Uint8Array(bytes));
  }
  return parseManifest(await new Blob(chunks).text());
}

/** One for each profile: what a snapshot continues is the layer below it. */
function imagesOf({ base, engineLayer, fingerprint, hardware }: ImageManifest): ImageFacts[] {
  const { memoryBytes } = hardware;
  const facts = { fingerprint, memoryBytes, version: '' };
  const ofEngine = engineLayer && { ...facts, parent: engineLayer.id, profile: 'engine' };
  return [{ ...facts, parent: base.id, profile: 'base' }, ...(ofEngine ? [ofEngine] : [])];
}
