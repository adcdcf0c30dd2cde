/** Tells when processes are dead without asking again and again: each holds the writing end of a named pipe. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export interface Holders {
  /** To be opened for writing by the processes in question. */
  path: string;
  /** Resolves when it was opened and then closed by all of them: the kernel does that for the dead. */
  gone: Promise<void>;
}

export function endOfHolders(): Holders {
  const path = join(temporaryDirectory(), 'held');
  execFileSync('mkfifo', [path]);
  const stream = createReadStream(path);
  stream.resume();
  return { path, gone: once(stream, 'end').then(() => undefined) };
}

/** A directory that goes with the test. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'drydock-agent-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return directory;
}
