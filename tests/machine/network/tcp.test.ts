import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ByteStream } from '../../../src/machine/network/byte-stream.ts';
import { TcpFlag } from '../../../src/machine/network/tcp-segment.ts';
import { defer } from '../../../src/support/deferred.ts';
import { GUEST, PAGE, patternOf, segmentOf, twoEnds } from './two-ends.ts';

const PORT = 80;

/** A connection that the guest made to the page, and both its ends. */
async function connected(ends: ReturnType<typeof twoEnds>) {
  const accepted = defer<ByteStream>();
  ends.page.listen(PAGE, PORT, accepted.resolve);
  const theirs = await ends.guest.connect(GUEST, PAGE, PORT);
  return { theirs, ours: await accepted.promise };
}

async function readAll(stream: ByteStream): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (let part = await stream.read(); part; part = await stream.read()) parts.push(part);
  return new Uint8Array(Buffer.concat(parts));
}

describe('a TCP connection', () => {
  afterEach(() => void vi.useRealTimers());

  it('carries bytes both ways over the wrap of the sequence numbers, and leaves nothing behind', async () => {
    const ends = twoEnds();
    const { theirs, ours } = await connected(ends);
    const down = patternOf(1_500_000);
    const up = patternOf(700_001);
    const sending = ours.write(down).then(() => ours.end());
    const uploading = theirs.write(up).then(() => theirs.end());
    const [got, kept] = await Promise.all([readAll(theirs), readAll(ours)]);
    await Promise.all([sending, uploading]);
    expect(Buffer.compare(got, down)).toBe(0);
    expect(Buffer.compare(kept, up)).toBe(0);
    await vi.waitFor(() => expect([ends.page.size, ends.guest.size]).toEqual([0, 0]));
  });

  it('never sends more than the other side said that it takes, in a segment and in all', async () => {
    const ends = twoEnds({ page: 8_960, guest: 1_000 });
    const { theirs, ours } = await connected(ends);
    const writing = ours.write(patternOf(2_000_000));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const payloads = ends.passed
      .filter(({ from }) => from === 'page')
      .map((passed) => segmentOf(passed).payload.length);
    expect(Math.max(...payloads)).toBe(1_000);
    const sent = payloads.reduce((sum, length) => sum + length, 0);
    // Nobody reads: the other side's buffer is full, and ours keeps the rest.
    expect(sent).toBeGreaterThan(200_000);
    expect(sent).toBeLessThanOrEqual(256 * 1024);
    theirs.abort();
    await expect(writing).rejects.toMatchObject({ problem: 'reset' });
  });

  it('goes on with a reader who begins late and reads slowly', async () => {
    const ends = twoEnds();
    const { theirs, ours } = await connected(ends);
    const bytes = patternOf(1_500_000);
    void ours.write(bytes).then(() => ours.end());
    const parts: Uint8Array[] = [];
    for (let part = await theirs.read(); part; part = await theirs.read()) {
      parts.push(part);
      if (parts.length % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    expect(Buffer.compare(Buffer.concat(parts), bytes)).toBe(0);
  });

  it('sends again what was lost, whatever it was', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const ends = twoEnds();
    let seen = 0;
    ends.cable.carries = () => seen++ % 5 !== 3;
    const accepted = defer<ByteStream>();
    ends.page.listen(PAGE, PORT, accepted.resolve);
    const clock = setInterval(() => vi.advanceTimersByTime(1_000), 1);
    const theirs = await ends.guest.connect(GUEST, PAGE, PORT);
    const bytes = patternOf(40_000);
    void theirs.write(bytes).then(() => theirs.end());
    const got = await readAll(await accepted.promise);
    clearInterval(clock);
    expect(Buffer.compare(got, bytes)).toBe(0);
  });

  it('is refused at once by a port that nobody listens on', async () => {
    const ends = twoEnds();
    await expect(ends.page.connect(PAGE, GUEST, 81)).rejects.toMatchObject({ problem: 'refused' });
    expect(ends.page.size).toBe(0);
  });

  it('fails when the guest does not answer, and not before it was asked several times', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const ends = twoEnds();
    ends.cable.carries = () => false;
    const connecting = ends.page.connect(PAGE, GUEST, PORT);
    const failed = expect(connecting).rejects.toMatchObject({ problem: 'silent' });
    await vi.advanceTimersByTimeAsync(200_000);
    await failed;
    expect(ends.passed.length).toBeGreaterThan(5);
  });

  it('is given up by its signal', async () => {
    const ends = twoEnds();
    ends.cable.carries = () => false;
    const abort = new AbortController();
    const connecting = ends.page.connect(PAGE, GUEST, PORT, abort.signal);
    abort.abort(new Error('enough'));
    await expect(connecting).rejects.toThrow('enough');
    expect(ends.page.size).toBe(0);
  });

  it('tells both ends when one breaks it off', async () => {
    const ends = twoEnds();
    const { theirs, ours } = await connected(ends);
    const reading = ours.read();
    theirs.abort();
    await expect(reading).rejects.toMatchObject({ problem: 'reset' });
    await expect(ours.write(patternOf(1))).rejects.toMatchObject({ problem: 'reset' });
    expect(ends.page.size).toBe(0);
  });

  it('answers segments of a connection it does not know with a reset', async () => {
    const ends = twoEnds();
    const { theirs } = await connected(ends);
    ends.page.close();
    ends.passed.length = 0;
    const stray = twoEnds();
    const other = await connected(stray);
    const packets = stray.passed.length;
    void other.theirs.write(patternOf(10));
    const late = stray.passed[packets];
    if (late === undefined) throw new Error('nothing was sent');
    ends.page.receive(late.packet);
    expect(segmentOf({ ...late, packet: ends.passed.at(-1)?.packet ?? late.packet }).flags).toBe(
      TcpFlag.rst,
    );
    await expect(theirs.read()).rejects.toMatchObject({ problem: 'reset' });
  });
});

