import { expect, test } from 'vitest';
import { temporaryDirectory } from './holders.ts';
import { HostAgent } from './host-agent.ts';
import { Reply, Request, u16 } from './wire.ts';

const HANGUP = 1;
const KILL = 9;
const NO_SUCH_FILE = 2;

test('a terminal echoes what is typed and passes it on', async () => {
  const agent = await HostAgent.startAttached();
  agent.openTerminal(1, { argv: ['cat'] });
  await agent.next(1, Reply.TERMINAL_OPENED);
  agent.send(Request.INPUT, 1, Buffer.from('hi\n\x04'));
  const ended = await agent.untilExit(1);
  expect(ended.stdout.toString()).toBe('hi\r\nhi\r\n');
  expect(ended).toMatchObject({ how: 0, value: 0 });
});

test('no command means a login shell with the defaults and the added variables', async () => {
  const agent = await HostAgent.startAttached();
  const home = temporaryDirectory();
  agent.openTerminal(1, { env: [`HOME=${home}`, 'GREETING=a=b'], cwd: home });
  const { payload } = await agent.next(1, Reply.TERMINAL_OPENED);
  const question = 'echo "<$0 $$ $PWD $TERM $LANG $SHELL $USER $LOGNAME $GREETING>"; exit 7\n';
  agent.send(Request.INPUT, 1, Buffer.from(question));
  const ended = await agent.untilExit(1);
  const pid = payload.readUInt32LE(0);
  const answer = `<-bash ${pid} ${home} xterm-256color C.UTF-8 /bin/bash root root a=b>`;
  expect(ended.stdout.toString()).toContain(answer);
  expect(ended).toMatchObject({ how: 0, value: 7 });
});

test('a resize is seen by the session', async () => {
  const agent = await HostAgent.startAttached();
  const program = 'trap "stty size; exit" WINCH; stty size; read -r line; read -r line';
  agent.openTerminal(1, { argv: ['bash', '-c', program], columns: 132, rows: 43 });
  await agent.next(1, Reply.TERMINAL_OPENED);
  await agent.outputUntil(1, '43 132\r\n');
  agent.send(Request.TERMINAL_RESIZE, 1, u16(90), u16(30));
  agent.send(Request.INPUT, 1, Buffer.from('\n'));
  expect((await agent.untilExit(1)).stdout.toString()).toContain('30 90\r\n');
});

test('the line is a UTF-8 controlling terminal of a session of its own', async () => {
  const agent = await HostAgent.startAttached();
  const program = 'stty -a </dev/tty | grep -o ".iutf8"; cut -d" " -f1,5,6,8 /proc/$$/stat';
  agent.openTerminal(1, { argv: ['sh', '-c', program] });
  const pid = (await agent.next(1, Reply.TERMINAL_OPENED)).payload.readUInt32LE(0);
  const lines = (await agent.untilExit(1)).stdout.toString().split('\r\n');
  expect(lines).toEqual([' iutf8', `${pid} ${pid} ${pid} ${pid}`, '']);
});

test('Ctrl-C interrupts, and the signal is reported', async () => {
  const agent = await HostAgent.startAttached();
  agent.openTerminal(1, { argv: ['sh', '-c', 'echo ready; exec sleep 1000'] });
  await agent.next(1, Reply.TERMINAL_OPENED);
  await agent.outputUntil(1, 'ready');
  agent.send(Request.INPUT, 1, Buffer.from('\x03'));
  expect(await agent.untilExit(1)).toMatchObject({ how: 1, value: 2 });
});

test('a program that does not exist, or a directory, ends in EXIT with errno', async () => {
  const agent = await HostAgent.startAttached();
  agent.openTerminal(1, { argv: ['no-such-program'] });
  expect(await agent.untilExit(1)).toMatchObject({ how: 4, value: NO_SUCH_FILE });
  agent.openTerminal(1, { argv: ['cat'], cwd: '/no/such/directory' });
  expect(await agent.untilExit(1)).toMatchObject({ how: 4, value: NO_SUCH_FILE });
});

test('closing hangs up', async () => {
  const agent = await HostAgent.startAttached();
  agent.openTerminal(1, { argv: ['cat'], credit: 0 });
  await agent.next(1, Reply.TERMINAL_OPENED);
  agent.send(Request.TERMINAL_CLOSE, 1);
  expect(await agent.untilExit(1)).toMatchObject({ how: 1, value: HANGUP });
});

test('closing kills a session leader that ignores the hang-up', async () => {
  const agent = await HostAgent.startAttached();
  agent.openTerminal(1, { argv: ['sh', '-c', 'trap "" HUP; echo ready; exec sleep 1000'] });
  await agent.next(1, Reply.TERMINAL_OPENED);
  await agent.outputUntil(1, 'ready');
  agent.send(Request.TERMINAL_CLOSE, 1);
  agent.send(Request.TERMINAL_CLOSE, 1);
  expect(await agent.untilExit(1)).toMatchObject({ how: 1, value: KILL });
});

test('a terminal ends with its session leader, whatever still holds the line', async () => {
  const agent = await HostAgent.startAttached();
  const program = 'trap "" HUP; sleep 1000 & echo $!; exit 5';
  agent.openTerminal(1, { argv: ['sh', '-c', program] });
  await agent.next(1, Reply.TERMINAL_OPENED);
  const ended = await agent.untilExit(1);
  process.kill(Number(ended.stdout.toString()), 'SIGKILL');
  expect(ended).toMatchObject({ how: 0, value: 5 });
});

test('a terminal ends with its session leader, even under a flood from the background', async () => {
  const agent = await HostAgent.startAttached();
  // Its writes fail once the line is gone, which ends it.
  const program = 'trap "" HUP; yes & head -c 100000 /dev/zero; exit 6';
  agent.openTerminal(1, { argv: ['sh', '-c', program] });
  await agent.next(1, Reply.TERMINAL_OPENED);
  expect(await agent.untilExit(1)).toMatchObject({ how: 0, value: 6 });
});

test('a program that closes its line and lives on costs no time', async () => {
  const agent = await HostAgent.startAttached();
  const program = 'exec 9>/dev/tty </dev/null >/dev/null 2>&1 9>&-; exec sleep 0.2';
  agent.openTerminal(1, { argv: ['sh', '-c', program] });
  await agent.next(1, Reply.TERMINAL_OPENED);
  expect(await agent.untilExit(1)).toMatchObject({ how: 0, value: 0 });
  expect(agent.cpuTicks()).toBeLessThan(15);
});
