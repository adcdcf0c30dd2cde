import type { SegmentCodec } from '../layers/codec.ts';
import { type MemoryLayer, readLayer } from '../layers/layer-reader.ts';
import type { PageSpan } from '../layers/parent-pages.ts';
import { sha256Hex } from '../layers/sha256.ts';
import { type Deferred, defer } from '../support/deferred.ts';
import type { CapturedTerminal, CaptureFit, MachineCapture } from './capture.ts';
import { ChunkedDisk } from './disk/chunked-disk.ts';
import type { DiskReferences } from './disk/disk-references.ts';
import { MachineError } from './errors.ts';
import { readTwice } from './image/fresh-bytes.ts';
import { type ImageSource, toLayerError } from './image/image-source.ts';
import {
  allBundles,
  type ImageFile,
  type ImageManifest,
  type LayerFile,
  layersOf,
  MANIFEST_PATH,
} from './image/manifest.ts';
import { loadMemoryCode } from './load-memory-code.ts';
import type { Profile } from './machine.ts';
import {
  type ColdBootFiles,
  Emulator,
  type EmulatorHardware,
  ENGINE_VERSION,
} from './v86/emulator.ts';

/** From the first terminal on. The line belongs to the first prompt and what the page loads after it. */
const PREFETCH_DELAY_MS = 3_000;

/** How the files of an image are had. */
export interface MachineFileParts {
  /** Reads the manifest. */
  readonly loadManifest: () => Promise<ImageManifest>;
  readonly source: ImageSource;
  readonly codec: SegmentCodec;
  /** Links the engine's WebAssembly module; counted in the source's progress by the caller. */
  readonly instantiate: (imports: WebAssembly.Imports) => Promise<WebAssembly.Exports>;
}

/** A stopped machine, and what it goes on from. */
export interface RestoreParts {
  readonly emulator: Emulator;
  /** The lowest first. */
  readonly layers: readonly MemoryLayer[];
  /** Those of the highest layer, as is the shell. */
  readonly devices: Uint8Array;
  readonly waitingShell: CapturedTerminal | undefined;
}

/** The files of one version of the image: read once, used by every start and reset, and forgotten together. */
export class MachineFiles {
  readonly disk: ChunkedDisk;
  /** Reads files of the registry and keeps them for {@link diskReferences}: the guest has what it pulls. */
  readonly registrySource: Pick<ImageSource, 'read'>;
  readonly #pulled = new Map<string, Uint8Array>();
  readonly #parts: MachineFileParts;
  readonly #manifest: ImageManifest;
  /** Layers that were read or are being read, by id. */
  readonly #layers = new Map<string, Promise<MemoryLayer>>();
  readonly #parents = new Map<Profile, readonly PageSpan[]>();
  #references: DiskReferences | undefined;
  #prefetching: Profile | undefined;
  #prefetchTimer: ReturnType<typeof setTimeout> | undefined;
  /** Resolves when the guest has nothing to do; there for as long as somebody waits for that. */
  #idle: Deferred<void> | undefined;
  #closed = false;

  private constructor(parts: MachineFileParts, manifest: ImageManifest) {
    this.#parts = parts;
    this.#manifest = manifest;
    const { source, codec } = parts;
    const { disk } = manifest;
    this.disk = new ChunkedDisk(
      disk,
      (index) => source.readChunk(disk, index, codec),
      allBundles(manifest).map((bundle) => ({
        runs: bundle.runs,
        read: () => source.readBundle(bundle, codec),
      })),
    );
    this.registrySource = {
      read: async (file) => {
        const bytes = await parts.source.read(file);
        this.#pulled.set(file.path, bytes);
        return bytes;
      },
    };
  }

  /** Reads the manifest. Rejects with `fingerprint-mismatch` for an image that was made with another engine. */
  static async open(parts: MachineFileParts): Promise<MachineFiles> {
    return new MachineFiles(parts, checkEngine(await parts.loadManifest()));
  }