describe('an address that stands for another computer', () => {
  it('passes connections to any of its ports on', async () => {
    const [ends, beyond] = [twoEnds(), twoEnds()];
    const accepted = defer<ByteStream>();
    beyond.guest.listen(GUEST, 8080, accepted.resolve);
    ends.page.forward(PAGE, (port) => beyond.page.connect(PAGE, GUEST, port));
    const theirs = await ends.guest.connect(GUEST, PAGE, 8080);
    const server = await accepted.promise;
    await theirs.write(patternOf(3));
    theirs.end();
    expect(await readAll(server)).toEqual(patternOf(3));
    await server.write(patternOf(5));
    server.end();
    expect(await readAll(theirs)).toEqual(patternOf(5));
    await vi.waitFor(() => expect([ends.page.size, beyond.page.size]).toEqual([0, 0]));
  });

  it('refuses what is refused there, and what is no longer forwarded', async () => {
    const [ends, beyond] = [twoEnds(), twoEnds()];
    const stop = ends.page.forward(PAGE, (port) => beyond.page.connect(PAGE, GUEST, port));
    const refused = { problem: 'refused' };
    await expect(ends.guest.connect(GUEST, PAGE, 81)).rejects.toMatchObject(refused);
    stop();
    await expect(ends.guest.connect(GUEST, PAGE, 8080)).rejects.toMatchObject(refused);
  });

  it('is dialled once, however often the guest asks meanwhile', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const ends = twoEnds();
    const answer = defer<ByteStream>();
    const dial = vi.fn(() => answer.promise);
    ends.page.forward(PAGE, dial);
    const connecting = ends.guest.connect(GUEST, PAGE, 80);
    await vi.advanceTimersByTimeAsync(5_000);
    await new Promise((done) => setImmediate(done));
    const [far] = await otherEnd();
    answer.resolve(far);
    await connecting;
    expect(dial).toHaveBeenCalledTimes(1);
    expect(ends.page.size).toBe(1);
  });
});

/** Both ends of a connection that has nothing to do with the others. */
async function otherEnd(): Promise<[ByteStream, ByteStream]> {
  const { theirs, ours } = await connected(twoEnds());
  return [theirs, ours];
}
