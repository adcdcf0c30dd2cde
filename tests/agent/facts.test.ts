import { expect, test } from 'vitest';
import { HostAgent } from './host-agent.ts';
import { type Frame, Refusal, Reply, Request, string, u32 } from './wire.ts';

function readLoad(frame: Frame): Map<string, number> {
  const topicLength = frame.payload.readUInt16LE(0);
  expect(frame.payload.subarray(2, 2 + topicLength).toString()).toBe('load');
  const lines = frame.payload
    .subarray(2 + topicLength)
    .toString()
    .trimEnd()
    .split('\n');
  return new Map(lines.map((line) => [line.split(' ')[0] ?? '', Number(line.split(' ')[1])]));
}

test('load names uptime, processes and memory, at once and again', async () => {
  const agent = await HostAgent.startAttached();
  agent.send(Request.FACTS_SUBSCRIBE, 5, u32(100), string('load'));
  for (let i = 0; i < 3; i++) {
    const load = readLoad(await agent.next(5, Reply.FACTS));
    expect([...load.keys()]).toEqual(['uptime', 'processes', 'memory-total', 'memory-available']);
    expect(load.get('processes')).toBeGreaterThan(1);
    expect(load.get('memory-available')).toBeGreaterThan(1000);
    expect(load.get('memory-total')).toBeGreaterThan(load.get('memory-available') ?? 0);
    expect(load.get('uptime')).toBeGreaterThan(0);
  }
  agent.send(Request.FACTS_UNSUBSCRIBE, 5);
  await agent.fence(5);
  agent.send(Request.FACTS_SUBSCRIBE, 6, u32(100), string('load'));
  for (let i = 0; i < 3; i++) await agent.next(6, Reply.FACTS);
  expect(await agent.fence(5), 'facts after the subscription ended').toEqual([]);
});

test('an unknown topic is refused', async () => {
  const agent = await HostAgent.startAttached();
  agent.send(Request.FACTS_SUBSCRIBE, 5, u32(100), string('weather'));
  expect(await agent.refusal(5)).toBe(Refusal.UNKNOWN_TOPIC);
  agent.send(Request.FACTS_SUBSCRIBE, 5, u32(100), string(''));
  expect(await agent.refusal(5)).toBe(Refusal.UNKNOWN_TOPIC);
});
