import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { endOfHolders } from './holders.ts';
import { HostAgent, PRISTINE_ROOT } from './host-agent.ts';
import { Refusal, Reply, Request } from './wire.ts';

const DEADLINE = 2;
const CANCELLED = 3;
const NOT_STARTED = 4;
const NO_SUCH_FILE = 2;
const NO_PERMISSION = 13;
const NO_DEVICE = 19;

test('stdout, stderr and the exit status arrive apart', async () => {
  const agent = await HostAgent.startAttached();
  agent.startScript(1, { argv: ['sh', '-c', 'echo out; echo err >&2; exit 3'] });
  await agent.next(1, Reply.SCRIPT_STARTED);
  const ended = await agent.untilExit(1);
  expect(ended.stdout.toString()).toBe('out\n');
  expect(ended.stderr.toString()).toBe('err\n');
  expect(ended).toMatchObject({ how: 0, value: 3 });
});

test('a death by signal is reported with its number', async () => {
  const agent = await HostAgent.startAttached();
  agent.startScript(1, { argv: ['sh', '-c', 'kill -TERM $$'] });
  expect(await agent.untilExit(1)).toMatchObject({ how: 1, value: 15 });
});

test('stdin arrives whole, and its end is seen', async () => {
  const agent = await HostAgent.startAttached();
  const bytes = randomBytes(300_000);
  agent.startScript(1, { argv: ['sha256sum'] });
  await agent.next(1, Reply.SCRIPT_STARTED);
  await agent.paste(1, bytes);
  agent.send(Request.INPUT_END, 1);
  const ended = await agent.untilExit(1);
  const digest = createHash('sha256').update(bytes).digest('hex');
  expect(ended.stdout.toString()).toBe(`${digest}  -\n`);
});

test('input and its end may follow the start at once', async () => {
  const agent = await HostAgent.startAttached();
  agent.startScript(1, { argv: ['cat'] });
  agent.send(Request.INPUT, 1, Buffer.from('early'));
  agent.send(Request.INPUT_END, 1);
  expect((await agent.untilExit(1)).stdout.toString()).toBe('early');
});

test('input after its end is refused', async () => {
  const agent = await HostAgent.startAttached();
  agent.startScript(1, { argv: ['sleep', '1000'] });
  await agent.next(1, Reply.SCRIPT_STARTED);
  agent.send(Request.INPUT_END, 1);
  agent.send(Request.INPUT, 1, Buffer.from('late'));
  expect(await agent.refusal(1)).toBe(Refusal.MALFORMED);
});

test('input for a script that closed its stdin counts as taken', async () => {
  const agent = await HostAgent.startAttached();
  agent.startScript(1, { argv: ['sh', '-c', 'exec <&-; echo ready; exec sleep 1000'] });
  await agent.next(1, Reply.SCRIPT_STARTED);
  await agent.next(1, Reply.SCRIPT_STDOUT);
  await agent.paste(1, Buffer.alloc(200_000));
});

test('a deadline kills the script with its whole process group', async () => {
  const agent = await HostAgent.startAttached();
  const holders = endOfHolders();
  const program = `exec 9>${holders.path}; echo begun; sleep 1000 & sleep 1000; echo never`;
  agent.startScript(1, { argv: ['sh', '-c', program], deadlineMs: 300 });
  await agent.next(1, Reply.SCRIPT_STARTED);
  const ended = await agent.untilExit(1);
  expect(ended.stdout.toString()).toBe('begun\n');
  expect(ended).toMatchObject({ how: DEADLINE, value: 0 });
  await holders.gone;
});

test('a script that is done before its deadline is left alone', async () => {
  const agent = await HostAgent.startAttached();
  agent.startScript(1, { argv: ['sh', '-c', 'exit 1'], deadlineMs: 60_000 });
  expect(await agent.untilExit(1)).toMatchObject({ how: 0, value: 1 });
});

test('cancelling kills the process group and needs no credit', async () => {
  const agent = await HostAgent.startAttached();
  const holders = endOfHolders();
  const program = `exec 9>${holders.path}; yes & yes >&2; echo never`;
  agent.startScript(1, { argv: ['sh', '-c', program], credit: 1000 });
  await agent.next(1, Reply.SCRIPT_STARTED);
  await agent.nextOf(1, [Reply.SCRIPT_STDOUT, Reply.SCRIPT_STDERR]);
  agent.send(Request.SCRIPT_CANCEL, 1);
  expect(await agent.untilExit(1)).toMatchObject({ how: CANCELLED, value: 0 });
  await holders.gone;
});

test('cancelling before the program runs works too', async () => {
  const agent = await HostAgent.startAttached();
  agent.startScript(1, { argv: ['sleep', '1000'] });
  agent.send(Request.SCRIPT_CANCEL, 1);
  expect(await agent.untilExit(1)).toMatchObject({ how: CANCELLED });
});

