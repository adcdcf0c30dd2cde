import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryDirectory } from './holders.ts';
import { HostAgent, INPUT_WINDOW, readExit } from './host-agent.ts';
import { type Frame, Refusal, Reply, Request, u32 } from './wire.ts';

const FIVE_MEGABYTES = 5_000_000;
const WINDOW = 100_000;

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const lengthOf = (frames: Frame[]) => frames.reduce((sum, { payload }) => sum + payload.length, 0);

const refusalOf = ({ type, payload }: Frame) =>
  type === Reply.REFUSED ? payload.readUInt16LE(0) : undefined;

function randomFile(bytes: number): { path: string; digest: string } {
  const path = join(temporaryDirectory(), 'random');
  const content = randomBytes(bytes);
  writeFileSync(path, content);
  return { path, digest: sha256(content) };
}

/** Takes output frames while granting what was taken, in lots; returns them with EXIT as the last. */
async function takeAll(agent: HostAgent, channel: number, type: number): Promise<Frame[]> {
  const frames: Frame[] = [];
  for (let ungranted = 0; ; ) {
    const frame = await agent.nextOf(channel, [type, Reply.EXIT]);
    frames.push(frame);
    if (frame.type === Reply.EXIT) return frames;
    ungranted += frame.payload.length;
    if (ungranted < WINDOW / 4) continue;
    agent.send(Request.CREDIT, channel, u32(ungranted));
    ungranted = 0;
  }
}

async function expectFlow(agent: HostAgent, type: number, digest: string): Promise<void> {
  const first: Frame[] = [];
  while (lengthOf(first) < WINDOW) first.push(await agent.next(1, type));
  expect(lengthOf(first), 'bytes within the first credit').toBe(WINDOW);
  expect(await agent.fence(1), 'frames without credit').toEqual([]);
  agent.send(Request.CREDIT, 1, u32(WINDOW));
  const rest = await takeAll(agent, 1, type);
  const exit = rest.pop();
  const output = Buffer.concat([...first, ...rest].map(({ payload }) => payload));
  expect(output).toHaveLength(FIVE_MEGABYTES);
  expect(sha256(output)).toBe(digest);
  expect(exit && readExit(exit)).toEqual({ how: 0, value: 0 });
}

test('terminal output stops at the credit and arrives in order and complete', async () => {
  const agent = await HostAgent.startAttached();
  const { path, digest } = randomFile(FIVE_MEGABYTES);
  agent.openTerminal(1, { argv: ['sh', '-c', `stty -opost; cat ${path}`], credit: WINDOW });
  await agent.next(1, Reply.TERMINAL_OPENED);
  await expectFlow(agent, Reply.TERMINAL_OUTPUT, digest);
});

test('script output stops at the credit and arrives in order and complete', async () => {
  const agent = await HostAgent.startAttached();
  const { path, digest } = randomFile(FIVE_MEGABYTES);
  agent.startScript(1, { argv: ['cat', path], credit: WINDOW });
  await agent.next(1, Reply.SCRIPT_STARTED);
  await expectFlow(agent, Reply.SCRIPT_STDOUT, digest);
});

test('stdout and stderr of a script spend one credit', async () => {
  const agent = await HostAgent.startAttached();
  const program = 'printf 0123456789; printf 0123456789 >&2';
  agent.startScript(1, { argv: ['sh', '-c', program], credit: 15 });
  await agent.next(1, Reply.SCRIPT_STARTED);
  const frames: Frame[] = [];
  while (lengthOf(frames) < 15) {
    frames.push(await agent.nextOf(1, [Reply.SCRIPT_STDOUT, Reply.SCRIPT_STDERR]));
  }
  expect(lengthOf(frames)).toBe(15);
  expect(await agent.fence(1)).toEqual([]);
  agent.send(Request.CREDIT, 1, u32(100));
  const ended = await agent.untilExit(1);
  expect(ended.stdout.length + ended.stderr.length).toBe(5);
});

