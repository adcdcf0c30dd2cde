import { open } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { run } from '../../images/support/run.ts';
import { openBelow } from '../../images/warm/node-machine.ts';
import type { AgentPort } from '../../src/machine/agent/line.ts';
import { AgentSession } from '../../src/machine/agent/session.ts';
import { ImageSource } from '../../src/machine/image/image-source.ts';
import type { ImageManifest } from '../../src/machine/image/manifest.ts';
import { ZstdCodec } from '../../src/machine/image/zstd-codec.ts';
import { scratchFolder } from './scratch.ts';

/** How long qemu may take to boot before the bench gives up, in milliseconds. */
const BOOT_DEADLINE_MS = 120_000;

/** The agent looks for its line under this name, which is also the one v86 gives. */
const PORT_NAME = 'virtio-0';

/**
 * The same kernel, disk and agent under qemu without hardware acceleration: what emulation can reach on this computer.
 * Its devices are v86's as far as the guest can tell: one processor, an IDE disk, a virtio serial port, a virtio network card.
 */
export class QemuGuest {
  readonly #session: AgentSession;
  readonly #end: () => Promise<void>;

  private constructor(session: AgentSession, end: () => Promise<void>) {
    this.#session = session;
    this.#end = end;
  }

  /** Boots the image in `folder` (which holds `image/`). */
  static async boot(folder: string, manifest: ImageManifest): Promise<QemuGuest> {
    const scratch = await scratchFolder('qemu');
    const disk = join(scratch, 'disk');
    await assembleDisk(folder, manifest.disk, disk);
    const line = join(scratch, 'agent');
    const connected = acceptOne(line);
    const abort = new AbortController();
    const ended = run('qemu-system-i386', qemuArguments(folder, manifest, disk, line), {
      signal: abort.signal,
    });
    const failed = ended.then(() => {
      throw new Error('qemu ended by itself');
    });
    const end = async () => {
      abort.abort();
      await ended.catch(() => undefined); // being stopped is what was asked for
    };
    try {
      const socket = await Promise.race([connected, failed]);
      const session = new AgentSession(new SocketPort(socket), {
        now: () => Date.now(),
        randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
      });
      await Promise.race([session.attached, failed, deadline(BOOT_DEADLINE_MS)]);
      return new QemuGuest(session, end);
    } catch (error) {
      await end();
      throw error;
    } finally {
      failed.catch(() => undefined); // from here on told by whoever waits for an answer
    }
  }

  /** Runs a script in the guest and tells how long that took. */
  async exec(
    script: string,
    timeoutMs: number,
  ): Promise<{ ms: number; exitCode: number; output: string }> {
    const start = performance.now();
    const { exitCode, stdout, stderr } = await this.#session.exec(['/bin/sh', '-c', script], {
      timeoutMs,
    });
    return { ms: performance.now() - start, exitCode, output: stdout + stderr };
  }

  async stop(): Promise<void> {
    this.#session.close(new Error('the yardstick was put away'));
    await this.#end();
  }
}

function qemuArguments(
  folder: string,
  { cold, hardware }: ImageManifest,
  disk: string,
  line: string,
): string[] {
  return [
    ...['-machine', 'pc', '-accel', 'tcg', '-smp', '1', '-m', `${hardware.memoryBytes / 2 ** 20}`],
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot', '-serial', 'null'],
    ...['-kernel', join(folder, cold.kernel.path), '-append', cold.commandLine],
    ...['-drive', `file=${disk},if=ide,format=raw,snapshot=on`],
    ...['-device', 'virtio-serial-pci,disable-legacy=on,disable-modern=off'],
    ...['-chardev', `socket,id=agent,path=${line}`],
    ...['-device', `virtserialport,chardev=agent,name=${PORT_NAME}`],
    ...['-nic', 'user,restrict=on,model=virtio-net-pci'],
  ];
}

/** Puts the chunks of the image together again. */
async function assembleDisk(
  folder: string,
  disk: ImageManifest['disk'],
  target: string,
): Promise<void> {
  const source = new ImageSource(openBelow(folder), new AbortController().signal);
  const codec = new ZstdCodec();
  const file = await open(target, 'w');
  try {
    for (const index of disk.chunks.keys()) {
      const bytes = await source.readChunk(disk, index, codec);
      await file.write(bytes, 0, bytes.length, index * disk.chunkBytes);
    }
  } finally {
    await file.close();
  }
}

/** Listens before qemu is started, so that the agent's first word is heard. */
function acceptOne(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      server.close();
      resolve(socket);
    });
    server.on('error', reject);
    server.listen(path);
    server.unref();
  });
}

function deadline(ms: number): Promise<never> {
  return new Promise((_, reject) => {
    const late = () => reject(new Error(`the agent under qemu was silent for ${ms} ms`));
    setTimeout(late, ms).unref();
  });
}

/** The agent's line, over a socket. */
class SocketPort implements AgentPort {
  onBytes: (bytes: Uint8Array) => void = () => {};
  readonly #socket: Socket;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes) => this.onBytes(new Uint8Array(bytes)));
    socket.on('error', () => socket.destroy()); // qemu is gone, which its own end tells
  }

  send(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  clear(): void {}
}
