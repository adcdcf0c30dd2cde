import { PAGE_BYTES } from '../../src/layers/layer-format.ts';
import { type WrittenLayer, writeLayer } from '../../src/layers/layer-writer.ts';
import { WAIT_COMMAND, WAITING_MARK } from '../../src/machine/agent/waiting-shell.ts';
import type { CapturedTerminal } from '../../src/machine/capture.ts';
import { BlockIndex } from '../../src/machine/disk/block-index.ts';
import type { ChunkedDisk } from '../../src/machine/disk/chunked-disk.ts';
import type { LocalMachine } from '../../src/machine/local-machine.ts';
import { defer } from '../../src/support/deferred.ts';
import type { StageProgress } from '../support/progress.ts';
import { zstdPacker } from '../support/zstd.ts';

/** The build host may be busy with other things. */
const SCRIPT_DEADLINE_MS = 600_000;

/** A shell of one static program, which init has in memory anyway: it reads nothing of the C library, which a layer would then have. */
const OWN_BUSYBOX = '/usr/lib/drydock/busybox';

/** How much the kernel reads around a page that is missing, in KiB. An open file keeps what was set when it was opened. */
export const READ_AHEAD = '/sys/block/sda/queue/read_ahead_kb';
/** Read-ahead would bring in twice as much that nobody asked for. */
const READ_AHEAD_OFF = `echo 0 > ${READ_AHEAD}`;
const READ_AHEAD_ON = `echo 32 > ${READ_AHEAD}`;

/** Frees what the kernel can do without. */
const DROP_CACHES = `${OWN_BUSYBOX} sync; echo 3 > /proc/sys/vm/drop_caches`;
/**
 * Dropped caches keep what programs have mapped, more of it or less from boot to boot, and 80 MB of the Docker Engine's. There is less
 * than this, and it says so.
 */
const UNMAP_PROGRAMS = '! echo 400M > /sys/fs/cgroup/memory.reclaim';

/**
 * Writes zeros into all free memory and gives it back: pages that are zero are not in the layer. The reserves are lifted
 * meanwhile, or what lies in them stays: the DMA zone still holds the packed kernel image that the boot loader left,
 * which nothing could compress.
 *
 * Many small files, since the kernel notes of each page, also when it is free again, the how manyth of its file it was: of a single file
 * these are 130,000 different numbers, which are a twenty-fifth of the packed layer.
 *
 * Tried and measured: a second pass after the first steps presses their warm pages out of memory, or, kept small, brings
 * in more of busybox than it clears.
 */
const ZERO_FREE_MEMORY = `
set -e
box=${OWN_BUSYBOX}
cd /proc/sys/vm
reserve=$($box cat min_free_kbytes) ratio=$($box cat lowmem_reserve_ratio)
echo 64 > min_free_kbytes
echo 0 0 > lowmem_reserve_ratio
$box mount -t tmpfs -o size=100% zero /mnt
filled=0 step=4096
while [ $step -ge 256 ]; do
  free=$($box awk '$1 == "MemFree:" {print $2}' /proc/meminfo)
  if [ $free -gt $((step + 512)) ] && 
     $box dd if=/dev/zero of=/mnt/$filled bs=\${step}k count=1 2> /dev/null; then
    filled=$((filled + step))
  else
    step=$((step / 2))
  fi
done
$box umount /mnt
echo $reserve > min_free_kbytes
echo $ratio > lowmem_reserve_ratio
`;

/** Runs a script of the build in the guest. @throws Error with its output when it fails */
export async function runInGuest(
  machine: LocalMachine,
  script: string | readonly string[],
): Promise<string> {
  const { exitCode, stdout, stderr } = await machine.exec(script, {
    timeoutMs: SCRIPT_DEADLINE_MS,
  });
  if (exitCode !== 0) {
    const what = typeof script === 'string' ? script : script.join(' ');
    throw new Error(`in the guest, ${what.trim()}\nended with ${exitCode}: ${stdout}${stderr}`);
  }
  return stdout;
}

