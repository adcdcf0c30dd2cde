import { abortable } from '../../support/abortable.ts';
import { type Deferred, defer } from '../../support/deferred.ts';
import type { Disposer } from '../../support/disposables.ts';
import { Emitter } from '../../support/emitter.ts';
import type { CapturedTerminal } from '../capture.ts';
import { DeadlineError, withDeadline } from '../deadline.ts';
import { MachineError } from '../errors.ts';
import type { ExecOptions, ExecResult, MachineTerminal, TerminalOptions } from '../machine.ts';
import { INSTANCE_BYTES, readLivingTerminals } from './attached.ts';
import type { Channel, ChannelLink } from './channel.ts';
import {
  encodeFrame,
  type Frame,
  FrameDecoder,
  FrameType,
  isHello,
  syncSequence,
} from './frames.ts';
import { type AgentPort, OutgoingLine } from './line.ts';
import { PayloadReader, PayloadWriter } from './payload.ts';
import { toRefusedError } from './process-end.ts';
import { ScriptChannel } from './script-channel.ts';
import { OUTPUT_WINDOW_BYTES, TerminalChannel } from './terminal-channel.ts';
import { GO_ON } from './waiting-shell.ts';

const PROTOCOL_VERSION = 2;
/** Fresh randomness for a machine whose memory many others started from. */
const ENTROPY_BYTES = 256;
const MAX_CHANNEL = 0xffff;
/** A shell starts within seconds even in a machine that is short of everything. */
const OPEN_DEADLINE_MS = 30_000;
/** How long the agent may take to answer before a capture; keys that are pressed meanwhile wait as long. */
const QUIESCE_DEADLINE_MS = 10_000;

/** Holds the number of a terminal that is being hung up. */
const STRANGER: Channel = {
  receive: (frame) => frame.type === FrameType.exit,
  lost: () => {},
};

/** Where time and chance come from; tests put their own in. */
export interface AgentSurroundings {
  /** Unix time in milliseconds. */
  now(): number;
  randomBytes(length: number): Uint8Array;
}

/**
 * The conversation with the guest's agent: terminals, scripts, clock, random pool. Lives as long as the machine's memory;
 * a restored or rebooted machine gets a new one.
 */
export class AgentSession {
  readonly #line: OutgoingLine;
  readonly #surroundings: AgentSurroundings;
  #decoder = new FrameDecoder();
  readonly #channels = new Map<number, Channel>();
  readonly #restarts = new Emitter<void>();
  readonly #pongs = new Map<number, Deferred<void>>();
  readonly #attached = defer<void>();
  #nextChannel = 1;
  readonly #end = defer<never>();
  /** Numbers of the terminals that are expected to live on in restored memory. */
  readonly #adopted = new Set<number>();
  /** The shell that was started when the image was made; undefined once somebody has it. */
  #waitingShell: TerminalChannel | undefined;
  #nextPing = 1;
  #closed: Error | undefined;

  constructor(port: AgentPort, surroundings: AgentSurroundings) {
    this.#line = new OutgoingLine(port);
    this.#surroundings = surroundings;
    port.onBytes = (bytes) => this.#receive(bytes);
    this.#end.promise.catch(() => undefined); // nobody need be waiting for it
  }

  /** Resolves when the agent has the right time and fresh randomness and takes orders. */
  get attached(): Promise<void> {
    return this.#attached.promise;
  }

  /** Rejects with the reason when the conversation ends; never resolves. */
  get end(): Promise<never> {
    return this.#end.promise;
  }

