import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/**
 * Unfinished work carries the name of the process that makes it, so that another build can tell work in
 * progress from what a killed build left behind.
 */
const UNFINISHED = /^(?<name>.+)\.(?<host>[^.]+)\.(?<pid>\d+)\.[0-9a-f]{8}\.partial$/;

const thisHost = (): string => hostname().replaceAll('.', '-') || 'localhost';

/** A fresh file name for unfinished work towards `name`, unique to this process. */
export function unfinishedName(name: string): string {
  return `${name}.${thisHost()}.${process.pid}.${randomBytes(4).toString('hex')}.partial`;
}

/** The name the unfinished work in `fileName` aims at when its process is dead, else undefined. */
export function abandonedName(fileName: string): string | undefined {
  const groups = UNFINISHED.exec(fileName)?.groups;
  if (groups?.['host'] !== thisHost()) return undefined;
  const pid = Number(groups['pid']);
  return pid !== process.pid && !isRunning(pid) ? groups['name'] : undefined;
}

/** Removes from `directory` what dead processes left unfinished. */
export async function removeAbandoned(directory: string): Promise<void> {
  for (const entry of await readdir(directory)) {
    if (abandonedName(entry) === undefined) continue;
    await rm(join(directory, entry), { recursive: true, force: true });
  }
}

/** Whether a process of this host with that number runs. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, but belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