test('the last words of a terminal wait for credit, and EXIT for them', async () => {
  const agent = await HostAgent.startAttached();
  const program = 'stty -opost; head -c 9000 /dev/zero; exit 5';
  agent.openTerminal(1, { argv: ['sh', '-c', program], credit: 0 });
  await agent.next(1, Reply.TERMINAL_OPENED);
  agent.send(Request.CREDIT, 1, u32(8999));
  const frames: Frame[] = [];
  while (lengthOf(frames) < 8999) frames.push(await agent.next(1, Reply.TERMINAL_OUTPUT));
  expect(await agent.fence(1)).toEqual([]);
  agent.send(Request.CREDIT, 1, u32(1));
  expect(await agent.untilExit(1)).toMatchObject({ how: 0, value: 5, stdout: Buffer.alloc(1) });
});

test('a silent process needs no credit to end', async () => {
  const agent = await HostAgent.startAttached();
  agent.openTerminal(1, { argv: ['true'], credit: 0 });
  expect(await agent.untilExit(1)).toMatchObject({ how: 0 });
  agent.startScript(1, { argv: ['true'], credit: 0 });
  expect(await agent.untilExit(1)).toMatchObject({ how: 0 });
});

test('credit beyond what fits the counter is no harm', async () => {
  const agent = await HostAgent.startAttached();
  agent.startScript(1, { argv: ['sh', '-c', 'read -r line; echo done'], credit: 0xffffffff });
  agent.send(Request.CREDIT, 1, u32(0xffffffff));
  agent.send(Request.INPUT, 1, Buffer.from('\n'));
  expect((await agent.untilExit(1)).stdout.toString()).toBe('done\n');
});

test('a paste of a megabyte reaches a terminal in raw mode whole', async () => {
  const agent = await HostAgent.startAttached();
  const bytes = randomBytes(1_048_576);
  const target = join(temporaryDirectory(), 'pasted');
  const program = `stty raw -echo; echo ready; head -c ${bytes.length} >${target}; echo done`;
  agent.openTerminal(1, { argv: ['sh', '-c', program] });
  await agent.next(1, Reply.TERMINAL_OPENED);
  await agent.outputUntil(1, 'ready');
  await agent.paste(1, bytes);
  expect((await agent.untilExit(1)).stdout.toString()).toContain('done');
  expect(sha256(readFileSync(target))).toBe(sha256(bytes));
});

test('a line without an end does not stop the agent', async () => {
  const agent = await HostAgent.startAttached();
  agent.openTerminal(1, { argv: ['sh', '-c', 'stty -echo; echo ready; head -n 1 | wc -c'] });
  await agent.next(1, Reply.TERMINAL_OPENED);
  await agent.outputUntil(1, 'ready');
  // The kernel keeps 4,095 bytes of an unfinished line and drops what comes after.
  await agent.paste(1, Buffer.alloc(50_000, 0x61));
  await agent.paste(1, Buffer.from('\n'));
  expect((await agent.untilExit(1)).stdout.toString().trim()).toBe('4096');
});

test('input that nobody reads is held without spinning, and not beyond the window', async () => {
  const agent = await HostAgent.startAttached();
  agent.openTerminal(1, { argv: ['sh', '-c', 'stty raw -echo; echo ready; exec sleep 1000'] });
  await agent.next(1, Reply.TERMINAL_OPENED);
  await agent.outputUntil(1, 'ready');
  agent.send(Request.INPUT, 1, Buffer.alloc(INPUT_WINDOW));
  const credits = await agent.fence(1);
  const taken = credits.reduce((sum, { payload }) => sum + payload.readUInt32LE(0), 0);
  agent.send(Request.INPUT, 1, Buffer.alloc(taken));
  const later = await agent.fence(1);
  expect(later.map(({ type }) => type)).not.toContain(Reply.REFUSED);
  // The kernel holds 12 KiB for a PTY: some of the input is still with the agent, and a whole window has no room.
  agent.send(Request.INPUT, 1, Buffer.alloc(INPUT_WINDOW));
  expect((await agent.fence(1)).map(refusalOf)).toContain(Refusal.MALFORMED);
  const before = agent.cpuTicks();
  await agent.factsArrive(5);
  expect(agent.cpuTicks() - before).toBeLessThan(15);
});
