/**
 * What page and worker say to each other. Types only. Everything can be structured-cloned; byte arrays are transferred.
 *
 * The worker answers every message that carries a `request` with exactly one `answer` or `failure` of that number. When
 * the worker dies or is destroyed, the page's end rejects what is pending.
 */
import type { MachineCapture, TakenCapture } from './capture.ts';
import type { MachineErrorData } from './errors.ts';
import type { ServerPlace } from './guest-network.ts';
import type {
  BootMode,
  ExecResult,
  ProcessEnd,
  Profile,
  ScriptRoot,
  StopReason,
  TerminalSize,
} from './machine.ts';
import type { NeighbourRole } from './neighbour-role.ts';

/** {@link MachineStatus} with its error taken apart. */
export type StatusData =
  | { readonly state: 'idle' }
  | { readonly state: 'downloading'; readonly loaded: number; readonly total: number }
  | { readonly state: 'restoring' }
  | { readonly state: 'booting'; readonly lastKernelLine: string }
  | { readonly state: 'ready'; readonly waitingFor?: string }
  | { readonly state: 'stopped'; readonly reason: StopReason; readonly detail: string }
  | { readonly state: 'failed'; readonly error: MachineErrorData };

/** A {@link TerminalOptions} as data. */
export interface TerminalRequest extends TerminalSize {
  readonly argv?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** An {@link ExecOptions} as data; cancelling is a message of its own. */
export interface ExecRequest {
  readonly script: string | readonly string[];
  readonly timeoutMs?: number;
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly root?: ScriptRoot;
}

/** A request to a server of the lab's network as data. */
export interface HttpRequestData {
  readonly place: ServerPlace;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** A part of the body of an answer from the guest; the last one is its end or the reason why there is none. */
export type BodyPart =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'end' }
  | { readonly kind: 'failure'; readonly error: MachineErrorData };

/** Page to worker. */
export type PageMessage =
  /** First message, once. Answered by statuses; `start` then brings the machine up. */
  | {
      readonly type: 'create';
      readonly baseUrl: string;
      readonly bootMode: BootMode;
      readonly profile: Profile;
      /** Only with a cold boot. */
      readonly memoryBytes?: number;
      readonly engineUrl: string;
    }
  /** Answered when the machine is ready; fails with any error of the start. */
  | { readonly type: 'start'; readonly request: number }
  /** Without a profile, the one that the machine has. */
  | { readonly type: 'reset'; readonly request: number; readonly profile?: Profile }
  /** Answered with {@link Answers.openTerminal}; the terminal's number is the request's. */
  | { readonly type: 'openTerminal'; readonly request: number; readonly options: TerminalRequest }
  /** Answered with {@link Answers.exec}. */
  | { readonly type: 'exec'; readonly request: number; readonly options: ExecRequest }
  /** Ends an exec; its request then fails. Ignored when it is over. */
  | { readonly type: 'cancelExec'; readonly request: number }
  /** Answered with {@link Answers.capture}; fails with `not-ready` and others, see Machine.capture. */
  | { readonly type: 'capture'; readonly request: number }
  /** Ends the wait of a capture; its request then fails. Ignored when it is over. */
  | { readonly type: 'cancelCapture'; readonly request: number }
  /**
   * Answered with {@link Answers.restore} when the machine is ready. The captured terminals get the numbers from
   * `firstTerminal` on, in their order; their output may come before the answer.
   */
  | {
      readonly type: 'restore';
      readonly request: number;
      readonly capture: MachineCapture;
      readonly firstTerminal: number;
    }
  /** Answered with {@link Answers.httpRequest}; parts of the body follow. Fails with `connection-refused`, `host-missing` or `connection-failed`. */
  | { readonly type: 'httpRequest'; readonly request: number; readonly options: HttpRequestData }
  /** Tells back that so many parts of a body were read; the worker sends only some ahead. */
  | { readonly type: 'bodyConsumed'; readonly request: number; readonly pieces: number }
  /** Answered with {@link Answers.probe}. */
  | { readonly type: 'probe'; readonly request: number; readonly place: ServerPlace }
  /** Ends an httpRequest, also when its body is on the way, or a probe. Ignored when it is over. */
  | { readonly type: 'cancel'; readonly request: number }
  /** Joins the machine's network with that of the one `beside` it, which gets the other port of the channel. */
  | { readonly type: 'join'; readonly port: MessagePort; readonly beside: NeighbourRole }
  /** The machine beside is gone. */
  | { readonly type: 'part' }
  /** The four below are ignored for a terminal that is over. */
  | { readonly type: 'write'; readonly terminal: number; readonly bytes: Uint8Array }
  | { readonly type: 'consumed'; readonly terminal: number; readonly pieces: number }
  | { readonly type: 'resize'; readonly terminal: number; readonly size: TerminalSize }
  | { readonly type: 'close'; readonly terminal: number };

/** Worker to page. */
export type WorkerMessage =
  | { readonly type: 'status'; readonly status: StatusData }
  | { readonly type: 'answer'; readonly request: number; readonly value: Answers[keyof Answers] }
  | { readonly type: 'failure'; readonly request: number; readonly error: MachineErrorData }
  /** The moment of a capture: sent after all output from before it, and before all from after it. The answer comes later. */
  | { readonly type: 'moment'; readonly request: number }
  /** Each piece is to be told back by `consumed`, in order. */
  | { readonly type: 'output'; readonly terminal: number; readonly bytes: Uint8Array }
  /** A part of the body of an httpRequest that was answered. */
  | { readonly type: 'body'; readonly request: number; readonly part: BodyPart }
  /** The last message of a terminal, after all its output was consumed. */
  | { readonly type: 'ended'; readonly terminal: number; readonly end: ProcessEnd };

/** What each kind of request is answered with. */
export interface Answers {
  readonly start: undefined;
  readonly reset: undefined;
  readonly openTerminal: { readonly pid: number };
  readonly exec: ExecResult;
  readonly capture: TakenCapture;
  /** The profile of the capture's machine. */
  readonly restore: { readonly profile: Profile };
  readonly httpRequest: {
    readonly status: number;
    readonly headers: readonly (readonly [string, string])[];
  };
  readonly probe: boolean;
}
