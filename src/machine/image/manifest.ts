import type { CapturedTerminal } from '../capture.ts';
import { MachineError } from '../errors.ts';
import type { Profile } from '../machine.ts';

/** A file of the image: its path below the image's folder (its name holds the hash), size and SHA-256. */
export interface ImageFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The file of a memory layer, and the layer's id. */
export type LayerFile = ImageFile & {
  readonly id: string;
  /** The login shell that waits in it for the first terminal; absent: none does. */
  readonly waitingShell?: CapturedTerminal;
};

/** Consecutive blocks of the disk, each as large as a page: number of the first, and how many. */
export type BlockRun = readonly [first: number, count: number];

/** Blocks of the disk, in the order of these runs, in a file of their own. */
export type Bundle = ImageFile & { readonly runs: readonly BlockRun[] };

/** What the image build made, as the page reads it: `image/manifest.json`. */
export interface ImageManifest {
  readonly format: 1;
  /** The emulator; `bytes` is the size of its WebAssembly module, for the progress shown. */
  readonly engine: {
    readonly name: 'v86';
    readonly version: string;
    readonly bytes: number;
  };
  /** SHA-256 over engine build and hardware: what a memory layer fits. */
  readonly fingerprint: string;
  readonly hardware: {
    readonly memoryBytes: number;
    readonly vgaMemoryBytes: number;
  };
  readonly disk: {
    readonly bytes: number;
    readonly chunkBytes: number;
    /** Packed chunks in the order of the disk. A chunk of zeros has no file: null. */
    readonly chunks: readonly (ImageFile | null)[];
    /** What first commands read, in the order of their first use. */
    readonly bundles: readonly Bundle[];
    /** Chunks with nothing but programs of the Docker Engine. */
    readonly engineChunks?: readonly number[];
  };
  readonly base: LayerFile;
  /**
   * The layer above `base` in which the Docker Engine runs, and what its first commands read besides, in the order of their first use.
   * Absent in an image that was made without it.
   */
  readonly engineLayer?: LayerFile & { readonly bundles: readonly Bundle[] };
  readonly cold: {
    readonly bios: ImageFile;
    readonly kernel: ImageFile;
    readonly commandLine: string;
  };
  /** The index of the lab's container images; absent from an image that was made without them. */
  readonly registry?: ImageFile;
}

/** Where the manifest lies below the site's base URL. */
export const MANIFEST_PATH = 'image/manifest.json';

/**
 * Reads the manifest. It is made by our own build and served with the page, so only what a wrong file in its place (a
 * portal's log-in page, another version) would get wrong is checked.
 * @throws MachineError `manifest-invalid` naming the field
 */
export function parseManifest(text: string): ImageManifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new MachineError('manifest-invalid', 'the image manifest is not JSON', MANIFEST_PATH, {
      cause,
    });
  }
  if (typeof value !== 'object' || value === null) throw invalid('it is not an object');
  const manifest = value as Partial<ImageManifest>;
  if (manifest.format !== 1)
    throw invalid(`its format is ${String(manifest.format)}, and 1 is read here`);
  if (typeof manifest.fingerprint !== 'string') throw invalid('fingerprint is missing');
  for (const field of ['engine', 'hardware', 'disk', 'base', 'cold'] as const) {
    if (typeof manifest[field] !== 'object' || manifest[field] === null)
      throw invalid(`${field} is missing`);
  }
  for (const field of ['disk', 'engineLayer'] as const) {
    const part = manifest[field];
    if (part && !Array.isArray(part.bundles)) throw invalid(`${field}.bundles is missing`);
  }
  return manifest as ImageManifest;
}

/**
 * The layers of a profile, the lowest first.
 * @throws MachineError `manifest-invalid` when the image was made without the profile
 */
export function layersOf({ base, engineLayer }: ImageManifest, profile: Profile): LayerFile[] {
  if (profile === 'base') return [base];
  if (engineLayer === undefined) throw invalid('it has no layer for the profile "engine"');
  return [base, engineLayer];
}

/** The bundles of all profiles: those that every machine reads come first. */
export function allBundles({ disk, engineLayer }: ImageManifest): readonly Bundle[] {
  return [...disk.bundles, ...(engineLayer?.bundles ?? [])];
}

function invalid(what: string): MachineError {
  return new MachineError(
    'manifest-invalid',
    `the image manifest cannot be used: ${what}`,
    MANIFEST_PATH,
  );
}
