import { describe, expect, it } from 'vitest';
import { PAGE_BYTES } from '../../src/layers/layer-format.ts';
import type { MachineCapture } from '../../src/machine/capture.ts';
import type { LocalMachine } from '../../src/machine/local-machine.ts';
import type { MachineTerminal } from '../../src/machine/machine.ts';
import { Console, Key, PROMPT } from './console.ts';
import { machinesOfEachTest, sh } from './machines.ts';

/** Programs that are read from the disk first, on a computer that does other things as well. */
const SLOW_MS = 120_000;

const ALLOWED_CLOCK_ERROR_MS = 1_000;

/** A clock that goes on from `start`, Unix time in milliseconds. */
function clockFrom(start: number): () => number {
  const origin = performance.now();
  return () => start + (performance.now() - origin);
}

/** Everything a learner may have built by the middle of a course, in one machine. */
const WORLD = `
  setsid sh -c 'exec sleep 100000' > /dev/null 2>&1 < /dev/null &
  echo $! > /root/background
  mkdir -p /tmp/o/lower /tmp/o/upper /tmp/o/work /tmp/o/merged
  echo below > /tmp/o/lower/file
  mount -t overlay overlay -o lowerdir=/tmp/o/lower,upperdir=/tmp/o/upper,workdir=/tmp/o/work /tmp/o/merged
  echo above > /tmp/o/merged/file
  mkdir /sys/fs/cgroup/limited
  echo 20M > /sys/fs/cgroup/limited/memory.max
  echo 25 > /sys/fs/cgroup/limited/pids.max
  echo $(cat /root/background) > /sys/fs/cgroup/limited/cgroup.procs
  ip netns add red; ip netns add blue
  ip link add eth-red netns red type veth peer name eth-blue netns blue
  ip -n red addr add 10.1.0.1/24 dev eth-red; ip -n red link set eth-red up
  ip -n blue addr add 10.1.0.2/24 dev eth-blue; ip -n blue link set eth-blue up`;

const LOOK = `
  ps -o comm= -p $(cat /root/background)
  cat /tmp/o/merged/file /tmp/o/upper/file /tmp/o/lower/file
  cat /sys/fs/cgroup/limited/memory.max /sys/fs/cgroup/limited/pids.max
  [ $(cat /sys/fs/cgroup/limited/cgroup.procs) = $(cat /root/background) ] && echo member
  ip netns exec red ping -c 1 -w 10 10.1.0.2 | grep -o '1 packets received'`;
const SEEN = 'sleep\nabove\nabove\nbelow\n20971520\n25\nmember\n1 packets received';

/** What a page draws for a machine that is put back. */
const FRESH_BYTES = 256;

/**
 * Notes what the agent asks of the kernel, in the guest itself, also after the machine was put back.
 *
 * That two machines draw other numbers does not show by itself that the page's bytes arrived: a kernel that draws anew (RNDRESEEDCRNG:
 * extract_entropy() in drivers/char/random.c of Linux 6.12) mixes in the processor's cycle counter where there is no RDRAND, and no two
 * machines are put back in the same cycle. Whoever knows the time to a few milliseconds could try all its values, though. A kernel
 * that is not told to draw anew repeats itself to the last bit for up to a minute: RNDADDENTROPY alone changes nothing before.
 */
const WATCH_AGENT = `
  setsid strace -s 512 -e trace=ioctl -e signal=none -o /tmp/calls -p $(pgrep -x drydock-agent) > /tmp/strace 2>&1 < /dev/null &
  until grep -q attached /tmp/strace; do sleep 0.1; done`;

/** Printable, so that it is noted as it is. */
function letter(first: string, at: number): number {
  return first.charCodeAt(0) + (at % 26);
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('it is not there');
  return value;
}

