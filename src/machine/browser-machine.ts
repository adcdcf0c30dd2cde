import { EngineModule } from './image/engine-module.ts';
import { fetchFrom } from './image/fetch-file.ts';
import { readTwice } from './image/fresh-bytes.ts';
import { ImageSource } from './image/image-source.ts';
import { type ImageManifest, layersOf, MANIFEST_PATH, parseManifest } from './image/manifest.ts';
import { PrefetchingOpener } from './image/prefetch.ts';
import type { LocalMachine } from './local-machine.ts';
import type { BootMode, Profile } from './machine.ts';

/** Where the machine's files are, and how it is brought up. */
export interface BrowserMachineOptions {
  /** Folder above `image/`. */
  readonly baseUrl: string;
  /** v86's WebAssembly module. */
  readonly engineUrl: string;
  readonly bootMode: BootMode;
  readonly profile: Profile;
  /** Memory of the machine, only with a cold boot; absent: what the image was made for. */
  readonly memoryBytes?: number;
}

/**
 * Puts a machine together from files that are fetched. The engine, the manifest and the layer are on their way before
 * the emulator's own script, which is larger than all others, has arrived.
 */
export async function createBrowserMachine(options: BrowserMachineOptions): Promise<LocalMachine> {
  const base = new URL(options.baseUrl);
  const { signal } = new AbortController();
  const files = new PrefetchingOpener(fetchFrom(base), signal);
  const source = new ImageSource(files.open, signal);
  const engine = new EngineModule(new URL(options.engineUrl, base));
  const readManifest = async (fresh: boolean) =>
    parseManifest(await readText(await files.open(MANIFEST_PATH, signal, fresh)));
  const loadManifest = async () => {
    const manifest = await readTwice(readManifest);
    engine.countWith(source.expect(manifest.engine.bytes));
    return manifest;
  };
  let early: Promise<ImageManifest> | undefined = loadManifest();
  early
    .then((manifest) => {
      if (options.bootMode !== 'warm') return;
      for (const { path } of layersOf(manifest, options.profile)) files.prefetch(path);
    })
    .catch(() => undefined); // told to the start that takes it
  const [{ LocalMachine }, { ZstdCodec }] = await Promise.all([
    import('./local-machine.ts'),
    import('./image/zstd-codec.ts'),
  ]);
  return new LocalMachine({
    bootMode: options.bootMode,
    profile: options.profile,
    ...(options.memoryBytes !== undefined && { memoryBytes: options.memoryBytes }),
    loadManifest: () => {
      const manifest = early ?? loadManifest();
      early = undefined;
      return manifest;
    },
    source,
    codec: new ZstdCodec(),
    instantiate: (imports) => engine.instantiate(imports),
    surroundings: {
      now: () => Date.now(),
      randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    },
  });
}

async function readText(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of stream) text += decoder.decode(bytes, { stream: true });
  return text + decoder.decode();
}
