/** The agent as a process on this host, and the page's side of the conversation with it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Duplex } from 'node:stream';
import { expect, onTestFinished } from 'vitest';
import { buildAgent } from './build.ts';
import {
  encodeFrame,
  type Frame,
  FrameReader,
  list,
  Reply,
  Request,
  string,
  u8,
  u16,
  u32,
  u64,
} from './wire.ts';

/** More credit than any test without an interest in flow control prints. */
export const AMPLE_CREDIT = 100_000_000;
export const VERSION = 2;
export const INPUT_WINDOW = 16_384;
export const NOON_2026_US = 1_767_268_800_000_000n;

/** The roots of a script. */
export const SYSTEM_ROOT = 0;
export const PRISTINE_ROOT = 1;

export interface Exit {
  how: number;
  value: number;
}

export interface Ended extends Exit {
  stdout: Buffer;
  stderr: Buffer;
}

export interface Program {
  argv?: string[];
  env?: string[];
  cwd?: string;
  credit?: number;
}

export class HostAgent {
  readonly process: ChildProcess;
  /** What the agent logged, and what it would have done to the guest. */
  log = '';
  private readonly line: Duplex;
  private readonly reader = new FrameReader();
  private readonly arrived: Frame[] = [];
  private waiting: (() => void)[] = [];

