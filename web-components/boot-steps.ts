import type { MachineStatus } from '../src/machine/machine.ts';

/** A stage of the machine's start, as it is shown. */
export interface BootStep {
  readonly name: 'download' | 'restore' | 'kernel' | 'terminal';
  readonly progress: 'waiting' | 'now' | 'done';
}

/** The stages of a start and how far they are. `ready` means that only the terminal is missing. */
export function bootSteps(status: MachineStatus, cold: boolean): readonly BootStep[] {
  const names: readonly BootStep['name'][] = ['download', cold ? 'kernel' : 'restore', 'terminal'];
  const now = currentStep(status);
  return names.map((name, index) => ({
    name,
    progress: index < now ? 'done' : index === now ? 'now' : 'waiting',
  }));
}

function currentStep(status: MachineStatus): number {
  switch (status.state) {
    case 'idle':
    case 'downloading':
      return 0;
    case 'restoring':
    case 'booting':
      return 1;
    case 'ready':
      return 2;
    case 'stopped':
    case 'failed':
      return -1;
  }
}

/** Share of the bytes that arrived, 0 to 1; undefined while the total is not known. */
export function downloadedShare(status: MachineStatus): number | undefined {
  switch (status.state) {
    case 'idle':
      return 0;
    case 'downloading':
      if (status.total === 0) return undefined;
      return Math.min(1, status.loaded / status.total);
    default:
      return 1;
  }
}

/** Bytes as megabytes (10^6) with one decimal. */
export function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
