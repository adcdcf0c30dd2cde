import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached } from './cache.ts';
import { run } from './run.ts';

/** What programs for the guest are compiled against, and a key that stands for its content. */
export interface Sysroot {
  readonly path: string;
  readonly key: string;
}

const WARNINGS = ['-Wall', '-Wextra', '-Wconversion', '-Wshadow', '-Werror'];

/**
 * Compiles the C files of a folder into one program for the guest: static, i386, against the musl in `sysroot`.
 * @returns the path of the stripped program
 */
export async function buildStaticProgram(
  name: string,
  folder: string,
  sysroot: Sysroot,
): Promise<string> {
  const names = (await readdir(folder)).filter((file) => /\.[ch]$/.test(file)).sort();
  const compiler = await run('gcc', ['--version']);
  const inputs = [compiler, sysroot.key, { path: fileURLToPath(import.meta.url) }];
  const sources = names.map((file) => ({ path: join(folder, file) }));
  const directory = await cached(name, [...inputs, ...sources], async (target) => {
    const parts = names.filter((file) => file.endsWith('.c'));
    await run('gcc', compilerArguments(sysroot.path, parts, join(target, name)), { cwd: folder });
  });
  return join(directory, name);
}

/** The host's compiler with everything else of the host shut out. */
function compilerArguments(sysroot: string, sources: readonly string[], output: string): string[] {
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
    ...sources,
    join(libraries, 'libc.a'),
    join(sysroot, 'usr/lib/gcc/i686-linux-gnu/14/libgcc.a'),
    join(libraries, 'crtn.o'),
    ...['-o', output],
  ];
}
