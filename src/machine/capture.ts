/** A machine at one moment, as data: what a snapshot stores, and what {@link Machine.restore} takes. */
import type { RegistryData } from './registry/registry-data.ts';

/** A terminal that was alive at the moment of a capture. */
export interface CapturedTerminal {
  /** The agent's channel; only the machine needs it. */
  readonly number: number;
  /** Process number of its program. */
  readonly pid: number;
  readonly columns: number;
  readonly rows: number;
}

/** Pages of memory that are copies of the image's disk, most of them pages of files that the guest has read. */
export interface DiskCopies {
  /** SHA-256 that stands for the disk's content. */
  readonly disk: string;
  /** Numbers of the pages, ascending. */
  readonly pageNumbers: Uint32Array;
  /** For each the block of the disk that it is a copy of, counted in pages from its beginning. */
  readonly blocks: Uint32Array;
}

/**
 * A machine's memory and devices at one moment, as they differ from the layer it started from, and what it had pushed. Raw,
 * uncompressed.
 */
export interface MachineCapture {
  /** Id (SHA-256) of the layer below. */
  readonly parent: string;
  /** Fingerprint of the engine and the devices that this state fits. */
  readonly fingerprint: string;
  readonly memoryBytes: number;
  /** Pages that differ from the parent, are not zero, and are not among `diskCopies`; ascending. */
  readonly pageNumbers: Uint32Array;
  /** Their contents in the same order, 4096 bytes each. */
  readonly pages: Uint8Array;
  /** Those of `pageNumbers` whose content is the exclusive or of the page and the parent's; ascending. Absent: none. */
  readonly patches?: Uint32Array;
  /** Pages that are zero here and not in the parent, ascending. */
  readonly zeroPages: Uint32Array;
  /** Pages that are to be read from the disk; absent: none. */
  readonly diskCopies?: DiskCopies;
  /** Device state without memory. */
  readonly devices: Uint8Array;
  /** Those alive. Scripts are not in a capture: they end with the machine they ran in. */
  readonly terminals: readonly CapturedTerminal[];
  /** What was pushed to the lab's registry by then; absent: nothing. */
  readonly registry?: RegistryData;
  /** Unix time in milliseconds. */
  readonly takenAt: number;
}

/** A capture fresh from the machine. */
export interface TakenCapture extends MachineCapture {
  /** How long the guest stood still for it, in milliseconds. */
  readonly pauseMs: number;
}

/** How a capture is taken. */
export interface CaptureOptions {
  /** Gives up waiting for the machine to come to rest; the call rejects with the signal's reason, the machine goes on. */
  readonly signal?: AbortSignal;
  /**
   * Called once, after all output from before the capture's moment and before all from after it. The capture itself is still to be put
   * together, while the guest goes on.
   */
  readonly onMoment?: () => void;
}

/** What a capture must be to fit a machine. */
export interface CaptureFit {
  readonly parent: string;
  readonly fingerprint: string;
  readonly memoryBytes: number;
}

/**
 * The memory of a capture, to be handed to another thread. An array that is a part of a larger buffer is not in it: it
 * is copied on the way, and the rest of its buffer with it. Nor is what was pushed, which the registry goes on to hold.
 */
export function capturedBuffers(capture: MachineCapture): ArrayBuffer[] {
  const { pageNumbers, pages, zeroPages, devices } = capture;
  const buffers = [pageNumbers, pages, zeroPages, devices]
    .filter((array) => array.byteLength === array.buffer.byteLength)
    .map(({ buffer }) => buffer as ArrayBuffer);
  return [...new Set(buffers)];
}
