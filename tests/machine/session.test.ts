import { describe, expect, it } from 'vitest';
import { encodeFrame, FrameType, syncSequence } from '../../src/machine/agent/frames.ts';
import { MachineError } from '../../src/machine/errors.ts';
import { bytesOf, INSTANCE, NOW_MS, talk } from './fake-port.ts';

const SIZE = { columns: 80, rows: 24 };

describe('the start of a conversation', () => {
  it('answers a HELLO with the 16 bytes of its instance and an ATTACH with time and entropy', async () => {
    const { port, session } = talk();
    port.hello();
    expect(port.synced).toEqual([syncSequence(INSTANCE)]);
    const { reader, payload } = port.take(FrameType.attach);
    expect([reader.u32(), reader.u32()]).toEqual([2, 128 * 1024]);
    expect(new DataView(payload.buffer).getBigUint64(8, true)).toBe(BigInt(NOW_MS) * 1000n);
    expect(payload.subarray(16)).toEqual(new Uint8Array(256).fill(0xee));
    port.attached();
    await expect(session.attached).resolves.toBeUndefined();
  });

  it('speaks first to the agent of a restored machine, without the 16 bytes', async () => {
    const { port, session } = talk();
    session.attach();
    expect(port.synced).toEqual([]);
    port.take(FrameType.attach);
    port.attached();
    await session.attached;
  });

  it('hangs up terminals that live on in restored memory, and keeps their numbers until they are gone', async () => {
    const { port, session } = talk();
    session.attach();
    port.attached(1, 2);
    expect(port.take(FrameType.terminalClose).channel).toBe(1);
    expect(port.take(FrameType.terminalClose).channel).toBe(2);
    void session.exec(['true']);
    expect(port.take(FrameType.scriptStart).channel).toBe(3);
    port.exit(1);
    port.exit(2);
    port.exit(3);
    expect(session.openChannels).toBe(0);
  });

  it('fails when the agent refuses it', async () => {
    const { port, session } = talk();
    session.attach();
    port.refuse(0, 7, 'version 3 wanted');
    await expect(session.attached).rejects.toThrow('refused (reason 7): version 3 wanted');
  });

  it('sets the clock again on demand', () => {
    const { port, session } = talk();
    session.setClock();
    const { payload } = port.take(FrameType.clock);
    expect(new DataView(payload.buffer).getBigUint64(0, true)).toBe(BigInt(NOW_MS) * 1000n);
  });
});

describe('an agent that was killed', () => {
  it('takes with it all that was open; its successor is attached', async () => {
    const { port, session } = talk();
    let restarts = 0;
    const leave = session.onRestart(() => {
      restarts += 1;
    });
    const script = session.exec(['sleep', '9']);
    const opening = session.openTerminal(SIZE);
    port.credit(FrameType.terminalOpened, port.take(FrameType.terminalOpen).channel, 42);
    const terminal = await opening;
    const ping = session.ping();
    port.hello();
    await expect(script).rejects.toMatchObject({ code: 'agent-restarted' });
    await expect(ping).rejects.toMatchObject({ code: 'agent-restarted' });
    expect(await terminal.ended).toEqual({ how: 'lost' });
    expect([session.openChannels, restarts, port.cleared]).toEqual([0, 1, 1]);
    port.take(FrameType.attach);
    leave();
  });

  it('is forgotten though it stopped in the middle of a frame', async () => {
    const { port } = talk();
    port.onBytes(encodeFrame(FrameType.terminalOutput, 1, new Uint8Array(1000)).subarray(0, 500));
    port.hello();
    expect(port.synced).toHaveLength(1);
  });

  it('may be replaced by a liar: nothing is thrown into the device, and the true successor is heard', async () => {
    const { port, session } = talk();
    const script = session.exec(['x']);
    port.onBytes(bytesOf('no frame at all'));
    await expect(script).rejects.toBeInstanceOf(MachineError);
    port.say(FrameType.exit, 1, Uint8Array.of(0));
    port.say(FrameType.pong, 0, Uint8Array.of(0));
    port.say(FrameType.attached, 0, new Uint8Array(3));
    port.hello();
    expect(port.synced).toHaveLength(1);
  });
});

describe('the end of a conversation', () => {
  it('rejects all that is pending with its reason, and everything later', async () => {
    const { port, session } = talk();
    const reason = new MachineError('machine-destroyed', 'gone');
    const pending = [
      session.attached,
      session.exec(['x']),
      session.openTerminal(SIZE),
      session.ping(),
    ];
    session.close(reason);
    for (const promise of pending) await expect(promise).rejects.toBe(reason);
    await expect(session.exec(['y'])).rejects.toBe(reason);
    await expect(session.ping()).rejects.toBe(reason);
    port.heard.length = 0;
    port.hello();
    session.attach();
    expect(port.heard).toEqual([]);
  });

  it('is never followed by a rejection that nobody hears', async () => {
    const { session } = talk();
    session.close(new Error('nobody waits for the attaching'));
    await new Promise((resolve) => setImmediate(resolve));
  });
});

describe('a ping', () => {
  it('is answered by its own pong', async () => {
    const { port, session } = talk();
    const [first, second] = [session.ping(), session.ping()];
    const tokens = [port.take(FrameType.ping).payload, port.take(FrameType.ping).payload];
    port.say(FrameType.pong, 0, tokens[1]);
    await second;
    const state = await Promise.race([first.then(() => 'answered'), Promise.resolve('waiting')]);
    expect(state).toBe('waiting');
    port.say(FrameType.pong, 0, tokens[0]);
    await first;
  });
});
