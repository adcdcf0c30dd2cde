/** Builds the guest's own programs for the host, with sanitizers, once per state of their sources. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const AGENT_DIRECTORY = fileURLToPath(new URL('../../images/agent/', import.meta.url));
const RUNTIME_DIRECTORY = fileURLToPath(new URL('../../images/oci-runtime/', import.meta.url));
const TEST_DIRECTORY = fileURLToPath(new URL('./', import.meta.url));

const WARNINGS = ['-Wall', '-Wextra', '-Wconversion', '-Wshadow', '-Werror'];
const SANITIZERS = ['-fsanitize=address,undefined', '-fno-sanitize-recover=all'];
const FLAGS = ['-std=c11', '-O1', '-g', ...WARNINGS, ...SANITIZERS];

/** The agent with `host_machine.c` in the place of what touches the guest. */
export function buildAgent(): string {
  const portable = readdirSync(AGENT_DIRECTORY).filter(
    (name) => name.endsWith('.c') && !name.startsWith('guest_'),
  );
  const sources = portable.map((name) => join(AGENT_DIRECTORY, name));
  return compile('drydock-agent', [...sources, join(TEST_DIRECTORY, 'host_machine.c')]);
}

export function buildFrameFuzzer(): string {
  const names = ['frames.c', 'payload.c'];
  const sources = names.map((name) => join(AGENT_DIRECTORY, name));
  return compile('fuzz-frames', [...sources, join(TEST_DIRECTORY, 'fuzz_frames.c')]);
}

/** The OCI runtime in front of `echo`, which shows what a real one would be called with. */
export function buildOciRuntime(): string {
  const names = readdirSync(RUNTIME_DIRECTORY).filter((name) => name.endsWith('.c'));
  const sources = names.map((name) => join(RUNTIME_DIRECTORY, name));
  return compile('crun', sources, ['-DRUNTIME="/bin/echo"']);
}

function compile(name: string, sources: string[], options = ['-I', AGENT_DIRECTORY]): string {
  const flags = [...FLAGS, ...options];
  const directory = join(tmpdir(), `drydock-test-${digestOf(sources, flags)}`);
  const program = join(directory, name);
  if (existsSync(program)) return program;
  mkdirSync(directory, { recursive: true });
  // Test files run side by side: whoever is last renames the same program over itself.
  const unfinished = `${program}.${process.pid}`;
  execFileSync('gcc', [...flags, '-o', unfinished, ...sources], { stdio: 'inherit' });
  renameSync(unfinished, program);
  return program;
}

function digestOf(sources: string[], flags: string[]): string {
  const hash = createHash('sha256').update(flags.join(' '));
  const headers = [AGENT_DIRECTORY, RUNTIME_DIRECTORY].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.h'))
      .map((name) => join(folder, name)),
  );
  for (const file of [...sources, ...headers]) {
    hash.update(file).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 16);
}