  private constructor(env: Record<string, string>) {
    // Node makes a descriptor above 2 a socket pair that both sides read and write.
    this.process = spawn(buildAgent(), ['3'], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    this.line = this.process.stdio[3] as Duplex;
    this.line.on('data', (bytes: Buffer) => {
      this.arrived.push(...this.reader.take(bytes));
      this.wake();
    });
    this.process.on('exit', () => this.wake());
    this.process.stderr?.on('data', (bytes: Buffer) => {
      this.log += bytes.toString();
      this.wake();
    });
  }

  /**
   * An agent that has said nothing but HELLO yet. It ends with the test, which fails if a sanitizer complained.
   * @param env what `host_machine.c` is told
   */
  static start(env: Record<string, string> = {}): HostAgent {
    const agent = new HostAgent(env);
    onTestFinished(() => agent.end());
    return agent;
  }

  /** An agent that is ready for requests. */
  static async startAttached(env: Record<string, string> = {}): Promise<HostAgent> {
    const agent = HostAgent.start(env);
    agent.sync((await agent.next(0, Reply.HELLO)).payload);
    agent.attach();
    await agent.next(0, Reply.ATTACHED);
    return agent;
  }

  sendRaw(bytes: Uint8Array): void {
    this.line.write(bytes);
  }

  send(type: number, channel: number, ...payload: Uint8Array[]): void {
    this.sendRaw(encodeFrame(type, channel, Buffer.concat(payload)));
  }

  sync(instance: Uint8Array): void {
    this.sendRaw(Buffer.concat([Buffer.from([0xd7]), Buffer.from('DRYDOCK'), instance]));
  }

  attach(credit = 0, version = VERSION): void {
    this.send(Request.ATTACH, 0, u32(version), u32(credit), u64(NOON_2026_US), Buffer.alloc(32, 1));
  }

  openTerminal(channel: number, program: Program & { columns?: number; rows?: number }): void {
    const { columns = 80, rows = 24, credit = AMPLE_CREDIT } = program;
    const { argv = [], env = [], cwd = '/tmp' } = program;
    const size = Buffer.concat([u16(columns), u16(rows)]);
    const command = Buffer.concat([list(argv), list(env), string(cwd)]);
    this.send(Request.TERMINAL_OPEN, channel, size, u32(credit), command);
  }

  startScript(channel: number, program: Program & { deadlineMs?: number; root?: number }): void {
    const { argv = [], env = [], cwd = '', credit = AMPLE_CREDIT } = program;
    const { deadlineMs = 0, root = SYSTEM_ROOT } = program;
    const command = Buffer.concat([list(argv), list(env), string(cwd)]);
    this.send(Request.SCRIPT_START, channel, u32(deadlineMs), u32(credit), u8(root), command);
  }

  /** The first frame of a channel that has not been taken yet; it must be of this type. */
  async next(channel: number, type: number): Promise<Frame> {
    return this.nextOf(channel, [type]);
  }

  /** As `next`, of one of several types. */
  async nextOf(channel: number, types: number[]): Promise<Frame> {
    const frame = await this.find((candidate) => candidate.channel === channel);
    expect(types, `types allowed next on channel ${channel}`).toContain(frame.type);
    return frame;
  }

  /** Takes output up to a text in it. */
  async outputUntil(channel: number, text: string): Promise<string> {
    let seen = '';
    while (!seen.includes(text)) {
      seen += (await this.next(channel, Reply.TERMINAL_OUTPUT)).payload.toString();
    }
    return seen;
  }

  /** Everything until EXIT. Input credit is passed over. */
  async untilExit(channel: number): Promise<Ended> {
    const parts = new Map<number, Buffer[]>();
    for (;;) {
      const frame = await this.find((candidate) => candidate.channel === channel);
      if (frame.type === Reply.EXIT) {
        const text = (...types: number[]) =>
          Buffer.concat(types.flatMap((t) => parts.get(t) ?? []));
        const stdout = text(Reply.TERMINAL_OUTPUT, Reply.SCRIPT_STDOUT);
        return { ...readExit(frame), stdout, stderr: text(Reply.SCRIPT_STDERR) };
      }
      expect(frame.type, 'no refusal before EXIT').not.toBe(Reply.REFUSED);
      parts.set(frame.type, [...(parts.get(frame.type) ?? []), frame.payload]);
    }
  }

  async refusal(channel: number): Promise<number> {
    return (await this.next(channel, Reply.REFUSED)).payload.readUInt16LE(0);
  }

  /** Sends bytes as fast as the agent returns credit; resolves when all were taken. */
  async paste(channel: number, bytes: Buffer): Promise<void> {
    let sent = 0;
    let taken = 0;
    while (taken < bytes.length) {
      const until = Math.min(bytes.length, taken + INPUT_WINDOW);
      if (until > sent) this.send(Request.INPUT, channel, bytes.subarray(sent, until));
      sent = until;
      taken += (await this.next(channel, Reply.INPUT_CREDIT)).payload.readUInt32LE(0);
    }
    expect(taken).toBe(bytes.length);
  }

  /** Resolves when the agent has dealt with everything sent before; returns what arrived on a channel by then. */
  async fence(channel = 0): Promise<Frame[]> {
    this.send(Request.PING, 0, Buffer.from('fence'));
    const pong = await this.find(({ type }) => type === Reply.PONG);
    expect(pong.payload.toString()).toBe('fence');
    const arrived: Frame[] = [];
    for (let i = 0; i < this.arrived.length; ) {
      if (this.arrived[i]?.channel === channel) arrived.push(...this.arrived.splice(i, 1));
      else i++;
    }
    return arrived;
  }

  /** Lets time pass by the agent's own clock: a number of facts, 100 ms apart. */
  async factsArrive(count: number): Promise<void> {
    const channel = 0xfffe;
    this.send(Request.FACTS_SUBSCRIBE, channel, u32(100), string('load'));
    for (let i = 0; i < count; i++) await this.next(channel, Reply.FACTS);
    this.send(Request.FACTS_UNSUBSCRIBE, channel);
  }

  /** Processor time the agent has used, in the kernel's ticks of 10 ms. */
  cpuTicks(): number {
    const stat = readFileSync(`/proc/${this.process.pid}/stat`, 'utf8').split(' ');
    return Number(stat[13]) + Number(stat[14]);
  }

  /** Resolves when the agent has logged this text. */
  async logged(text: string): Promise<void> {
    while (!this.log.includes(text)) await this.something();
  }

  private async find(matches: (frame: Frame) => boolean): Promise<Frame> {
    for (;;) {
      const index = this.arrived.findIndex(matches);
      const [frame] = index < 0 ? [] : this.arrived.splice(index, 1);
      if (frame !== undefined) return frame;
      if (this.process.exitCode !== null) throw new Error(`the agent ended:\n${this.log}`);
      await this.something();
    }
  }

  private something(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  private async end(): Promise<void> {
    this.line.end();
    if (this.process.exitCode === null) await once(this.process, 'exit');
    expect(this.process.exitCode, this.log).toBe(0);
  }
}

export function readExit(frame: Frame): Exit {
  return { how: frame.payload.readUInt8(0), value: frame.payload.readUInt32LE(1) };
}