test('what cannot be started ends in EXIT with errno', async () => {
  const agent = await HostAgent.startAttached();
  agent.startScript(1, { argv: ['no-such-program'] });
  expect(await agent.untilExit(1)).toMatchObject({ how: NOT_STARTED, value: NO_SUCH_FILE });
  agent.startScript(1, { argv: ['/tmp'] });
  expect(await agent.untilExit(1)).toMatchObject({ how: NOT_STARTED, value: NO_PERMISSION });
  agent.startScript(1, { argv: ['true'], cwd: '/no/such/directory' });
  expect(await agent.untilExit(1)).toMatchObject({ how: NOT_STARTED, value: NO_SUCH_FILE });
});

test('only a script that asks for it is started in the pristine root', async () => {
  const agent = await HostAgent.startAttached();
  agent.startScript(1, { argv: ['true'] });
  await agent.untilExit(1);
  expect(agent.log).not.toContain('pristine');
  agent.startScript(1, { argv: ['echo', 'there'], root: PRISTINE_ROOT });
  await agent.next(1, Reply.SCRIPT_STARTED);
  expect((await agent.untilExit(1)).stdout.toString()).toBe('there\n');
  await agent.logged('in the pristine root');
});

test('without a pristine root the script is not started at all', async () => {
  const agent = await HostAgent.startAttached({ WITHOUT_PRISTINE_ROOT: '1' });
  agent.startScript(1, { argv: ['true'], root: PRISTINE_ROOT });
  const ended = await agent.untilExit(1);
  expect(ended).toMatchObject({ how: NOT_STARTED, value: NO_DEVICE });
  await agent.logged('no pristine root');
  agent.startScript(1, { argv: ['true'] });
  expect(await agent.untilExit(1)).toMatchObject({ how: 0, value: 0 });
});

test('a process left in the background does not hold up EXIT', async () => {
  const agent = await HostAgent.startAttached();
  agent.startScript(1, { argv: ['sh', '-c', 'sleep 1000 & echo $!; exit 4'] });
  await agent.next(1, Reply.SCRIPT_STARTED);
  const ended = await agent.untilExit(1);
  process.kill(Number(ended.stdout.toString()), 'SIGKILL');
  expect(ended).toMatchObject({ how: 0, value: 4 });
});

test('a flood from the background does not hold up EXIT', async () => {
  const agent = await HostAgent.startAttached();
  agent.startScript(1, { argv: ['sh', '-c', 'yes & head -c 100000 /dev/zero >&2; exit 4'] });
  await agent.next(1, Reply.SCRIPT_STARTED);
  const ended = await agent.untilExit(1);
  expect(ended).toMatchObject({ how: 0, value: 4 });
  expect(ended.stderr).toHaveLength(100_000);
});

test('the program is found by the PATH it gets, in the environment and directory asked for', async () => {
  const agent = await HostAgent.startAttached();
  agent.startScript(1, { argv: ['env'], env: ['LANG=ko_KR.UTF-8', 'EMPTY='], cwd: '/' });
  const lines = (await agent.untilExit(1)).stdout.toString().trim().split('\n').sort();
  expect(lines).toEqual([
    'EMPTY=',
    'HOME=/root',
    'LANG=ko_KR.UTF-8',
    'LOGNAME=root',
    'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    'SHELL=/bin/bash',
    'USER=root',
  ]);
  agent.startScript(1, { argv: ['env'], env: ['PATH=/nowhere'] });
  expect(await agent.untilExit(1)).toMatchObject({ how: NOT_STARTED, value: NO_SUCH_FILE });
  agent.startScript(1, { argv: ['pwd'], cwd: '/usr' });
  expect((await agent.untilExit(1)).stdout.toString()).toBe('/usr\n');
});

test('a script leads a session and a process group of its own', async () => {
  const agent = await HostAgent.startAttached();
  agent.startScript(1, { argv: ['cut', '-d ', '-f5,6', '/proc/self/stat'] });
  const pid = (await agent.next(1, Reply.SCRIPT_STARTED)).payload.readUInt32LE(0);
  expect((await agent.untilExit(1)).stdout.toString()).toBe(`${pid} ${pid}\n`);
});

test('a script inherits no signal that is ignored or blocked, and no descriptor', async () => {
  const agent = await HostAgent.startAttached();
  agent.startScript(1, { argv: ['grep', '-E', 'Sig(Blk|Ign)', '/proc/self/status'] });
  const signals = 'SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n';
  expect((await agent.untilExit(1)).stdout.toString()).toBe(signals);
  agent.startScript(1, { argv: ['ls', '/proc/self/fd'] });
  // 3 is the directory that is being listed.
  expect((await agent.untilExit(1)).stdout.toString()).toBe('0\n1\n2\n3\n');
});

test('many scripts side by side keep their output apart', async () => {
  const agent = await HostAgent.startAttached();
  const channels = Array.from({ length: 20 }, (_, index) => index + 1);
  for (const channel of channels) agent.startScript(channel, { argv: ['echo', `${channel}`] });
  const ended = await Promise.all(channels.map((channel) => agent.untilExit(channel)));
  expect(ended.map(({ stdout }) => Number(stdout))).toEqual(channels);
});
