import { chmod, copyFile, cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached } from '../support/cache.ts';
import { run } from '../support/run.ts';

const OVER_PACKAGES = fileURLToPath(new URL('../rootfs', import.meta.url));

/** Makes the file system's identity the same in every build. */
const FILE_SYSTEM_UUID = 'd0c5d0c5-0000-4000-8000-000000000001';

/** The directories that must be there to be mounted on: the disk is read-only when they are needed. */
const MOUNT_POINTS = [
  'dev',
  'proc',
  'sys',
  'run',
  'tmp',
  'mnt',
  'srv',
  'home',
  'var/lib/docker',
  'var/lib/containerd',
];

/**
 * The ends of files lie in blocks of their own, not beside their inodes. Else the kernel, to read a program back in, also needs a block
 * of inodes, asks for memory where it must not wait for the file system, and never calls the OOM killer when there is none: one program
 * in seven that wanted all memory stood still for five minutes. Pages of memory with such ends are also blocks of the disk now.
 */
const LAYOUT = '-Enoinline_data';

/** What is laid together to make the disk. */
export interface DiskParts {
  /** Folder with the unpacked packages. */
  readonly packages: string;
  /** Folder with `lib/modules`. */
  readonly modules: string;
  readonly agent: string;
  /** What dockerd starts in the place of crun. */
  readonly ociRuntime: string;
}

/**
 * Makes the root file system: erofs, not compressed. What is downloaded is compressed chunk by chunk on the host, and the
 * emulated processor is the last that should unpack anything.
 * @returns the path of the image
 */
export async function buildDisk(parts: DiskParts): Promise<string> {
  const version = await run('mkfs.erofs', ['--version']).catch(() => 'unknown');
  const inputs = [version, { path: fileURLToPath(import.meta.url) }, { path: OVER_PACKAGES }];
  const contents = [parts.packages, parts.modules, parts.agent, parts.ociRuntime].map((path) => ({
    path,
  }));
  const directory = await cached('disk', [...inputs, ...contents], async (target) => {
    const tree = join(target, 'tree');
    await assemble(parts, tree);
    const image = join(target, 'disk.erofs');
    const identity = ['-T0', `-U${FILE_SYSTEM_UUID}`, '--all-root'];
    await run('mkfs.erofs', [...identity, LAYOUT, image, tree]);
    await run('rm', ['-rf', tree]);
  });
  return join(directory, 'disk.erofs');
}

async function assemble(parts: DiskParts, tree: string): Promise<void> {
  await run('cp', ['-a', parts.packages, tree]);
  await cp(join(parts.modules, 'lib/modules'), join(tree, 'usr/lib/modules'), { recursive: true });
  await run('cp', ['-a', `${OVER_PACKAGES}/.`, tree]);
  const own = join(tree, 'usr/lib/drydock');
  await addProgram(parts.agent, join(own, 'drydock-agent'));
  await addProgram(parts.ociRuntime, join(own, 'engine/crun'));
  await setUpBusybox(tree);
  for (const directory of MOUNT_POINTS) await mkdir(join(tree, directory), { recursive: true });
  await chmod(join(tree, 'tmp'), 0o1777);
  await chmod(join(tree, 'root'), 0o700);
}

async function addProgram(from: string, to: string): Promise<void> {
  await copyFile(from, to);
  await chmod(to, 0o755);
}

/** Served by busybox: init and what speaks to it, and what the kernel calls to load a module. */
const BUSYBOX_COMMANDS = [
  'init',
  'poweroff',
  'reboot',
  'halt',
  'modprobe',
  'insmod',
  'rmmod',
  'lsmod',
  'modinfo',
  'depmod',
];

/** A copy of our own stays when a learner replaces or removes the busybox in the path. */
async function setUpBusybox(tree: string): Promise<void> {
  const own = join(tree, 'usr/lib/drydock/busybox');
  await addProgram(join(tree, 'usr/bin/busybox'), own);
  for (const name of BUSYBOX_COMMANDS) {
    await run('ln', ['-sf', '../lib/drydock/busybox', join(tree, 'usr/sbin', name)]);
  }
}
