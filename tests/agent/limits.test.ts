import { expect, test } from 'vitest';
import { HostAgent, VERSION } from './host-agent.ts';
import { list, Refusal, Reply, Request, string, u8, u16, u32 } from './wire.ts';

const CHANNELS_MAX = 64;
const DAY_MS = 86_400_000;
const none = Buffer.alloc(0);

test('64 channels may be open, and a closed one makes room', async () => {
  const agent = await HostAgent.startAttached();
  for (let channel = 1; channel < CHANNELS_MAX; channel++) {
    agent.send(Request.FACTS_SUBSCRIBE, channel, u32(DAY_MS), string('load'));
  }
  agent.startScript(64, { argv: ['sleep', '1000'] });
  await agent.next(64, Reply.SCRIPT_STARTED);
  agent.openTerminal(65, { argv: ['cat'] });
  expect(await agent.refusal(65)).toBe(Refusal.TOO_MANY_CHANNELS);
  agent.send(Request.SCRIPT_CANCEL, 64);
  await agent.untilExit(64);
  agent.openTerminal(65, { argv: ['cat'] });
  await agent.next(65, Reply.TERMINAL_OPENED);
  agent.send(Request.FACTS_UNSUBSCRIBE, 1);
  agent.startScript(1, { argv: ['true'] });
  await agent.next(1, Reply.FACTS);
  await agent.next(1, Reply.SCRIPT_STARTED);
});

test('a channel in use is refused and its owner lives on', async () => {
  const agent = await HostAgent.startAttached();
  agent.openTerminal(0xffff, { argv: ['cat'] });
  await agent.next(0xffff, Reply.TERMINAL_OPENED);
  agent.openTerminal(0xffff, { argv: ['cat'] });
  expect(await agent.refusal(0xffff)).toBe(Refusal.CHANNEL_IN_USE);
  agent.startScript(0xffff, { argv: ['true'] });
  expect(await agent.refusal(0xffff)).toBe(Refusal.CHANNEL_IN_USE);
  agent.send(Request.FACTS_SUBSCRIBE, 0xffff, u32(100), string('load'));
  expect(await agent.refusal(0xffff)).toBe(Refusal.CHANNEL_IN_USE);
  agent.send(Request.INPUT, 0xffff, Buffer.from('\x04'));
  expect(await agent.untilExit(0xffff)).toMatchObject({ how: 0 });
});

test('frames for a channel that is not open are refused by that reason', async () => {
  const agent = await HostAgent.startAttached();
  const requests: [number, Buffer][] = [
    [Request.TERMINAL_RESIZE, Buffer.concat([u16(80), u16(24)])],
    [Request.TERMINAL_CLOSE, none],
    [Request.SCRIPT_CANCEL, none],
    [Request.INPUT, Buffer.from('x')],
    [Request.INPUT_END, none],
    [Request.CREDIT, u32(1)],
    [Request.FACTS_UNSUBSCRIBE, none],
  ];
  for (const [type, payload] of requests) {
    agent.send(type, 8, payload);
    expect(await agent.refusal(8), `type ${type}`).toBe(Refusal.UNKNOWN_CHANNEL);
  }
});

const command = Buffer.concat([list(['true']), list([]), string('')]);
const size = Buffer.concat([u16(80), u16(24)]);
const zeroInside = list(['tr\0ue']);