describe('a machine that is captured and put back', { timeout: 400_000 }, () => {
  const { make, started } = machinesOfEachTest();

  it('has its processes, mounts, groups, namespaces and open editor, in another page', async () => {
    const origin = await started();
    const counter = await Console.open(origin);
    const editor = await Console.open(origin);
    const script = expect(origin.exec('exec sleep 31337', { timeoutMs: 0 })).rejects.toMatchObject({
      code: 'machine-destroyed',
    });
    await sh(origin, WORLD);
    counter.type(`n=0; while sleep 0.1; do n=$((n + 1)); echo count $n; done${Key.enter}`);
    editor.type(`nano /root/letter${Key.enter}`);
    await editor.waitFor(/New File|GNU nano/, SLOW_MS);
    editor.type('never saved');
    await editor.waitFor(/never saved/, SLOW_MS);
    await counter.waitFor(/count 5\n/, SLOW_MS);
    let last = 0;
    const capture = await origin.capture({
      onMoment: () => {
        last = Number(/count (\d+)\n(?:count )?$/.exec(counter.text)?.[1]);
      },
    });
    origin.destroy();
    await script;

    const machine = make();
    const [first, second] = (await machine.restore(capture)).map((one) => new Console(one));
    expect(machine.status).toEqual({ state: 'ready' });
    expect([first?.terminal.pid, second?.terminal.pid]).toEqual([
      counter.terminal.pid,
      editor.terminal.pid,
    ]);
    const [, next] = (await first?.waitFor(/(\d+)\n/, SLOW_MS)) ?? [];
    expect(Number(next)).toBe(last + 1);
    second?.type(`, and more\x0f${Key.enter}`);
    await second?.waitFor(/Wrote/, SLOW_MS);
    expect(await sh(machine, 'cat /root/letter')).toBe('never saved, and more');
    expect(await sh(machine, LOOK)).toBe(SEEN);
    // Scripts are the page's, and end with it; terminals are the learner's.
    expect(await sh(machine, 'pgrep -fx "sleep 31337" || true')).toBe('');
  });

  it('has what it had read of the disk by reference, and reads it again in another page', async () => {
    // Whole files: how far one is read whose reader goes away is another matter each time.
    const SUMS = 'cat $(ls /usr/bin/[l-z]* | head -n 100) | sha256sum';
    const origin = await started();
    const before = (await origin.capture()).diskCopies?.pageNumbers.length ?? 0;
    const sums = await sh(origin, SUMS);
    const capture = await origin.capture();
    const { pageNumbers: copies, blocks } = required(capture.diskCopies);
    expect(copies.length).toBeGreaterThan(before + 1_000);
    expect(new Set(blocks).size).toBeGreaterThan(1_000);
    expect(capture.pages.length).toBeLessThan(copies.length * PAGE_BYTES);
    origin.destroy();

    const machine = make();
    await machine.restore(capture);
    // What was read is in memory: nothing of it is asked of the disk.
    const asked: number[] = [];
    required(machine.disk).onRead = (start) => asked.push(start / PAGE_BYTES);
    expect(await sh(machine, SUMS)).toBe(sums);
    const referred = new Set(blocks);
    expect(asked.filter((block) => referred.has(block))).toEqual([]);
    await expect(
      machine.restore({ ...capture, diskCopies: { ...required(capture.diskCopies), disk: 'x' } }),
    ).rejects.toMatchObject({ code: 'capture-foreign', subject: 'disk' });
    expect(await sh(machine, SUMS)).toBe(sums);
  });

  it('counts its time on from where it was, however often it is put back in the same page', async () => {
    const machine = await started({ profile: 'engine' });
    const age = async () => Number.parseFloat(await sh(machine, 'cat /proc/uptime'));
    const before = await age();
    const capture = await machine.capture();
    // By so much its time would leap, or stand still.
    await sh(machine, 'sleep 15');
    for (let time = 0; time < 3; time++) {
      const begin = performance.now();
      await machine.restore(capture);
      await sh(machine, 'sleep 0.1');
      const passed = (performance.now() - begin) / 1000;
      expect((await age()) - before).toBeLessThan(passed + 10);
    }
  });

  it('has the right time, and knows the keys and the size of the window', async () => {
    const taken = clockFrom(Date.UTC(2033, 1, 3));
    const origin = await started({ now: taken });
    const console = await Console.open(origin);
    // What it says comes when the terminal is its own; the shell alone would not be ended by a key.
    console.type(`sh -c 'echo $((6 * 7)); exec cat'${Key.enter}`);
    await console.waitFor(/\n42\n/, SLOW_MS);
    // More than the guest has buffers for: a part of a frame waits in the page, and must not be torn from its beginning.
    const scripts = Array.from({ length: 8 }, () =>
      origin.exec('cat > /dev/null', { stdin: 'x'.repeat(16_384), timeoutMs: 0 }),
    );
    console.type('k'.repeat(3_000));
    const capture = await origin.capture();
    for (const script of scripts) expect(await script).toMatchObject({ exitCode: 0 });
    console.type('not in the capture');
    await console.waitFor(/k{3000}not in the capture$/, SLOW_MS);
    for (const year of [2031, 2035]) {
      const now = clockFrom(Date.UTC(year, 5, 6));
      const machine = make({ now });
      const [terminal] = await machine.restore(structuredClone(capture));
      if (terminal === undefined) throw new Error('the terminal is gone');
      terminal.resize({ columns: 132, rows: 43 });
      const again = new Console(terminal);
      // The first key of all: it ends the program that was running.
      again.type(Key.ctrlC);
      await again.waitFor(PROMPT, SLOW_MS);
      again.type(`stty size${Key.enter}`);
      await again.waitFor(/\n43 132\n/, SLOW_MS);
      expect(again.text).not.toContain('not in the capture');
      const before = now();
      const guestMs = Number(await sh(machine, 'date +%s%3N'));
      expect(guestMs).toBeGreaterThanOrEqual(before - ALLOWED_CLOCK_ERROR_MS);
      expect(guestMs).toBeLessThanOrEqual(now() + ALLOWED_CLOCK_ERROR_MS);
      machine.destroy();
    }
  });

  it('draws other random numbers each time it is put back', async () => {
    // The same clock for both, so that it does not tell them apart.
    const now = () => Date.UTC(2033, 1, 3);
    const capture = await (await started({ now })).capture();
    const draws: string[] = [];
    for (const fill of [1, 2]) {
      const machine = make({ now, randomBytes: (length) => new Uint8Array(length).fill(fill) });
      await machine.restore(structuredClone(capture));
      draws.push(await sh(machine, 'head -c 16 /dev/urandom | od -An -tx1'));
    }
    expect(draws[0]).not.toBe(draws[1]);
  });

  it('hands what the page drew to the kernel whole, which draws anew from it at once', async () => {
    const origin = await started();
    await sh(origin, WATCH_AGENT);
    const capture = await origin.capture();
    for (const first of ['A', 'a']) {
      const drawn = (length: number) =>
        Uint8Array.from({ length }, (_none, at) => letter(first, at));
      const machine = make({ randomBytes: drawn });
      await machine.restore(structuredClone(capture));
      const calls = await sh(machine, 'grep RND /tmp/calls');
      const bytes = new TextDecoder().decode(drawn(FRESH_BYTES));
      expect(calls.replace(/ioctl\(\d+, /g, '').replace(/ +=/g, ' =')).toBe(
        `RNDADDENTROPY, {entropy_count=${8 * FRESH_BYTES}, buf_size=${FRESH_BYTES}, buf="${bytes}"}) = 0\n` +
          'RNDRESEEDCRNG) = 0',
      );
      machine.destroy();
    }
  });

  it('keeps the address of its network card', async () => {
    const address = 'modprobe virtio_net; cat /sys/class/net/eth0/address';
    const origin = await started();
    const before = await sh(origin, address);
    expect(before).toBe(cardOf(origin));
    const capture = await origin.capture();
    const machine = make();
    await machine.restore(capture);
    expect(await sh(machine, address)).toBe(before);
    expect(cardOf(machine)).toBe(before);
  });

  it('goes back in its own page: what was done since is undone, old terminals are lost, a stranger’s too', async () => {
    const machine = await started();
    const kept = await Console.open(machine);
    await kept.run('mkdir /root/before', SLOW_MS);
    const capture = await machine.capture();
    await kept.run(
      'rm -r /root/before; mkdir /root/after; dd if=/dev/zero of=/tmp/much bs=1M count=8',
      SLOW_MS,
    );
    const later = await machine.openTerminal({ columns: 80, rows: 24 });
    const script = machine.exec('sleep 1000', { timeoutMs: 0 });
    const ended = expect(script).rejects.toMatchObject({ code: 'machine-stopped' });
    const stranger = { number: 60, pid: 9999, columns: 80, rows: 24 };
    const terminals = await machine.restore({
      ...capture,
      terminals: [...capture.terminals, stranger],
    });
    await ended;
    expect(await later.ended).toEqual({ how: 'lost' });
    expect(await kept.terminal.ended).toEqual({ how: 'lost' });
    expect(await terminals[1]?.ended).toEqual({ how: 'lost' });
    const again = new Console(terminals[0] as MachineTerminal);
    expect(await again.run('ls -d /root/before /root/after /tmp/much 2>/dev/null', SLOW_MS)).toBe(
      '/root/before',
    );
  });

  it('goes on when a capture does not fit', async () => {
    const machine = await started();
    const console = await Console.open(machine);
    const capture = await machine.capture();
    const wrong: [Partial<MachineCapture>, string][] = [
      [{ parent: 'f'.repeat(64) }, 'capture-foreign'],
      [{ fingerprint: 'f'.repeat(64) }, 'capture-foreign'],
      [{ memoryBytes: 1024 }, 'capture-foreign'],
      [{ zeroPages: Uint32Array.of(2, 1) }, 'capture-invalid'],
      [{ pages: new Uint8Array(5) }, 'capture-invalid'],
      [{ devices: capture.devices.slice(0, 1000) }, 'capture-invalid'],
      [{ devices: capture.devices.slice().fill(0, 0, 4) }, 'capture-invalid'],
    ];
    for (const [change, code] of wrong) {
      await expect(machine.restore({ ...capture, ...change })).rejects.toMatchObject({ code });
      expect(machine.status.state).toBe('ready');
    }
    expect(await console.run('echo $((6 * 7))', SLOW_MS)).toBe('42');
  });
});

/** The address that v86 takes for the card's. */
function cardOf(machine: LocalMachine): string {
  const devices = machine.emulator?.cpu.devices as unknown as { virtio_net: { mac: Uint8Array } };
  return Array.from(devices.virtio_net.mac, (byte) => byte.toString(16).padStart(2, '0')).join(':');
}
