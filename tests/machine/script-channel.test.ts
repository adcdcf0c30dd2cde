import { describe, expect, it, vi } from 'vitest';
import { FrameType, MAX_PAYLOAD_BYTES } from '../../src/machine/agent/frames.ts';
import { bytesOf, talk } from './fake-port.ts';

describe('a script', () => {
  it('gives its output streams apart and its status', async () => {
    const { port, session } = talk();
    const result = session.exec(['sh', '-c', 'x'], {
      timeoutMs: 5000,
      env: { A: 'b' },
      cwd: '/tmp',
      stdin: 'in',
    });
    const { channel, reader } = port.take(FrameType.scriptStart);
    expect(reader.u32()).toBe(5000);
    reader.u32();
    expect(reader.u8()).toBe(0);
    expect([reader.u16(), reader.string(), reader.string(), reader.string()]).toEqual([
      3,
      'sh',
      '-c',
      'x',
    ]);
    expect([reader.u16(), reader.string(), reader.string()]).toEqual([1, 'A=b', '/tmp']);
    expect(port.take(FrameType.input).payload).toEqual(bytesOf('in'));
    port.take(FrameType.inputEnd);
    port.say(FrameType.scriptStdout, channel, bytesOf('한국').subarray(0, 2));
    port.say(FrameType.scriptStderr, channel, bytesOf('oops'));
    port.say(FrameType.scriptStdout, channel, bytesOf('한국').subarray(2));
    port.exit(channel, 0, 3);
    expect(await result).toEqual({
      exitCode: 3,
      stdout: '한국',
      stderr: 'oops',
    });
    expect(session.openChannels).toBe(0);
  });

  it.each([
    ['learner', 0],
    ['pristine', 1],
  ] as const)('asks for the %s root by its number', (root, number) => {
    const { port, session } = talk();
    void session.exec(['x'], { root });
    const { reader } = port.take(FrameType.scriptStart);
    reader.u32();
    reader.u32();
    expect(reader.u8()).toBe(number);
    expect([reader.u16(), reader.string()]).toEqual([1, 'x']);
  });

  it('that was killed has the status a shell would report', async () => {
    const { port, session } = talk();
    const result = session.exec(['x']);
    port.exit(port.take(FrameType.scriptStart).channel, 1, 9);
    expect(await result).toMatchObject({ exitCode: 137 });
  });

  it.each([
    [2, 'exec-deadline'],
    [3, 'exec-cancelled'],
    [4, 'exec-start'],
  ])('that ended in way %i rejects as %s', async (how, code) => {
    const { port, session } = talk();
    const result = session.exec(['prog']);
    port.exit(port.take(FrameType.scriptStart).channel, how, 2);
    await expect(result).rejects.toMatchObject({ code, subject: 'prog' });
  });

  it('that is refused rejects with the words of the agent', async () => {
    const { port, session } = talk();
    const result = session.exec(['x']);
    port.refuse(port.take(FrameType.scriptStart).channel, 3, 'too many');
    await expect(result).rejects.toMatchObject({
      code: 'agent-refused',
      message: expect.stringContaining('too many'),
    });
    expect(session.openChannels).toBe(0);
  });

  it('is not ended by a refusal that crosses its end', async () => {
    const { port, session } = talk();
    const result = session.exec(['x']);
    const { channel } = port.take(FrameType.scriptStart);
    port.credit(FrameType.scriptStarted, channel, 100);
    port.refuse(channel, 1, 'unknown channel');
    port.exit(channel, 0, 0);
    expect(await result).toMatchObject({ exitCode: 0 });
  });

  it('that is cancelled rejects at once with the reason, and is killed', async () => {
    const { port, session } = talk();
    const abort = new AbortController();
    const result = session.exec(['x'], { signal: abort.signal });
    const { channel } = port.take(FrameType.scriptStart);
    abort.abort(new Error('changed my mind'));
    await expect(result).rejects.toThrow('changed my mind');
    expect(port.take(FrameType.scriptCancel).channel).toBe(channel);
    expect(session.openChannels).toBe(1);
    port.exit(channel, 3);
    expect(session.openChannels).toBe(0);
  });

  it('that was cancelled before its start is never started', async () => {
    const { port, session } = talk();
    const signal = AbortSignal.abort(new Error('too late'));
    await expect(session.exec(['x'], { signal })).rejects.toThrow('too late');
    expect(port.heard).toEqual([]);
  });

  it('is given credit for what it printed, in lots', () => {
    const { port, session } = talk();
    void session.exec(['x']);
    const { channel } = port.take(FrameType.scriptStart);
    const output = new Uint8Array(32_000);
    port.say(FrameType.scriptStdout, channel, output);
    port.say(FrameType.scriptStderr, channel, output);
    expect(port.has(FrameType.credit)).toBe(false);
    port.say(FrameType.scriptStdout, channel, output);
    expect(port.take(FrameType.credit).reader.u32()).toBe(96_000);
  });

  it('that prints more than is kept is stopped and rejects', async () => {
    const { port, session } = talk();
    const result = session.exec(['yes']);
    const caught = expect(result).rejects.toMatchObject({
      code: 'exec-output',
      subject: 'yes',
    });
    const { channel } = port.take(FrameType.scriptStart);
    const output = new Uint8Array(MAX_PAYLOAD_BYTES);
    for (let printed = 0; printed <= 16 * 1024 * 1024; printed += output.length) {
      port.say(FrameType.scriptStdout, channel, output);
    }
    await caught;
    expect(port.take(FrameType.scriptCancel).channel).toBe(channel);
  });

  it('is given up when the agent does not even end it at its deadline', async () => {
    vi.useFakeTimers();
    const { session } = talk();
    const result = session.exec(['x'], { timeoutMs: 1000 });
    const caught = expect(result).rejects.toMatchObject({
      code: 'agent-silent',
    });
    await vi.advanceTimersByTimeAsync(11_000);
    await caught;
    vi.useRealTimers();
  });
});

describe('input', () => {
  it('is held back at the window and goes on as the guest takes it, in order', () => {
    const { port, session } = talk();
    const input = Uint8Array.from({ length: 40_000 }, (_, index) => index & 0xff);
    void session.exec(['cat'], { stdin: input });
    const { channel } = port.take(FrameType.scriptStart);
    const sent = [port.take(FrameType.input).payload];
    expect(sent[0]).toHaveLength(16_384);
    expect(port.heard).toEqual([]);
    while (!port.has(FrameType.inputEnd)) {
      port.credit(FrameType.inputCredit, channel, 10_000);
      if (port.has(FrameType.input)) sent.push(port.take(FrameType.input).payload);
    }
    expect(Buffer.concat(sent).equals(input)).toBe(true);
    expect(sent.every((part) => part.length <= 16_384)).toBe(true);
  });

  it('that is empty is closed at once', () => {
    const { port, session } = talk();
    void session.exec(['cat']);
    expect(port.heard.map(({ type }) => type)).toEqual([FrameType.scriptStart, FrameType.inputEnd]);
  });
});