  /** @throws the reason when the conversation has ended */
  requireOpen(): void {
    if (this.#closed) throw this.#closed;
  }

  /** The terminals whose programs run, as a capture lists them: those that somebody has opened. */
  get terminals(): CapturedTerminal[] {
    return [...this.#channels.values()].flatMap((channel) =>
      channel instanceof TerminalChannel && channel !== this.#waitingShell
        ? (channel.captured ?? [])
        : [],
    );
  }

  /** Processes under way; a test counts them. */
  get openChannels(): number {
    return this.#channels.size;
  }

  /** Tells when the agent was killed and a new one is in its place; everything of the old one is lost by then. */
  onRestart(listener: () => void): Disposer {
    return this.#restarts.on(listener);
  }

  /**
   * Takes terminals over that live on in restored memory; call it before {@link attach}. Those of which the agent does not
   * know any more end as lost.
   */
  adopt(terminals: readonly CapturedTerminal[]): MachineTerminal[] {
    return terminals.map((terminal) => this.#adopt(terminal));
  }

  /** Takes over the shell that waits in the restored layer, for whoever opens a terminal first; call it before {@link attach}. */
  adoptWaitingShell(shell: CapturedTerminal): void {
    this.#waitingShell = this.#adopt(shell);
  }

  /**
   * Brings the line to rest: nothing more is sent until the returned function is called, and all that was sent before has been
   * taken and acted upon by the agent. A state saved meanwhile lies between two frames. Rejects like {@link ping}, and with
   * `agent-silent`; the line is then as before.
   */
  async quiesce(signal?: AbortSignal): Promise<Disposer> {
    const pong = withDeadline(this.ping(), QUIESCE_DEADLINE_MS);
    this.#line.hold();
    try {
      await abortable(pong, signal);
    } catch (error) {
      this.#line.release();
      if (!(error instanceof DeadlineError)) throw error;
      throw new MachineError('agent-silent', "the guest's agent did not answer in time");
    }
    return () => this.#line.release();
  }

  /** Speaks to an agent that is already listening: the one in a restored machine. */
  attach(): void {
    const payload = new PayloadWriter()
      .u32(PROTOCOL_VERSION)
      .u32(OUTPUT_WINDOW_BYTES)
      .u64(this.#surroundings.now() * 1000)
      .bytes(this.#surroundings.randomBytes(ENTROPY_BYTES));
    // Not held back: until it is attached, the agent listens to nothing else.
    if (!this.#closed) this.#line.sendNow(encodeFrame(FrameType.attach, 0, payload.finish()));
  }

  /** Sets the guest's clock again, after a sleep of the host. */
  setClock(): void {
    this.#send(
      FrameType.clock,
      0,
      new PayloadWriter().u64(this.#surroundings.now() * 1000).finish(),
    );
  }

  /** Resolves when the agent answers; rejects when it or the machine is gone. The caller decides how long to wait. */
  async ping(): Promise<void> {
    this.requireOpen();
    const token = this.#nextPing++;
    const pong = defer<void>();
    this.#pongs.set(token, pong);
    this.#send(FrameType.ping, 0, new PayloadWriter().u32(token).finish());
    return pong.promise;
  }

  /** Opens a terminal; rejects with a MachineError when the guest cannot. */
  async openTerminal(options: TerminalOptions): Promise<MachineTerminal> {
    const waiting = this.#takeWaitingShell(options);
    if (waiting !== undefined) return waiting;
    const channel = this.#open((link) => TerminalChannel.open(link, options));
    try {
      return await withDeadline(channel.opened.promise, OPEN_DEADLINE_MS);
    } catch (error) {
      if (!(error instanceof DeadlineError)) throw error;
      channel.close();
      throw new MachineError('agent-silent', "the guest's agent opened no terminal in time");
    }
  }

  /** Runs a program to its end. */
  async exec(argv: readonly string[], options: ExecOptions = {}): Promise<ExecResult> {
    options.signal?.throwIfAborted();
    const channel = this.#open((link) => new ScriptChannel(link, argv, options));
    const abort = () => channel.cancel(options.signal?.reason);
    options.signal?.addEventListener('abort', abort);
    try {
      return await channel.result;
    } finally {
      options.signal?.removeEventListener('abort', abort);
    }
  }

  /** Ends the conversation: all that is pending rejects with `reason`, terminals end as lost. */
  close(reason: Error): void {
    this.#closed ??= reason;
    this.#loseChannels(reason);
    this.#attached.reject(reason);
    this.#attached.promise.catch(() => undefined); // nobody need be waiting for it
    this.#end.reject(reason);
    this.#line.clear();
    this.#line.release();
  }

  #adopt({ number, pid, ...size }: CapturedTerminal): TerminalChannel {
    const channel = new TerminalChannel(this.#link(number), size, pid);
    this.#channels.set(number, channel);
    this.#adopted.add(number);
    return channel;
  }

  /** The shell that waits, if it is what is wanted. It may have been killed. */
  #takeWaitingShell({ argv, env, cwd, ...size }: TerminalOptions): TerminalChannel | undefined {
    if (argv ?? env ?? cwd) return undefined;
    const shell = this.#waitingShell;
    this.#waitingShell = undefined;
    if (shell?.captured === undefined) return undefined;
    shell.resize(size);
    shell.write(GO_ON);
    return shell;
  }

  #open<T extends Channel>(make: (link: ChannelLink) => T): T {
    this.requireOpen();
    const number = this.#freeNumber();
    const channel = make(this.#link(number));
    this.#channels.set(number, channel);
    return channel;
  }

  #link(number: number): ChannelLink {
    return { number, send: (type, payload) => this.#send(type, number, payload) };
  }

  #freeNumber(): number {
    for (let tries = 0; tries < MAX_CHANNEL; tries++) {
      const number = this.#nextChannel;
      this.#nextChannel = number === MAX_CHANNEL ? 1 : number + 1;
      if (!this.#channels.has(number)) return number;
    }
    throw new MachineError('agent-refused', 'all 65,535 channels to the guest are in use');
  }

  #send(type: number, channel: number, payload: Uint8Array): void {
    if (!this.#closed) this.#line.send(type, channel, payload);
  }

  #receive(bytes: Uint8Array): void {
    if (this.#closed) return;
    // Whatever a dead agent, or who took its place, left unfinished: it never gets its rest.
    if (isHello(bytes)) this.#decoder = new FrameDecoder();
    try {
      for (const frame of this.#decoder.push(bytes)) this.#dispatch(frame);
    } catch (error) {
      // Only a program that took the agent's place on the port speaks like this. The agent that init starts anew says
      // HELLO at the beginning of a write, where a fresh decoder looks for it.
      this.#decoder = new FrameDecoder();
      const message = 'what came from the guest was not the agent';
      this.#loseChannels(new MachineError('agent-restarted', message, '', { cause: error }));
    }
  }

  #dispatch(frame: Frame): void {
    switch (frame.type) {
      case FrameType.hello:
        this.#welcome(frame);
        return;
      case FrameType.attached:
        this.#takeStock(frame);
        this.#attached.resolve();
        return;
      case FrameType.pong:
        this.#answerPing(frame);
        return;
      default:
        if (frame.type === FrameType.refused && frame.channel === 0) {
          this.#attached.reject(toRefusedError(frame));
        }
        if (this.#channels.get(frame.channel)?.receive(frame)) this.#channels.delete(frame.channel);
    }
  }

  #welcome(frame: Frame): void {
    const instance = new PayloadReader(frame.payload).bytes(INSTANCE_BYTES);
    const hadChannels = this.#channels.size > 0;
    this.#line.clear();
    this.#loseChannels(
      new MachineError('agent-restarted', "the guest's agent was killed and restarted"),
    );
    this.#line.sendNow(syncSequence(instance));
    this.attach();
    if (hadChannels) this.#restarts.emit();
  }

  /**
   * Terminals that live on in restored memory and were not adopted belong to a page that is gone. Their numbers stay taken
   * until the agent has ended them. Those that were adopted and are not there are lost.
   */
  #takeStock(frame: Frame): void {
    const living = readLivingTerminals(frame);
    for (const number of this.#adopted) {
      if (!living.has(number)) this.#lose(number);
    }
    this.#adopted.clear();
    for (const number of living) {
      if (this.#channels.has(number)) continue;
      this.#channels.set(number, STRANGER);
      this.#send(FrameType.terminalClose, number, new Uint8Array(0));
    }
  }

  #lose(number: number): void {
    const reason = new MachineError('agent-restarted', 'the terminal did not live on');
    this.#channels.get(number)?.lost(reason);
    this.#channels.delete(number);
  }

  #answerPing(frame: Frame): void {
    const token = new PayloadReader(frame.payload).u32();
    this.#pongs.get(token)?.resolve();
    this.#pongs.delete(token);
  }

  #loseChannels(reason: Error): void {
    const channels = [...this.#channels.values()];
    this.#channels.clear();
    for (const channel of channels) channel.lost(reason);
    for (const pong of this.#pongs.values()) pong.reject(reason);
    this.#pongs.clear();
  }
}
