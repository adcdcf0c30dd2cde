import { describe, expect, it, vi } from 'vitest';
import { FrameType } from '../../src/machine/agent/frames.ts';
import { type FakePort, talk } from './fake-port.ts';

const SIZE = { columns: 80, rows: 24 };

function answerPing(port: FakePort): void {
  port.say(FrameType.pong, 0, port.take(FrameType.ping).payload);
}

async function withTerminal() {
  const { port, session } = talk();
  session.attach();
  port.attached();
  const opening = session.openTerminal(SIZE);
  const { channel } = port.take(FrameType.terminalOpen);
  port.credit(FrameType.terminalOpened, channel, 42);
  return { port, session, terminal: await opening, channel };
}

describe('the line to the agent at rest', () => {
  it('is reached when the agent has answered what was sent before, and keeps later frames in order', async () => {
    const { port, session, terminal } = await withTerminal();
    const resting = session.quiesce();
    terminal.write('typed ');
    terminal.write('meanwhile');
    answerPing(port);
    const release = await resting;
    terminal.resize({ columns: 100, rows: 30 });
    expect(port.heard.map(({ type }) => type)).toEqual([FrameType.attach]);
    release();
    expect(port.take(FrameType.input).payload).toEqual(new TextEncoder().encode('typed '));
    expect(port.take(FrameType.input).payload).toEqual(new TextEncoder().encode('meanwhile'));
    expect(port.has(FrameType.terminalResize)).toBe(true);
  });

  it('is given up when the signal says so; nothing is held back any more', async () => {
    const { session, port, terminal } = await withTerminal();
    const abort = new AbortController();
    const resting = session.quiesce(abort.signal);
    terminal.write('x');
    abort.abort(new Error('left'));
    await expect(resting).rejects.toThrow('left');
    expect(port.has(FrameType.input)).toBe(true);
  });

  it('is given up when the agent is silent', async () => {
    vi.useFakeTimers();
    try {
      const { session, port, terminal } = await withTerminal();
      const resting = expect(session.quiesce()).rejects.toMatchObject({ code: 'agent-silent' });
      terminal.write('x');
      await vi.advanceTimersByTimeAsync(10_000);
      await resting;
      expect(port.has(FrameType.input)).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is given up when the agent was killed, whose successor is told nothing of what was held for it', async () => {
    const { session, port, terminal } = await withTerminal();
    port.take(FrameType.attach);
    const resting = session.quiesce();
    terminal.write('for the dead one');
    port.hello();
    await expect(resting).rejects.toMatchObject({ code: 'agent-restarted' });
    expect(port.has(FrameType.input)).toBe(false);
    expect(port.has(FrameType.attach)).toBe(true);
  });

  it('is given up when the machine is gone', async () => {
    const { session } = await withTerminal();
    const reason = new Error('destroyed');
    const resting = session.quiesce();
    session.close(reason);
    await expect(resting).rejects.toBe(reason);
    await expect(session.quiesce()).rejects.toBe(reason);
    await expect(session.end).rejects.toBe(reason);
    expect(() => session.requireOpen()).toThrow(reason);
  });
});

describe('terminals in a capture', () => {
  it('are those whose programs run, with their present size', async () => {
    const { port, session, terminal, channel } = await withTerminal();
    terminal.resize({ columns: 132, rows: 43 });
    void session.openTerminal(SIZE).catch(() => undefined);
    void session.exec(['true']).catch(() => undefined);
    expect(session.terminals).toEqual([{ number: channel, pid: 42, columns: 132, rows: 43 }]);
    terminal.close();
    expect(session.terminals).toEqual([]);
    port.exit(channel);
    session.close(new Error('over'));
  });

  it('are taken over: their output comes, keys reach them, strangers are hung up, the missing are lost', async () => {
    const { port, session } = talk();
    const adopted = session.adopt([
      { number: 5, pid: 42, ...SIZE },
      { number: 9, pid: 43, ...SIZE },
    ]);
    session.attach();
    port.attached(5, 7);
    expect(adopted.map(({ pid }) => pid)).toEqual([42, 43]);
    expect(await adopted[1]?.ended).toEqual({ how: 'lost' });
    expect(port.take(FrameType.terminalClose).channel).toBe(7);
    let text = '';
    adopted[0]?.onOutput((bytes, consumed) => {
      text += new TextDecoder().decode(bytes);
      consumed();
    });
    port.say(FrameType.terminalOutput, 5, new TextEncoder().encode('again'));
    adopted[0]?.write('k');
    expect(text).toBe('again');
    expect(port.take(FrameType.input).channel).toBe(5);
    port.exit(5, 0, 3);
    expect(await adopted[0]?.ended).toEqual({ how: 'exited', status: 3 });
  });

  it('are lost with the agent, without a rejection that nobody hears', async () => {
    const { session } = talk();
    const [adopted] = session.adopt([{ number: 5, pid: 42, ...SIZE }]);
    session.attach();
    session.close(new Error('over'));
    expect(await adopted?.ended).toEqual({ how: 'lost' });
  });
});
