import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached } from '../support/cache.ts';
import { run } from '../support/run.ts';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const WARNINGS = ['-Wall', '-Wextra', '-Wconversion', '-Wshadow', '-Werror'];

/**
 * Compiles drydock-agent for the guest: static, i386, against the musl in `sysroot`.
 * @returns the path of the stripped program
 */
export async function buildAgent(sysroot: string, sysrootKey: string): Promise<string> {
  const names = (await readdir(FOLDER)).filter((name) => /\.[ch]$/.test(name)).sort();
  const paths = names.map((name) => join(FOLDER, name));
  const compiler = await run('gcc', ['--version']);
  const inputs = [compiler, sysrootKey, { path: fileURLToPath(import.meta.url) }];
  const sources = paths.filter((path) => path.endsWith('.c'));
  const directory = await cached(
    'agent',
    [...inputs, ...paths.map((path) => ({ path }))],
    async (target) => {
      await run('gcc', compilerArguments(sysroot, sources, join(target, 'drydock-agent')), {
        cwd: FOLDER,
      });
    },
  );
  return join(directory, 'drydock-agent');
}

/** The host's compiler with everything else of the host shut out. */
export function compilerArguments(
  sysroot: string,
  sources: readonly string[],
  output: string,
): string[] {
  const libraries = join(sysroot, 'usr/lib/i386-linux-musl');
  const headers = join(sysroot, 'usr/include');
  return [
    ...['-m32', '-march=i686', '-std=c11', '-Os', '-ffunction-sections', '-fdata-sections'],
    ...['-fno-pie', '-no-pie', '-fno-stack-protector', '-fno-asynchronous-unwind-tables'],
    ...WARNINGS,
    ...['-nostdinc', '-isystem', join(headers, 'i386-linux-musl')],
    ...['-isystem', join(sysroot, 'usr/lib/gcc/i686-linux-gnu/14/include')],
    ...['-isystem', headers, '-isystem', join(headers, 'i386-linux-gnu')],
    ...['-nostdlib', '-static', '-Wl,--gc-sections', '-Wl,--build-id=none', '-s'],
    ...[join(libraries, 'crt1.o'), join(libraries, 'crti.o')],
    ...sources.map((path) => path.replace(FOLDER, '')),
    join(libraries, 'libc.a'),
    join(sysroot, 'usr/lib/gcc/i686-linux-gnu/14/libgcc.a'),
    join(libraries, 'crtn.o'),
    ...['-o', output],
  ];
}
