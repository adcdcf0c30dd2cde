import { expect, test } from 'vitest';
import { HostAgent, NOON_2026_US, VERSION } from './host-agent.ts';
import { Refusal, Reply, Request, u32, u64 } from './wire.ts';

test('an agent says HELLO under a new instance number each time', async () => {
  const hello = await HostAgent.start().next(0, Reply.HELLO);
  const other = await HostAgent.start().next(0, Reply.HELLO);
  expect(hello.payload).toHaveLength(8);
  expect(other.payload).not.toEqual(hello.payload);
});

test('after the sixteen bytes and ATTACH it answers with version and instance', async () => {
  const agent = HostAgent.start();
  const instance = (await agent.next(0, Reply.HELLO)).payload;
  agent.sync(instance);
  agent.attach();
  const attached = (await agent.next(0, Reply.ATTACHED)).payload;
  expect(attached.readUInt32LE(0)).toBe(VERSION);
  expect(attached.subarray(4, 12)).toEqual(instance);
  expect(attached.readUInt16LE(12)).toBe(0);
  expect(attached).toHaveLength(14);
});

test('what came before the sixteen bytes is never obeyed', async () => {
  const agent = HostAgent.start();
  const instance = (await agent.next(0, Reply.HELLO)).payload;
  agent.attach();
  agent.send(Request.PING, 7, Buffer.from('too early'));
  agent.sync(Buffer.from('someone!'));
  agent.attach();
  agent.sendRaw(Buffer.from([0xd7, 0xd7, 0x44, 0x52, 0x59, 0x44]));
  agent.sync(instance);
  agent.attach();
  await agent.next(0, Reply.ATTACHED);
  expect(await agent.fence()).toEqual([]);
});

test('before ATTACH other frames are dropped without an answer', async () => {
  const agent = HostAgent.start();
  agent.sync((await agent.next(0, Reply.HELLO)).payload);
  agent.send(Request.PING, 0, Buffer.from('early'));
  agent.startScript(5, { argv: ['true'] });
  agent.attach();
  await agent.next(0, Reply.ATTACHED);
  expect(await agent.fence(5)).toEqual([]);
});

test('bytes that arrive one by one, with padding between frames, mean the same', async () => {
  const agent = HostAgent.start();
  const instance = (await agent.next(0, Reply.HELLO)).payload;
  for (const byte of Buffer.concat([Buffer.from('\xd7DRYDOCK', 'latin1'), instance])) {
    agent.sendRaw(Buffer.from([byte]));
  }
  agent.sendRaw(Buffer.alloc(5));
  agent.attach();
  agent.sendRaw(Buffer.alloc(40_000));
  await agent.next(0, Reply.ATTACHED);
  await agent.fence();
});

test('ATTACH, CLOCK and ENTROPY reach the clock and the random pool', async () => {
  const agent = await HostAgent.startAttached();
  await agent.logged(`clock ${NOON_2026_US}\nentropy 32 sum 32\n`);
  agent.send(Request.CLOCK, 0, u64(12_345_678n));
  agent.send(Request.ENTROPY, 0, Buffer.from([1, 2, 3]));
  await agent.logged('clock 12345678\nentropy 3 sum 6\n');
});

test('PING comes back with its channel and its bytes', async () => {
  const agent = await HostAgent.startAttached();
  agent.send(Request.PING, 9, Buffer.alloc(64, 3));
  expect((await agent.next(9, Reply.PONG)).payload).toEqual(Buffer.alloc(64, 3));
  agent.send(Request.PING, 9);
  expect((await agent.next(9, Reply.PONG)).payload).toHaveLength(0);
});

test('another version is refused, and nothing is attached', async () => {
  const agent = HostAgent.start();
  agent.sync((await agent.next(0, Reply.HELLO)).payload);
  agent.attach(0, VERSION - 1);
  expect(await agent.refusal(0)).toBe(Refusal.VERSION);
  agent.send(Request.ATTACH, 0, u32(VERSION + 1));
  expect(await agent.refusal(0)).toBe(Refusal.VERSION);
  expect(agent.log).not.toContain('clock');
  agent.attach();
  await agent.next(0, Reply.ATTACHED);
});

const brokenBytes: [string, Buffer][] = [
  ['a byte that is not the magic', Buffer.from([0x41])],
  ['an unknown type', Buffer.from([0xd7, 0x7f])],
  ["a type of the agent's own", Buffer.from([0xd7, Reply.PONG])],
  ['a length over the limit', Buffer.from([0xd7, Request.INPUT, 1, 0, 0xf9, 0x7f, 0, 0])],
];

test.each(brokenBytes)('%s makes the agent start over', async (_name, bytes) => {
  const agent = HostAgent.start();
  const first = (await agent.next(0, Reply.HELLO)).payload;
  agent.sync(first);
  agent.attach();
  await agent.next(0, Reply.ATTACHED);
  agent.openTerminal(1, { argv: ['cat'] });
  await agent.next(1, Reply.TERMINAL_OPENED);
  agent.sendRaw(bytes);
  const second = (await agent.next(0, Reply.HELLO)).payload;
  expect(second).not.toEqual(first);
  agent.sync(second);
  agent.attach();
  const attached = await agent.next(0, Reply.ATTACHED);
  expect(attached.payload.readUInt16LE(12), 'terminals that are alive').toBe(0);
  expect(await agent.fence(1), 'frames about the lost terminal').toEqual([]);
});
