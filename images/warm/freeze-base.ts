import type { WrittenLayer } from '../../src/layers/layer-writer.ts';
import type { CapturedTerminal } from '../../src/machine/capture.ts';
import type { ImageManifest } from '../../src/machine/image/manifest.ts';
import type { LocalMachine } from '../../src/machine/local-machine.ts';
import type { StageProgress } from '../support/progress.ts';
import {
  freezeLayer,
  leaveShellWaiting,
  reclaimMemory,
  recordReads,
  typeCommands,
} from './guest-at-rest.ts';
import { createNodeMachine } from './node-machine.ts';

/**
 * What a visitor's first prompt and first commands read from the disk, typed into a terminal as a visitor would. It is
 * read once more after the cache was dropped, so that the layer carries exactly these pages and the first prompt waits
 * for no download of its own.
 */
const FIRST_STEPS = 'uname -r; echo $((6 * 7)); history -c; exit\r';

/**
 * What labs begin with: what it reads of the disk comes in bundles, in the order of these commands. Run after the layer was taken, so
 * that nothing of it is in the layer.
 */
export const COMMON_COMMANDS = `
lsns; ps aux; mount; df -h; free -m; id; hostname; date; cat /proc/self/mountinfo
unshare --fork --pid --mount-proc --uts --net --ipc --cgroup --user --map-root-user ps
ip -brief addr; ip netns add probe && ip link add probe0 type veth peer name probe1 && ip link del probe0; ip netns del probe
mkdir -p /tmp/l/a /tmp/l/b /tmp/l/w /tmp/l/m && mount -t overlay o -o lowerdir=/tmp/l/a,upperdir=/tmp/l/b,workdir=/tmp/l/w /tmp/l/m
umount /tmp/l/m; chroot / true; ldd /bin/ls; find /etc -name hosts; grep -c . /etc/passwd; sed -n 1p /etc/passwd; stat /; du -s /etc
mkdir /sys/fs/cgroup/probe && rmdir /sys/fs/cgroup/probe; strace -c true; nsenter --help; pstree; kill -l; sleep 0; seq 3; head -1 /etc/hosts
iptables -t nat -L; crun --version; man -w unshare; less --version; nano --version; tar --version; awk 1 /etc/hostname
`;

/** The `base` layer, and what the page should fetch after it. */
export interface FrozenBase extends WrittenLayer {
  readonly waitingShell: CapturedTerminal;
  /** Blocks of the disk that labs read first, in this order. */
  readonly firstReads: readonly number[];
}

/** Boots the machine in `folder`, warms it up, and writes its memory as the `base` layer. */
export async function freezeBase(
  folder: string,
  draft: Omit<ImageManifest, 'base'>,
  progress: StageProgress,
): Promise<FrozenBase> {
  // A cold boot reads no layer; the one that belongs here is being made.
  const manifest = { ...draft, base: { path: '', bytes: 0, sha256: '', id: '' } };
  const machine = createNodeMachine(folder, { bootMode: 'cold', manifest });
  machine.onStatusChange((status) => {
    if (status.state === 'booting') progress.report(status.lastKernelLine.slice(0, 60));
  });
  try {
    await machine.start();
    return await freeze(machine, manifest, progress);
  } finally {
    machine.destroy();
  }
}

async function freeze(
  machine: LocalMachine,
  { fingerprint }: ImageManifest,
  progress: StageProgress,
): Promise<FrozenBase> {
  progress.report('warming up');
  await reclaimMemory(machine);
  await typeCommands(machine, FIRST_STEPS);
  const waitingShell = await leaveShellWaiting(machine);
  const layer = await freezeLayer(machine, { fingerprint }, progress);
  progress.report('recording what labs read');
  return { ...layer, waitingShell, firstReads: await recordReads(machine, COMMON_COMMANDS) };
}
