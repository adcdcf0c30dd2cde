import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { PAGE_BYTES } from '../../src/layers/layer-format.ts';
import { readLayer } from '../../src/layers/layer-reader.ts';
import { type ImageManifest, MANIFEST_PATH } from '../../src/machine/image/manifest.ts';
import { ZstdCodec } from '../../src/machine/image/zstd-codec.ts';
import { contentSecurityPolicy, siteConfig } from '../../vite.config.ts';
import { takeWholeState } from './whole-state.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Where the page lies in the built folder. */
export const STORE_PAGE = 'tests/bench/store-page.html';

/** Pages from one taken to the next; prime, so that each is taken once. */
const STRIDE = 1009;

/** Builds a page with the store, with the real policy, into `outDir`. */
export async function buildStoreSite(outDir: string, page = STORE_PAGE): Promise<void> {
  await build({
    ...siteConfig,
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    publicDir: false,
    plugins: [...(siteConfig.plugins ?? []), contentSecurityPolicy()],
    build: {
      ...siteConfig.build,
      outDir,
      emptyOutDir: true,
      rolldownOptions: { input: join(ROOT, page) },
    },
  });
}

/** Puts what v86 itself would store of the image's machine beside the page. */
export async function writeWholeState(outDir: string, image: string): Promise<void> {
  await writeFile(join(outDir, 'tests/bench/whole.bin'), await takeWholeState(image));
}

/** Puts real memory beside the page: the pages of the image's base layer, neighbours apart from each other as changes are. */
export async function writeSample(outDir: string, image: string): Promise<void> {
  const manifest = JSON.parse(await readFile(join(image, MANIFEST_PATH), 'utf8')) as ImageManifest;
  const { base, fingerprint, hardware } = manifest;
  const file = await readFile(join(image, base.path));
  const { memoryBytes } = hardware;
  const expected = { id: base.id, parent: null, fingerprint, memoryBytes };
  const layer = await readLayer(
    (async function* () {
      yield new Uint8Array(file);
    })(),
    expected,
    new ZstdCodec(),
  );
  const all = Buffer.concat(layer.pageSegments);
  const count = all.length / PAGE_BYTES;
  const taken = Array.from({ length: count }, (_none, at) => {
    const page = (at * STRIDE) % count;
    return all.subarray(page * PAGE_BYTES, (page + 1) * PAGE_BYTES);
  });
  await writeFile(join(outDir, 'tests/bench/sample.bin'), Buffer.concat(taken));
}