  /** The index of the container images that belong to this image, if there are any. */
  get registry(): ImageFile | undefined {
    return this.#manifest.registry;
  }

  /** A stopped machine that waits for layers, and what belongs to them; made at the same time. */
  async createForRestore(profile: Profile): Promise<RestoreParts> {
    const files = layersOf(this.#manifest, profile);
    const reading = this.#readLayers(files);
    const making = this.#createEmulator(this.#manifest.hardware);
    making.catch(() => undefined); // awaited below, after the layers
    const layers = await reading.catch(async (error: unknown) => {
      await making.then((emulator) => emulator.destroy()).catch(() => undefined); // the layer's error is the cause
      throw error;
    });
    const devices = topDevices(layers);
    return { emulator: await making, layers, devices, waitingShell: files.at(-1)?.waitingShell };
  }

  /** A stopped machine that will start with its BIOS and kernel; with `memoryBytes` of memory, if given. */
  async createForBoot(memoryBytes = this.#manifest.hardware.memoryBytes): Promise<Emulator> {
    const { cold } = this.#manifest;
    const [bios, kernel] = await Promise.all([
      this.#parts.source.read(cold.bios),
      this.#parts.source.read(cold.kernel),
    ]);
    return this.#createEmulator(
      { ...this.#manifest.hardware, memoryBytes },
      {
        bios: bios.slice().buffer,
        kernel: kernel.slice().buffer,
        commandLine: cold.commandLine,
      },
    );
  }

  /** What a capture of a machine with this profile must be to fit one from these files. */
  fit(profile: Profile): CaptureFit {
    const { fingerprint, hardware } = this.#manifest;
    const parent = layersOf(this.#manifest, profile).at(-1)?.id ?? '';
    return { parent, fingerprint, memoryBytes: hardware.memoryBytes };
  }

  /** The profile whose machines start from the layer with this id; undefined for a layer of another image. */
  profileOver(layer: string): Profile | undefined {
    const { base, engineLayer } = this.#manifest;
    if (layer === base.id) return 'base';
    return layer === engineLayer?.id ? 'engine' : undefined;
  }

  /** The memory that a machine starts from. Of what a running machine was made from, so there is nothing to load. */
  async parentPages(profile: Profile): Promise<readonly PageSpan[]> {
    const { stackLayers } = await loadMemoryCode();
    const layers = await this.#sortLayers(layersOf(this.#manifest, profile));
    const pages = this.#parents.get(profile) ?? stackLayers(layers);
    this.#parents.set(profile, pages);
    return pages;
  }

  /** Layers with their pages as they lie in memory, which take the place of those that were read: nothing is kept twice. */
  async #sortLayers(files: readonly LayerFile[]): Promise<MemoryLayer[]> {
    const { sortLayer } = await loadMemoryCode();
    const sorted = (await this.#readLayers(files)).map(sortLayer);
    for (const [index, layer] of sorted.entries()) {
      this.#layers.set(files[index]?.id ?? '', Promise.resolve(layer));
    }
    return sorted;
  }

  /** Knows which pages of captures are copies of the image's content. */
  async diskReferences(): Promise<DiskReferences> {
    const [{ DiskReferences, ImageContent }, id] = await Promise.all([
      loadMemoryCode(),
      contentId(this.#manifest),
    ]);
    if (this.#references === undefined) {
      const registry = { source: this.#parts.source, index: this.registry, pulled: this.#pulled };
      this.#references = new DiskReferences(new ImageContent(this.disk, registry), id);
    }
    return this.#references;
  }

  /** A capture of a machine with this profile without patches and references. Rejects as {@link DiskReferences.resolve}. */
  async whole(capture: MachineCapture, profile: Profile): Promise<MachineCapture> {
    const { unpatchPages } = await loadMemoryCode();
    const unpatched = unpatchPages(capture, await this.parentPages(profile));
    return (await this.diskReferences()).resolve(unpatched);
  }

  /** Begins, a little later, to fetch what labs of the profile will read. Calling it again for the same does nothing. */
  prefetchSoon(profile: Profile): void {
    if (this.#prefetching === profile) return;
    this.#prefetching = profile;
    clearTimeout(this.#prefetchTimer);
    this.#prefetchTimer = setTimeout(() => void this.#prefetch(profile), PREFETCH_DELAY_MS);
  }

  /** To be told whenever the guest has nothing to do. */
  hearIdle(): void {
    this.#idle?.resolve();
    this.#idle = undefined;
  }

  /** Stops fetching ahead. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#prefetchTimer);
  }

  /**
   * One file at a time, whenever the guest has nothing to do: what somebody waits for has the processor and the line for itself.
   * A read of the guest waits for one file at most.
   */
  async #prefetch(profile: Profile): Promise<void> {
    for (const index of this.#workingSet(profile)) {
      await this.#guestAtRest();
      if (this.#closed || this.#prefetching !== profile) return;
      await this.disk.prefetchBundle(index);
    }
  }

  /** Places of bundles in the disk's list, in the order in which labs of the profile need them. */
  #workingSet(profile: Profile): number[] {
    const places = [...allBundles(this.#manifest).keys()];
    const ofAll = this.#manifest.disk.bundles.length;
    const forAll = places.slice(0, ofAll);
    return profile === 'engine' ? [...places.slice(ofAll), ...forAll] : forAll;
  }

  /** While it waits for its disk it has nothing to do either, but somebody waits. */
  async #guestAtRest(): Promise<void> {
    do {
      this.#idle ??= defer();
      await this.#idle.promise;
    } while (this.disk.busy);
  }

  #readLayers(files: readonly LayerFile[]): Promise<MemoryLayer[]> {
    const reading = files.map((file, index) => {
      const layer = this.#layers.get(file.id) ?? this.#readLayer(file, files[index - 1]);
      this.#layers.set(file.id, layer);
      return layer;
    });
    return Promise.all(reading);
  }

  #readLayer(file: LayerFile, parent: LayerFile | undefined): Promise<MemoryLayer> {
    const { fingerprint, hardware } = this.#manifest;
    const expected = {
      id: file.id,
      parent: parent?.id ?? null,
      fingerprint,
      memoryBytes: hardware.memoryBytes,
    };
    const { source, codec } = this.#parts;
    const read = (fresh: boolean) => readLayer(source.stream(file, fresh), expected, codec);
    return readTwice(read).catch((error: unknown) => {
      throw toLayerError(error, file);
    });
  }

  #createEmulator(hardware: EmulatorHardware, coldBoot?: ColdBootFiles): Promise<Emulator> {
    this.disk.abandonReads();
    return Emulator.create({
      hardware,
      disk: this.disk,
      instantiate: this.#parts.instantiate,
      ...(coldBoot && { coldBoot }),
    });
  }
}

/** A file is named with the sum of what is in it, so those of all chunks stand for the disk, and the index for the layers that it names. */
function contentId({
  disk: { bytes, chunkBytes, chunks },
  registry,
}: ImageManifest): Promise<string> {
  const sums = [...chunks, registry].map((file) => file?.sha256 ?? null);
  const facts = [bytes, chunkBytes, ...sums];
  return sha256Hex(new TextEncoder().encode(JSON.stringify(facts)));
}

/** A machine has the devices of its highest layer, and the memory of all. */
function topDevices(layers: readonly MemoryLayer[]): Uint8Array {
  const top = layers.at(-1);
  if (top === undefined) throw new Error('a profile without layers');
  return top.devices;
}

/** The layer was frozen with one build of the engine and fits no other. */
function checkEngine(manifest: ImageManifest): ImageManifest {
  const { version } = manifest.engine;
  if (version === ENGINE_VERSION) return manifest;
  const message = `the image was made with v86 ${version}, and the page has ${ENGINE_VERSION}`;
  throw new MachineError('fingerprint-mismatch', message, MANIFEST_PATH);
}