/** The same, in the shell that leaves nothing of its own in memory. Its commands are busybox's. */
export function runAlone(machine: LocalMachine, script: string): Promise<string> {
  return runInGuest(machine, [OWN_BUSYBOX, 'sh', '-c', script]);
}

/**
 * Leaves in memory only what is in use: caches are dropped, programs unmapped, and what is free is zero. From here on the kernel
 * reads page by page, until {@link leaveShellWaiting} has ended: what is in memory then is what was used, and nothing that lies
 * beside it on the disk.
 */
export async function reclaimMemory(machine: LocalMachine): Promise<void> {
  const drop = async () => {
    await runAlone(machine, UNMAP_PROGRAMS);
    await runAlone(machine, DROP_CACHES);
  };
  await drop();
  await runAlone(machine, ZERO_FREE_MEMORY);
  await runAlone(machine, READ_AHEAD_OFF);
  await drop();
}

/** Types into a login shell as a visitor would, to its end. The files that this reads are then in memory. */
export async function typeCommands(machine: LocalMachine, keys: string): Promise<void> {
  const terminal = await machine.openTerminal({ columns: 80, rows: 24 });
  terminal.onOutput((_bytes, consumed) => consumed());
  terminal.write(keys);
  await terminal.ended;
}

/**
 * Leaves a login shell in the machine that waits for a visitor's first terminal: what the page needs to know of it. See
 * `src/machine/agent/waiting-shell.ts`.
 */
export async function leaveShellWaiting(machine: LocalMachine): Promise<CapturedTerminal> {
  const terminal = await machine.openTerminal({ columns: 80, rows: 24 });
  const waits = defer<void>();
  terminal.onOutput((bytes, consumed) => {
    if (bytes.includes(WAITING_MARK.charCodeAt(0))) waits.resolve();
    consumed();
  });
  terminal.write(WAIT_COMMAND);
  await Promise.race([waits.promise, terminal.ended.then(refuseEnd)]);
  // Another program has had the processor since: the shell has gone on from its mark for as long as it could. It is the system's shell,
  // with which every preparation and check of a lab begins, so that they find it in memory.
  await runInGuest(machine, READ_AHEAD_ON);
  const shell = machine.terminals.find(({ pid }) => pid === terminal.pid);
  return shell ?? refuseEnd();
}

function refuseEnd(): never {
  throw new Error('the shell that was to wait has ended');
}

/** Writes the memory of a machine as a layer, and lets the machine go on. */
export async function freezeLayer(
  machine: LocalMachine,
  on: { readonly fingerprint: string; readonly parent?: { id: string; memory: Uint8Array } },
  progress: StageProgress,
): Promise<WrittenLayer> {
  progress.report('freezing');
  const { emulator, disk } = machine;
  if (emulator === undefined || disk === undefined || disk.busy)
    throw new Error('the machine is not at rest');
  await emulator.stop();
  const devices = await emulator.saveDevices();
  const layer = await writeLayer(
    { memory: emulator.memory, devices, placeOf: placesOn(disk), ...on },
    zstdPacker,
    (done, total) => progress.report(`${done} of ${total} parts packed`),
  );
  emulator.run();
  return layer;
}

/** Where on the disk a page's content is, in blocks, if it was read from there. */
function placesOn(disk: ChunkedDisk): (page: Uint8Array) => number | undefined {
  const blocks = new BlockIndex(disk);
  blocks.update();
  return (page) => blocks.find(page);
}

/**
 * Blocks of the disk, each as large as a page, that commands read, in the order of their first use. What they leave behind is of no
 * interest.
 */
export async function recordReads(machine: LocalMachine, commands: string): Promise<number[]> {
  const blocks = new Set<number>();
  if (machine.disk) {
    machine.disk.onRead = (start, length) => {
      for (let block = Math.floor(start / PAGE_BYTES); block * PAGE_BYTES < start + length; block++)
        blocks.add(block);
    };
  }
  await machine.exec(commands, { timeoutMs: SCRIPT_DEADLINE_MS });
  return [...blocks];
}
