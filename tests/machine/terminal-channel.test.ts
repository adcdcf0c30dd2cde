import { describe, expect, it, vi } from 'vitest';
import { FrameType } from '../../src/machine/agent/frames.ts';
import { bytesOf, talk } from './fake-port.ts';

const SIZE = { columns: 80, rows: 24 };

async function open(options = {}) {
  const { port, session } = talk();
  const opening = session.openTerminal({ ...SIZE, ...options });
  const frame = port.take(FrameType.terminalOpen);
  port.credit(FrameType.terminalOpened, frame.channel, 4242);
  return {
    port,
    session,
    frame,
    channel: frame.channel,
    terminal: await opening,
  };
}

describe('a terminal', () => {
  it('is opened with its size, window, program, variables and place', async () => {
    const { frame, terminal } = await open({
      argv: ['top', '-b'],
      env: { LANG: 'ko' },
      cwd: '/srv',
    });
    const { reader } = frame;
    expect([reader.u16(), reader.u16(), reader.u32()]).toEqual([80, 24, 128 * 1024]);
    expect([reader.u16(), reader.string(), reader.string()]).toEqual([2, 'top', '-b']);
    expect([reader.u16(), reader.string(), reader.string()]).toEqual([1, 'LANG=ko', '/srv']);
    expect(terminal.pid).toBe(4242);
  });

  it('keeps its output until somebody listens, in order', async () => {
    const { port, channel, terminal } = await open();
    port.say(FrameType.terminalOutput, channel, bytesOf('a'));
    port.say(FrameType.terminalOutput, channel, bytesOf('b'));
    const heard: string[] = [];
    const leave = terminal.onOutput((bytes) => heard.push(new TextDecoder().decode(bytes)));
    port.say(FrameType.terminalOutput, channel, bytesOf('c'));
    leave();
    port.say(FrameType.terminalOutput, channel, bytesOf('d'));
    expect(heard).toEqual(['a', 'b', 'c']);
    terminal.onOutput((bytes) => heard.push(new TextDecoder().decode(bytes)));
    expect(heard).toEqual(['a', 'b', 'c', 'd']);
  });

  it('gives the guest credit for what is on the screen, and only for that', async () => {
    const { port, channel, terminal } = await open();
    const consumed: (() => void)[] = [];
    terminal.onOutput((_bytes, done) => consumed.push(done));
    for (let sent = 0; sent < 4; sent++)
      port.say(FrameType.terminalOutput, channel, new Uint8Array(16_384));
    expect(port.has(FrameType.credit)).toBe(false);
    consumed[0]?.();
    consumed[0]?.();
    expect(port.has(FrameType.credit)).toBe(false);
    consumed[1]?.();
    expect(port.take(FrameType.credit).reader.u32()).toBe(32_768);
  });

  it('ends only when its last output was shown', async () => {
    const { port, channel, terminal } = await open();
    let show = () => {};
    terminal.onOutput((_bytes, consumed) => {
      show = consumed;
    });
    port.say(FrameType.terminalOutput, channel, bytesOf('last words'));
    port.exit(channel, 0, 7);
    const soon = await Promise.race([
      terminal.ended,
      new Promise((resolve) => setImmediate(resolve, 'open')),
    ]);
    expect(soon).toBe('open');
    show();
    expect(await terminal.ended).toEqual({ how: 'exited', status: 7 });
  });

  it('tells the signal that ended it', async () => {
    const { port, channel, terminal } = await open();
    port.exit(channel, 1, 15);
    expect(await terminal.ended).toEqual({ how: 'killed', signal: 15 });
  });

  it('types, resizes and hangs up; after its end nothing of it is sent', async () => {
    const { port, channel, terminal } = await open();
    terminal.write('한');
    expect(port.take(FrameType.input).payload).toEqual(bytesOf('한'));
    terminal.write(Uint8Array.of(3));
    expect(port.take(FrameType.input).payload).toEqual(Uint8Array.of(3));
    terminal.resize({ columns: 132, rows: 50 });
    const { reader } = port.take(FrameType.terminalResize);
    expect([reader.u16(), reader.u16()]).toEqual([132, 50]);
    terminal.close();
    port.take(FrameType.terminalClose);
    port.exit(channel, 1, 1);
    port.heard.length = 0;
    terminal.write('x');
    terminal.resize(SIZE);
    terminal.close();
    expect(port.heard).toEqual([]);
  });

  it('whose program cannot be started rejects', async () => {
    const { port, session } = talk();
    const opening = session.openTerminal(SIZE);
    port.exit(port.take(FrameType.terminalOpen).channel, 4, 2);
    await expect(opening).rejects.toMatchObject({
      code: 'exec-start',
      message: expect.stringContaining('errno 2'),
    });
  });

  it('that is refused rejects; a refusal after its opening does not end it', async () => {
    const refused = talk();
    const opening = refused.session.openTerminal(SIZE);
    refused.port.refuse(1, 5, 'no ptys');
    await expect(opening).rejects.toMatchObject({ code: 'agent-refused' });
    const { port, channel, terminal } = await open();
    port.refuse(channel, 1, 'crossed');
    port.exit(channel);
    expect(await terminal.ended).toEqual({ how: 'exited', status: 0 });
  });

  it('that is not opened in time is given up, and hung up should it come after all', async () => {
    vi.useFakeTimers();
    const { port, session } = talk();
    const caught = expect(session.openTerminal(SIZE)).rejects.toMatchObject({
      code: 'agent-silent',
    });
    await vi.advanceTimersByTimeAsync(30_000);
    await caught;
    port.take(FrameType.terminalClose);
    vi.useRealTimers();
  });
});
