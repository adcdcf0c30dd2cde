import type { Machine } from '../../machine/machine.ts';

/** What a machine's kernel says of itself. */
export interface MachineFacts {
  /** As `uname -r` prints it. */
  readonly kernelRelease: string;
  /** Drawn by the kernel when it starts: equal where the kernel is the same, and new after every boot. */
  readonly bootId: string;
  /** Memory that the kernel has for itself and for programs, in bytes. */
  readonly memoryBytes: number;
  /** Seconds since the kernel started. */
  readonly uptimeSeconds: number;
  /** Processes, threads of the kernel among them. */
  readonly processes: number;
  /** Size of the disk, in bytes. */
  readonly diskBytes: number;
  /** Size of the file that the kernel was loaded from, in bytes. */
  readonly kernelBytes: number;
}

/** The kernel's description of its own file: Documentation/arch/x86/boot.rst, offsets 0x1f1 and 0x1f4. */
const BOOT_PARAMETERS = '/sys/kernel/boot_params/data';
const SECTOR_BYTES = 512;
const PARAGRAPH_BYTES = 16;

const SCRIPT = `
read -r release < /proc/sys/kernel/osrelease
read -r boot_id < /proc/sys/kernel/random/boot_id
read -r _ memory _ < /proc/meminfo
read -r uptime _ < /proc/uptime
set -- /proc/[0-9]*
processes=$#
read -r sectors < /sys/block/sda/size
setup=$(od -An -tu1 -j497 -N1 ${BOOT_PARAMETERS})
system=$(od -An -tu4 -j500 -N4 ${BOOT_PARAMETERS})
echo release $release
echo boot_id $boot_id
echo memory $memory
echo uptime $uptime
echo processes $processes
echo sectors $sectors
echo setup $setup
echo system $system
`;

const TIMEOUT_MS = 20_000;

/** A machine answered something else than was asked for. */
export class MachineFactsError extends Error {
  override readonly name = 'MachineFactsError';
}

/**
 * Asks a machine about itself. Rejects with the machine's error, or with MachineFactsError for an answer that has a fact
 * missing.
 */
export async function readMachineFacts(machine: Pick<Machine, 'exec'>): Promise<MachineFacts> {
  const { stdout, stderr } = await machine.exec(SCRIPT, { timeoutMs: TIMEOUT_MS });
  const said = new Map(
    stdout.split('\n').map((line) => {
      const [name = '', value = ''] = line.split(' ');
      return [name, value];
    }),
  );
  const text = (name: string) => {
    const value = said.get(name);
    if (value) return value;
    throw new MachineFactsError(`the machine did not tell its ${name}: ${stderr.trim()}`);
  };
  const number = (name: string) => {
    const value = Number(text(name));
    if (Number.isFinite(value)) return value;
    throw new MachineFactsError(`the machine's ${name} is no number: ${text(name)}`);
  };
  return {
    kernelRelease: text('release'),
    bootId: text('boot_id'),
    memoryBytes: number('memory') * 1024,
    uptimeSeconds: number('uptime'),
    // The shell that counts is none of the machine's own.
    processes: number('processes') - 1,
    diskBytes: number('sectors') * SECTOR_BYTES,
    // The kernel's real-mode part has its first sector uncounted.
    kernelBytes: (number('setup') + 1) * SECTOR_BYTES + number('system') * PARAGRAPH_BYTES,
  };
}
