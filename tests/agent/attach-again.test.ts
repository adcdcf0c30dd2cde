import { expect, test } from 'vitest';
import { endOfHolders } from './holders.ts';
import { HostAgent, INPUT_WINDOW } from './host-agent.ts';
import { Reply, Request } from './wire.ts';

test('a second ATTACH names the terminals that are alive', async () => {
  const agent = await HostAgent.startAttached();
  agent.openTerminal(3, { argv: ['cat'], columns: 80, rows: 24 });
  const pid = (await agent.next(3, Reply.TERMINAL_OPENED)).payload.readUInt32LE(0);
  agent.send(Request.TERMINAL_RESIZE, 3, Buffer.from([100, 0, 40, 0]));
  agent.attach(1000);
  const { payload } = await agent.next(0, Reply.ATTACHED);
  expect(payload.readUInt16LE(12)).toBe(1);
  expect(payload.readUInt16LE(14)).toBe(3);
  expect(payload.readUInt32LE(16)).toBe(pid);
  expect([payload.readUInt16LE(20), payload.readUInt16LE(22)]).toEqual([100, 40]);
  expect(payload).toHaveLength(24);
});

test('a second ATTACH names the new output credit of every terminal', async () => {
  const agent = await HostAgent.startAttached();
  agent.openTerminal(1, { argv: ['sh', '-c', 'stty -opost; printf abcdefghij'], credit: 0 });
  await agent.next(1, Reply.TERMINAL_OPENED);
  agent.attach(4);
  await agent.next(0, Reply.ATTACHED);
  let seen = '';
  while (seen.length < 4) seen += (await agent.next(1, Reply.TERMINAL_OUTPUT)).payload.toString();
  expect(seen).toBe('abcd');
  expect(await agent.fence(1)).toEqual([]);
  agent.attach(100);
  expect(await agent.untilExit(1)).toMatchObject({ how: 0, stdout: Buffer.from('efghij') });
});

test('a second ATTACH opens the input window again', async () => {
  const agent = await HostAgent.startAttached();
  const ready = 'stty raw -echo; echo ready; read -r line </dev/null; exec sleep 1000';
  agent.openTerminal(1, { argv: ['sh', '-c', ready] });
  await agent.next(1, Reply.TERMINAL_OPENED);
  await agent.outputUntil(1, 'ready');
  const fillWindow = async () => {
    agent.send(Request.INPUT, 1, Buffer.alloc(INPUT_WINDOW, 0x61));
    return await agent.fence(1);
  };
  const first = await fillWindow();
  expect(first.map(({ type }) => type)).not.toContain(Reply.REFUSED);
  agent.attach();
  await agent.next(0, Reply.ATTACHED);
  expect((await fillWindow()).map(({ type }) => type)).not.toContain(Reply.REFUSED);
});

test('scripts and subscriptions end with a second ATTACH, silently', async () => {
  const agent = await HostAgent.startAttached();
  const holders = endOfHolders();
  agent.startScript(1, { argv: ['sh', '-c', `exec 9>${holders.path}; echo ready; sleep 1000`] });
  await agent.next(1, Reply.SCRIPT_STARTED);
  await agent.next(1, Reply.SCRIPT_STDOUT);
  agent.attach();
  await agent.next(0, Reply.ATTACHED);
  await holders.gone;
  expect(await agent.fence(1)).toEqual([]);
  agent.startScript(1, { argv: ['true'] });
  await agent.next(1, Reply.SCRIPT_STARTED);
  expect(await agent.untilExit(1)).toMatchObject({ how: 0, value: 0 });
});
