import { type WrittenLayer, writeLayer } from '../../src/layers/layer-writer.ts';
import type { ImageManifest } from '../../src/machine/image/manifest.ts';
import type { LocalMachine } from '../../src/machine/local-machine.ts';
import type { StageProgress } from '../support/progress.ts';
import { zstdPacker } from '../support/zstd.ts';
import { createNodeMachine } from './node-machine.ts';

/**
 * What a visitor's first prompt and first commands read from the disk, typed into a terminal as a visitor would. It is
 * read once more after the cache was dropped, so that the layer carries exactly these pages and the first prompt waits
 * for no download of its own.
 */
const FIRST_STEPS = 'uname -r; echo $((6 * 7)); history -c; exit\r';

/** Read-ahead would bring in twice as much that nobody asked for. */
const READ_AHEAD_OFF = 'echo 0 > /sys/block/sda/queue/read_ahead_kb';
const READ_AHEAD_ON = 'echo 128 > /sys/block/sda/queue/read_ahead_kb';

/** A busy computer takes many times as long as an idle one. */
const SCRIPT_DEADLINE_MS = 900_000;

/**
 * What labs begin with, for the order in which the page fetches the rest of the disk: run after the layer was taken, so
 * that nothing of it is in the layer.
 */
const COMMON_COMMANDS = `
lsns; ps aux; mount; df -h; free -m; id; hostname; date; cat /proc/self/mountinfo
unshare --fork --pid --mount-proc --uts --net --ipc --cgroup --user --map-root-user ps
ip -brief addr; ip netns add probe && ip link add probe0 type veth peer name probe1 && ip link del probe0; ip netns del probe
mkdir -p /tmp/l/a /tmp/l/b /tmp/l/w /tmp/l/m && mount -t overlay o -o lowerdir=/tmp/l/a,upperdir=/tmp/l/b,workdir=/tmp/l/w /tmp/l/m
umount /tmp/l/m; chroot / true; ldd /bin/ls; find /etc -name hosts; grep -c . /etc/passwd; sed -n 1p /etc/passwd; stat /; du -s /etc
mkdir /sys/fs/cgroup/probe && rmdir /sys/fs/cgroup/probe; strace -c true; nsenter --help; pstree; kill -l; sleep 0; seq 3; head -1 /etc/hosts
iptables -t nat -L; crun --version; man -w unshare; less --version; nano --version; tar --version; awk 1 /etc/hostname
`;

/** Frees what the kernel can do without. */
const DROP_CACHES = 'sync; echo 3 > /proc/sys/vm/drop_caches';

/**
 * Writes zeros into all free memory and gives it back: pages that are zero are not in the layer. The reserves are lifted
 * meanwhile, or what lies in them stays: the DMA zone still holds the packed kernel image that the boot loader left,
 * which nothing could compress.
 *
 * Tried and measured: a second pass after the first steps presses their warm pages out of memory, or, kept small, brings
 * in more of busybox than it clears.
 */
const ZERO_FREE_MEMORY = `
set -e
box=/usr/lib/drydock/busybox
cd /proc/sys/vm
reserve=$($box cat min_free_kbytes) ratio=$($box cat lowmem_reserve_ratio)
echo 64 > min_free_kbytes
echo 0 0 > lowmem_reserve_ratio
$box mount -t tmpfs -o size=100% zero /mnt
filled=0 step=16384
while [ $step -ge 256 ]; do
  free=$($box awk '$1 == "MemFree:" {print $2}' /proc/meminfo)
  if [ $free -gt $((step + 512)) ] && 
     $box dd if=/dev/zero of=/mnt/zero bs=\${step}k seek=$((filled / step)) count=1 conv=notrunc 2> /dev/null; then
    filled=$((filled + step))
  else
    step=$((step / 2))
  fi
done
$box umount /mnt
echo $reserve > min_free_kbytes
echo $ratio > lowmem_reserve_ratio
`;

/** The `base` layer, and what the page should fetch after it. */
export interface FrozenBase extends WrittenLayer {
  /** Chunks of the disk to fetch ahead, in this order. */
  readonly workingSet: readonly number[];
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
  manifest: ImageManifest,
  progress: StageProgress,
): Promise<FrozenBase> {
  progress.report('warming up');
  await runInGuest(machine, DROP_CACHES);
  await runInGuest(machine, ZERO_FREE_MEMORY);
  await runInGuest(machine, DROP_CACHES);
  await runInGuest(machine, READ_AHEAD_OFF);
  await typeFirstSteps(machine);
  await runInGuest(machine, READ_AHEAD_ON);
  progress.report('freezing');
  const emulator = machine.emulator;
  if (emulator === undefined || machine.disk?.busy) throw new Error('the machine is not at rest');
  await emulator.stop();
  const devices = await emulator.saveDevices();
  const layer = await writeLayer(
    { memory: emulator.memory, devices, fingerprint: manifest.fingerprint },
    zstdPacker,
    (done, total) => progress.report(`${done} of ${total} parts packed`),
  );
  progress.report('recording what labs read');
  emulator.run();
  return { ...layer, workingSet: await recordWorkingSet(machine) };
}

/** Chunks of the disk that common commands read, in the order of their first use. */
async function recordWorkingSet(machine: LocalMachine): Promise<number[]> {
  const chunks = new Set<number>();
  if (machine.disk) machine.disk.onRead = (index) => void chunks.add(index);
  await machine.exec(COMMON_COMMANDS, { timeoutMs: SCRIPT_DEADLINE_MS });
  return [...chunks];
}

async function typeFirstSteps(machine: LocalMachine): Promise<void> {
  const terminal = await machine.openTerminal({ columns: 80, rows: 24 });
  terminal.onOutput((_bytes, consumed) => consumed());
  terminal.write(FIRST_STEPS);
  await terminal.ended;
}

async function runInGuest(machine: LocalMachine, script: string): Promise<void> {
  const { exitCode, stdout, stderr } = await machine.exec(script, {
    timeoutMs: SCRIPT_DEADLINE_MS,
  });
  if (exitCode !== 0)
    throw new Error(`in the guest, ${script.trim()}\nended with ${exitCode}: ${stdout}${stderr}`);
}
