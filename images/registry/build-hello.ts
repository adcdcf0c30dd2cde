import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compilerArguments } from '../agent/build-agent.ts';
import { cached } from '../support/cache.ts';
import { run } from '../support/run.ts';

const SOURCE = 'hello.c';
const FOLDER = fileURLToPath(new URL('.', import.meta.url));

/**
 * Compiles the program of the image `hello-world`: static, i386, against the musl in `sysroot`.
 * @returns the path of the stripped program
 */
export async function buildHello(sysroot: string, sysrootKey: string): Promise<string> {
  const compiler = await run('gcc', ['--version']);
  const inputs = [compiler, sysrootKey, { path: join(FOLDER, SOURCE) }];
  const directory = await cached('hello', inputs, async (target) => {
    await run('gcc', compilerArguments(sysroot, [SOURCE], join(target, 'hello')), { cwd: FOLDER });
  });
  return join(directory, 'hello');
}
