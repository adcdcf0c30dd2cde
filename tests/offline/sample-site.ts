import type { ImageFile, ImageManifest } from '../../src/machine/image/manifest.ts';
import { OfflineSite } from '../../src/offline/offline-site.ts';
import type { SiteVersion } from '../../src/offline/site-version.ts';
import { FakeCaches, FakeNetwork, fileOf, SCOPE, sumOf } from './fake-browser.ts';

function imageFile(stem: string, content: string, end: string): ImageFile & { content: string } {
  const sha256 = sumOf(content);
  const path = `image/${stem}${sha256.slice(0, 20)}.${end}`;
  return { path, bytes: content.length, sha256, content };
}

/** The files of a small image. */
export const LAYER = imageFile('base.', 'memory of the machine', 'layer');
export const CHUNKS = ['first part', 'second part', 'third part'].map((content) =>
  imageFile('chunks/', content, 'zst'),
);
export const KERNEL = imageFile('kernel.', 'the kernel', 'bin');
export const BIOS = imageFile('bios.', 'the bios', 'bin');
export const BUNDLE = imageFile('bundles/', 'what labs read first', 'zst');
export const IMAGE = [LAYER, BUNDLE, ...CHUNKS, KERNEL, BIOS];

/** A part of zeros has no file, and one part is there twice. */
export const MANIFEST: ImageManifest = {
  format: 1,
  engine: { name: 'v86', version: '1', bytes: 3 },
  fingerprint: 'f',
  hardware: { memoryBytes: 1, vgaMemoryBytes: 1 },
  disk: {
    bytes: 5,
    chunkBytes: 1,
    chunks: [...CHUNKS, null, CHUNKS[0] ?? null],
    bundles: [{ ...BUNDLE, runs: [[0, 1]] }],
  },
  base: { ...LAYER, id: 'i' },
  cold: { bios: BIOS, kernel: KERNEL, commandLine: '' },
};

/** Contents of one version's own files, by path. */
export const filesOf = (version: string): Readonly<Record<string, string>> => ({
  'index.html': `the page ${version}`,
  [`assets/index-${version}.js`]: `the script ${version}`,
  'image/manifest.json': `${JSON.stringify(MANIFEST)}${'\n'.repeat(Number(version.slice(1)))}`,
});

/** What the build lists of a version. */
export const siteOf = (version: string): SiteVersion => ({
  version,
  files: Object.entries(filesOf(version)).map(([path, content]) => fileOf(path, content)),
});

/** A browser that has never been here, and a server with one version of the site. */
export class SampleSite {
  readonly caches = new FakeCaches();
  readonly network = new FakeNetwork();
  unregistered = 0;

  constructor(version = 'v1') {
    this.deploy(version);
    for (const { path, content } of IMAGE) this.network.answers.set(path, content);
  }

  /** Puts a version up: nothing is left of the one before. */
  deploy(version: string): void {
    for (const path of this.network.answers.keys()) {
      if (!path.startsWith('image/')) this.network.answers.delete(path);
    }
    for (const [path, content] of Object.entries(filesOf(version))) {
      this.network.answers.set(path === 'index.html' ? '' : path, content);
    }
  }

  /** The service worker of a version. */
  worker(version = 'v1'): OfflineSite {
    return new OfflineSite({
      site: siteOf(version),
      scope: SCOPE,
      caches: this.caches as unknown as CacheStorage,
      fetch: this.network.fetch,
      unregister: async () => void this.unregistered++,
    });
  }

  /** A worker that is in charge, with nothing stored but what was installed. */
  async installed(version = 'v1'): Promise<OfflineSite> {
    const worker = this.worker(version);
    await worker.install();
    await worker.activate();
    return worker;
  }
}
