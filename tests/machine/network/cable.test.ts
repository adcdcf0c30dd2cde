import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ByteStream } from '../../../src/machine/network/byte-stream.ts';
import { type AnswerDial, Cable } from '../../../src/machine/network/cable.ts';
import { NetworkProblemError } from '../../../src/machine/network/network-error.ts';
import { PortStream } from '../../../src/machine/network/port-stream.ts';
import { patternOf } from './two-ends.ts';

const cables: Cable[] = [];
afterEach(() => {
  for (const cable of cables.splice(0)) cable.cut();
});

/** Both ends of a cable; who answers at the far one is up to the test. */
function cable(answer: AnswerDial): { near: Cable; far: Cable } {
  const { port1, port2 } = new MessageChannel();
  const near = new Cable(port1, () => Promise.reject(new Error('nobody dials this end')));
  const far = new Cable(port2, answer);
  cables.push(near, far);
  return { near, far };
}

/** A stream and its other end, which stands for a server. */
function served(): [ByteStream, ByteStream] {
  const { port1, port2 } = new MessageChannel();
  return [new PortStream(port1), new PortStream(port2)];
}

async function readAll(stream: ByteStream): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (let part = await stream.read(); part; part = await stream.read()) parts.push(part);
  return new Uint8Array(Buffer.concat(parts));
}

describe('a cable between two machines', () => {
  it('carries bytes both ways, each way ending by itself, and leaves nothing behind', async () => {
    const [given, server] = served();
    const { near, far } = cable(async () => given);
    const stream = await near.dial({ to: 'guest', port: 80 });
    const [up, down] = [patternOf(1_500_001), patternOf(700_001)];
    const asking = stream.write(up).then(() => stream.end());
    const got = await readAll(server);
    await asking;
    expect(Buffer.compare(got, up)).toBe(0);
    const answering = server.write(down).then(() => server.end());
    expect(Buffer.compare(await readAll(stream), down)).toBe(0);
    await answering;
    await vi.waitFor(() => expect([near.connections, far.connections]).toEqual([0, 0]));
  });

  it('tells the other side what is dialled', async () => {
    const answer = vi.fn<AnswerDial>(async () => served()[0]);
    const { near } = cable(answer);
    await near.dial({ to: 'registry' });
    await near.dial({ to: 'guest', port: 8080 });
    expect(answer.mock.calls).toEqual([[{ to: 'registry' }], [{ to: 'guest', port: 8080 }]]);
  });

  it('holds a writer back until the other side reads', async () => {
    const [given, server] = served();
    const { near } = cable(async () => given);
    const stream = await near.dial({ to: 'guest', port: 80 });
    let written = 0;
    const piece = patternOf(64 * 1024);
    const writing = (async () => {
      for (let count = 0; count < 100; count++) {
        await stream.write(piece);
        written += piece.length;
      }
      stream.end();
    })();
    await new Promise((resolve) => setTimeout(resolve, 100));
    // Every end on the way keeps some: far less than everything.
    expect(written).toBeLessThan(2_000_000);
    expect((await readAll(server)).length).toBe(100 * piece.length);
    await writing;
  });

  it('says why there is no connection', async () => {
    const { near } = cable(async () => {
      throw new NetworkProblemError('refused', 'nothing listens there');
    });
    const dialling = near.dial({ to: 'guest', port: 81 });
    await expect(dialling).rejects.toMatchObject({ problem: 'refused' });
    expect(near.connections).toBe(0);
  });

  it('breaks off on both sides what one side breaks off', async () => {
    const [given, server] = served();
    const { near } = cable(async () => given);
    const stream = await near.dial({ to: 'guest', port: 80 });
    const reading = expect(stream.read()).rejects.toMatchObject({ problem: 'reset' });
    server.abort();
    await reading;
    await expect(stream.write(patternOf(1))).rejects.toMatchObject({ problem: 'reset' });
  });

  it('breaks off everything when it is cut, also what is only dialled', async () => {
    let answered = false;
    const { near } = cable(() => {
      if (answered) return new Promise(() => {});
      answered = true;
      return Promise.resolve(served()[0]);
    });
    const stream = await near.dial({ to: 'guest', port: 80 });
    const reading = expect(stream.read()).rejects.toMatchObject({ problem: 'reset' });
    const dialling = expect(near.dial({ to: 'registry' })).rejects.toMatchObject({
      problem: 'silent',
    });
    near.cut();
    await Promise.all([reading, dialling]);
    await expect(near.dial({ to: 'registry' })).rejects.toMatchObject({ problem: 'silent' });
  });
});
