import type { SegmentCodec } from '../layers/codec.ts';
import { type MemoryLayer, readLayer } from '../layers/layer-reader.ts';
import { type PageSpan, stackLayers } from '../layers/parent-pages.ts';
import type { CaptureFit } from './capture.ts';
import { ChunkedDisk } from './disk/chunked-disk.ts';
import { MachineError } from './errors.ts';
import { readTwice } from './image/fresh-bytes.ts';
import { type ImageSource, toLayerError } from './image/image-source.ts';
import { type ImageManifest, MANIFEST_PATH } from './image/manifest.ts';
import {
  type ColdBootFiles,
  Emulator,
  type EmulatorHardware,
  ENGINE_VERSION,
} from './v86/emulator.ts';

/** From the first terminal on. The line and the processor belong to the first prompt and the first command before. */
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

/** The files of one version of the image: read once, used by every start and reset, and forgotten together. */
export class MachineFiles {
  readonly disk: ChunkedDisk;
  readonly #parts: MachineFileParts;
  readonly #manifest: ImageManifest;
  #base: Promise<MemoryLayer> | undefined;
  #parent: readonly PageSpan[] | undefined;
  #prefetchTimer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  private constructor(parts: MachineFileParts, manifest: ImageManifest) {
    this.#parts = parts;
    this.#manifest = manifest;
    this.disk = new ChunkedDisk(manifest.disk, (index) =>
      parts.source.readChunk(manifest.disk, index, parts.codec),
    );
  }

  /** Reads the manifest. Rejects with `fingerprint-mismatch` for an image that was made with another engine. */
  static async open(parts: MachineFileParts): Promise<MachineFiles> {
    return new MachineFiles(parts, checkEngine(await parts.loadManifest()));
  }

  /** A stopped machine that waits for a layer, and the layer; both are made at the same time. */
  async createForRestore(): Promise<{ emulator: Emulator; layer: MemoryLayer }> {
    this.#base ??= this.#readBase();
    const making = this.#createEmulator(this.#manifest.hardware);
    making.catch(() => undefined); // awaited below, after the layer
    const layer = await this.#base.catch(async (error: unknown) => {
      await making.then((emulator) => emulator.destroy()).catch(() => undefined); // the layer's error is the cause
      throw error;
    });
    return { emulator: await making, layer };
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

  /** What a capture must be to fit a machine from these files. */
  get fit(): CaptureFit {
    const { base, fingerprint, hardware } = this.#manifest;
    return { parent: base.id, fingerprint, memoryBytes: hardware.memoryBytes };
  }

  /** The memory that a machine starts from. Of what a running machine was made from, so there is nothing to load. */
  async parentPages(): Promise<readonly PageSpan[]> {
    this.#base ??= this.#readBase();
    this.#parent ??= stackLayers([await this.#base]);
    return this.#parent;
  }

  /** Begins, a little later, to fetch what labs will read. Calling it again does nothing. */
  prefetchSoon(): void {
    this.#prefetchTimer ??= setTimeout(() => void this.#prefetch(), PREFETCH_DELAY_MS);
  }

  /** Stops fetching ahead. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#prefetchTimer);
  }

  /** One chunk at a time: a read of the guest waits for one of them at most. */
  async #prefetch(): Promise<void> {
    for (const index of this.#manifest.disk.workingSet) {
      if (this.#closed) return;
      await this.disk.prefetch(index);
    }
  }

  #readBase(): Promise<MemoryLayer> {
    const { base, fingerprint, hardware } = this.#manifest;
    const expected = {
      id: base.id,
      parent: null,
      fingerprint,
      memoryBytes: hardware.memoryBytes,
    };
    const { source, codec } = this.#parts;
    const read = (fresh: boolean) => readLayer(source.stream(base, fresh), expected, codec);
    return readTwice(read).catch((error: unknown) => {
      throw toLayerError(error, base);
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

/** The layer was frozen with one build of the engine and fits no other. */
function checkEngine(manifest: ImageManifest): ImageManifest {
  const { version } = manifest.engine;
  if (version === ENGINE_VERSION) return manifest;
  const message = `the image was made with v86 ${version}, and the page has ${ENGINE_VERSION}`;
  throw new MachineError('fingerprint-mismatch', message, MANIFEST_PATH);
}
