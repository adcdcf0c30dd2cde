import type { Disposer } from '../support/disposables.ts';
import type { CaptureOptions, MachineCapture, TakenCapture } from './capture.ts';
import type { MachineError } from './errors.ts';
import type { GuestNetwork } from './guest-network.ts';

/** How a machine is brought up: from its warm layer (the default) or through BIOS and kernel like any PC. */
export type BootMode = 'warm' | 'cold';

/** What runs in a machine: the base system, or the Docker Engine on top of it. */
export type Profile = 'base' | 'engine';

/** Why a machine that was running no longer is, by its own doing. */
export type StopReason = 'poweroff' | 'reboot' | 'panic';

/**
 * What the machine is doing. Exactly one holds at any time; only the failed member carries an error.
 *
 * `loaded` and `total` are bytes: of the engine unpacked, of everything else as it comes over the wire.
 */
export type MachineStatus =
  | { readonly state: 'idle' }
  | { readonly state: 'downloading'; readonly loaded: number; readonly total: number }
  | { readonly state: 'restoring' }
  /** Only with a cold boot: BIOS and kernel are running, the agent has not spoken yet. */
  | { readonly state: 'booting'; readonly lastKernelLine: string }
  /** `waitingFor` names a file of the disk that the guest waits for because the network fails; absent when all is well. */
  | { readonly state: 'ready'; readonly waitingFor?: string }
  /** The learner's own doing. `detail` is what the kernel said last, for a panic. {@link Machine.reset} goes on. */
  | { readonly state: 'stopped'; readonly reason: StopReason; readonly detail: string }
  | { readonly state: 'failed'; readonly error: MachineError };

/** Size of a terminal in character cells. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** What to run in a new terminal. */
export interface TerminalOptions extends TerminalSize {
  /** Program and arguments; absent: root's login shell. */
  readonly argv?: readonly string[];
  /** Variables added to the agent's defaults. */
  readonly env?: Readonly<Record<string, string>>;
  /** Working directory; absent: /root. */
  readonly cwd?: string;
}

/** How a process in the guest ended. */
export type ProcessEnd =
  | { readonly how: 'exited'; readonly status: number }
  | { readonly how: 'killed'; readonly signal: number }
  /** The agent was killed or the machine stopped or was reset; the process is gone with it. */
  | { readonly how: 'lost' };

/** One pseudo-terminal in the guest. All methods are no-ops after its end. */
export interface MachineTerminal {
  /** Process number of the program in the initial PID namespace. */
  readonly pid: number;
  /** Settles when the program has ended and all its output was delivered. Never rejects. */
  readonly ended: Promise<ProcessEnd>;
  /**
   * Receives output. `consumed` must be called once the bytes are on the screen: the guest is held back while too much is
   * unconsumed, so nothing is ever dropped. One listener at a time; output waits for it.
   */
  onOutput(listener: (bytes: Uint8Array, consumed: () => void) => void): Disposer;
  /** Types into the terminal. Strings are sent as UTF-8. Any length; the guest takes it at its own pace, in order. */
  write(data: string | Uint8Array): void;
  resize(size: TerminalSize): void;
  /** Hangs up: SIGHUP to the session. */
  close(): void;
}

/**
 * What a script sees as `/`. `learner`: the system as the learner left it. `pristine`: the disk as it was built, read-only, with
 * the kernel's file systems mounted for this script alone; nothing that the learner replaced, mounted over or unmounted is
 * seen, the learner's own files are below `/proc/1/root`. Namespaces other than that of mounts are the initial ones in both.
 */
export type ScriptRoot = 'learner' | 'pristine';

/** How a script is run. */
export interface ExecOptions {
  /** Milliseconds until the script's process group is killed and the call rejects with ExecDeadlineError; absent: 30,000. */
  readonly timeoutMs?: number;
  /** Kills the script's process group; the call rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** Working directory, in the script's root; absent: /. */
  readonly cwd?: string;
  /** Absent: `learner`. A pristine root that cannot be made rejects with ExecStartError; the other is never taken instead. */
  readonly root?: ScriptRoot;
}

/** What a script left behind. Output is decoded as UTF-8; at most {@link MAX_EXEC_OUTPUT_BYTES} of each stream. */
export interface ExecResult {
  /** Exit status; 128 + signal number when a signal killed it, as a shell reports it. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** More output than this from a script rejects with ExecOutputError: a check reads facts, not files. */
export const MAX_EXEC_OUTPUT_BYTES = 16 * 1024 * 1024;

/**
 * A Linux machine. Adapters implement it ({@link V86Machine}); labs, snapshots and elements speak to this alone.
 *
 * Every promise it returns settles: with a value, with an error of `errors.ts`, or on cancel. `destroy` rejects all
 * that is pending with MachineDestroyedError.
 */
export interface Machine {
  readonly status: MachineStatus;
  /** The software that it runs, or will run when it is ready: another one after a reset or a restore to another. */
  readonly profile: Profile;
  /** The servers in the guest. */
  readonly network: GuestNetwork;
  onStatusChange(listener: (status: MachineStatus) => void): Disposer;
  /** Brings the machine up; resolves when it is ready. Calling it again after a failure tries again from the start. */
  start(): Promise<void>;
  /** Opens a terminal as root in the initial namespaces. Rejects unless the status is `ready`. */
  openTerminal(options: TerminalOptions): Promise<MachineTerminal>;
  /** Runs a shell text (`/bin/sh -c`) or an argument vector as root in the initial namespaces. */
  exec(script: string | readonly string[], options?: ExecOptions): Promise<ExecResult>;
  /**
   * Back to the state it started from, or to that of another profile, of which only the difference is loaded. All terminals
   * end as `lost`. Nothing of the learner's work remains.
   */
  reset(profile?: Profile): Promise<void>;
  /**
   * Takes the machine's state while it runs on, as it differs from the layer it started from, and with it what was pushed to the
   * lab's registry by then. Rejects with `not-ready` unless
   * the status is `ready`, with `capture-unsupported` for a machine that was booted cold, with `agent-silent` when the guest
   * does not come to rest, with `machine-stopped` when it is stopped, reset or restored meanwhile. All of these leave the
   * machine as it was. A part of the disk that the guest waits for is waited for, as long as it takes or until cancelled.
   *
   * The moment of the capture lies between two pieces of output: when the promise resolves, every terminal's listener has
   * been given exactly what was printed before, and nothing of what came after, which a restore brings again. Keys that
   * the program of a terminal had not read are in the capture if the kernel's terminal had taken them (4 KiB at most).
   */
  capture(options?: CaptureOptions): Promise<TakenCapture>;
  /**
   * Puts a capture in the place of what runs now, whatever that is: works in every state. All terminals of before end as
   * `lost`; scripts under way reject with `machine-stopped`. Resolves when the machine is ready, with the terminals of
   * `capture.terminals`, in that order and with their programs running; one that did not survive ends as `lost`. Set their
   * size to the window's. The guest has the right time and fresh randomness by then. The machine then has the profile of the
   * capture's parent, and its registry what the capture's had: both, or neither.
   *
   * A capture that does not fit rejects with `capture-foreign` or `capture-invalid`, and the running machine goes on. The
   * capture's arrays must not be changed until it resolves; a machine in a worker takes them over, so that nothing is copied.
   */
  restore(capture: MachineCapture): Promise<readonly MachineTerminal[]>;
  /** Stops everything and frees memory and workers. The machine cannot be used again. */
  destroy(): void;
}
