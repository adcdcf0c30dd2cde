/** A terminal that was open when the machine was captured; its program goes on after a restore. */
export interface CapturedTerminal {
  /** The agent's number of the terminal. */
  readonly number: number;
  /** Process number of its program in the initial PID namespace. */
  readonly pid: number;
  readonly columns: number;
  readonly rows: number;
}

/** A machine at one moment: what differs from the layer it was started from. Everything can be structured-cloned. */
export interface MachineCapture {
  /** Id of the layer that the machine was started from. */
  readonly parent: string;
  /** Fingerprint of the machine (engine build and hardware). */
  readonly fingerprint: string;
  readonly memoryBytes: number;
  /** Numbers of the pages that differ from the parent's and are not zero, ascending. */
  readonly pageNumbers: Uint32Array;
  /** Contents of those pages in that order, 4096 bytes each. */
  readonly pages: Uint8Array;
  /** Numbers of the pages that are zero here and are not in the parent, ascending. */
  readonly zeroPages: Uint32Array;
  /** State of the devices, without memory. */
  readonly devices: Uint8Array;
  readonly terminals: readonly CapturedTerminal[];
  /** When the machine stood still, in milliseconds since 1970. */
  readonly takenAt: number;
}

/** How a capture is taken. */
export interface CaptureOptions {
  /** Gives up waiting for the machine to come to rest; the call rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}