/** Each is sent to a channel where a well-formed frame of its type would be obeyed. */
const malformed: [string, number, number, Buffer][] = [
  ['ATTACH without a clock', Request.ATTACH, 0, Buffer.concat([u32(VERSION), u32(0)])],
  ['ATTACH without a whole version', Request.ATTACH, 0, u16(1)],
  [
    'ATTACH with too much entropy',
    Request.ATTACH,
    0,
    Buffer.concat([u32(VERSION), Buffer.alloc(12 + 513)]),
  ],
  ['CLOCK too short', Request.CLOCK, 0, u32(1)],
  ['CLOCK too long', Request.CLOCK, 0, Buffer.alloc(9)],
  ['ENTROPY without bytes', Request.ENTROPY, 0, none],
  ['ENTROPY with too many bytes', Request.ENTROPY, 0, Buffer.alloc(513)],
  ['PING with too many bytes', Request.PING, 0, Buffer.alloc(65)],
  ['TERMINAL_OPEN without payload', Request.TERMINAL_OPEN, 9, none],
  [
    'TERMINAL_OPEN with a rest',
    Request.TERMINAL_OPEN,
    9,
    Buffer.concat([size, u32(1), command, u16(0)]),
  ],
  ['TERMINAL_OPEN on channel 0', Request.TERMINAL_OPEN, 0, Buffer.concat([size, u32(1), command])],
  [
    'TERMINAL_OPEN with a string that runs out',
    Request.TERMINAL_OPEN,
    9,
    Buffer.concat([size, u32(1), u16(1), u16(0xffff), Buffer.from('true')]),
  ],
  ['TERMINAL_RESIZE too short', Request.TERMINAL_RESIZE, 1, u16(80)],
  ['TERMINAL_CLOSE with a payload', Request.TERMINAL_CLOSE, 1, u16(0)],
  ['SCRIPT_START without payload', Request.SCRIPT_START, 9, none],
  [
    'SCRIPT_START without a program',
    Request.SCRIPT_START,
    9,
    Buffer.concat([u32(0), u32(0), u8(0), list([]), list([]), string('')]),
  ],
  [
    'SCRIPT_START with a list that runs out',
    Request.SCRIPT_START,
    9,
    Buffer.concat([u32(0), u32(0), u8(0), u16(0xffff)]),
  ],
  [
    'SCRIPT_START with too long a list',
    Request.SCRIPT_START,
    9,
    Buffer.concat([u32(0), u32(0), u8(0), list(Array(513).fill('x')), list([]), string('')]),
  ],
  [
    'SCRIPT_START with a zero byte in a string',
    Request.SCRIPT_START,
    9,
    Buffer.concat([u32(0), u32(0), u8(0), zeroInside, list([]), string('')]),
  ],
  [
    'SCRIPT_START with a variable without a value',
    Request.SCRIPT_START,
    9,
    Buffer.concat([u32(0), u32(0), u8(0), list(['true']), list(['NAME']), string('')]),
  ],
  [
    'SCRIPT_START with a variable without a name',
    Request.SCRIPT_START,
    9,
    Buffer.concat([u32(0), u32(0), u8(0), list(['true']), list(['=value']), string('')]),
  ],
  [
    'SCRIPT_START in a root that is not known',
    Request.SCRIPT_START,
    9,
    Buffer.concat([u32(0), u32(0), u8(2), command]),
  ],
  ['SCRIPT_CANCEL with a payload', Request.SCRIPT_CANCEL, 2, u16(0)],
  ['INPUT beyond the window', Request.INPUT, 2, Buffer.alloc(16_385)],
  ['INPUT_END with a payload', Request.INPUT_END, 2, u16(0)],
  ['CREDIT too short', Request.CREDIT, 2, u16(0)],
  ['CREDIT too long', Request.CREDIT, 1, Buffer.alloc(5)],
  ['FACTS_SUBSCRIBE without payload', Request.FACTS_SUBSCRIBE, 9, none],
  [
    'FACTS_SUBSCRIBE too often',
    Request.FACTS_SUBSCRIBE,
    9,
    Buffer.concat([u32(99), string('load')]),
  ],
  ['FACTS_UNSUBSCRIBE with a payload', Request.FACTS_UNSUBSCRIBE, 3, u16(0)],
];

test('malformed payloads are refused, and what is open lives on', async () => {
  const agent = await HostAgent.startAttached();
  agent.openTerminal(1, { argv: ['cat'] });
  agent.startScript(2, { argv: ['cat'] });
  agent.send(Request.FACTS_SUBSCRIBE, 3, u32(DAY_MS), string('load'));
  await agent.next(1, Reply.TERMINAL_OPENED);
  await agent.next(2, Reply.SCRIPT_STARTED);
  await agent.next(3, Reply.FACTS);
  for (const [name, type, channel, payload] of malformed) {
    agent.send(type, channel, payload);
    expect(await agent.refusal(channel), name).toBe(Refusal.MALFORMED);
  }
  agent.send(Request.INPUT, 1, Buffer.from('\x04'));
  expect(await agent.untilExit(1)).toMatchObject({ how: 0 });
  agent.send(Request.INPUT_END, 2);
  expect(await agent.untilExit(2)).toMatchObject({ how: 0 });
});

test('no truncation of a request disturbs the agent', async () => {
  const agent = await HostAgent.startAttached();
  const env = list(['A=1', 'B=2']);
  const whole = Buffer.concat([u32(1000), u32(10), u8(0), list(['true', 'x']), env, string('/')]);
  for (let length = 0; length < whole.length; length++) {
    agent.send(Request.SCRIPT_START, 4, whole.subarray(0, length));
    expect(await agent.refusal(4)).toBe(Refusal.MALFORMED);
  }
  agent.send(Request.SCRIPT_START, 4, whole);
  await agent.next(4, Reply.SCRIPT_STARTED);
});
