import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached, cacheRoot, hashInputs } from '../support/cache.ts';
import type { StageProgress } from '../support/progress.ts';
import { run } from '../support/run.ts';
import { checkConfiguration } from './check-configuration.ts';
import { claimTree } from './source-tree.ts';

const FRAGMENT = fileURLToPath(new URL('drydock.config', import.meta.url));
const OWN_SOURCE = fileURLToPath(import.meta.url);

/** Who and when the kernel says it was built by: the same on every machine, so that the same inputs give the same bytes. */
const BUILD_IDENTITY = {
  ARCH: 'i386',
  KBUILD_BUILD_TIMESTAMP: '@0',
  KBUILD_BUILD_USER: 'drydock',
  KBUILD_BUILD_HOST: 'drydock',
  // Else it counts how often this tree was linked.
  KBUILD_BUILD_VERSION: '1',
};

/**
 * The compiler need not remember through which macros each word of the source came. Measured with twenty files, in turns: 18.0 s in the
 * place of 20.9; sixty objects had the same bytes with and without.
 */
const QUICKER = { KCFLAGS: '-ftrack-macro-expansion=0' };

/** Half of the source's files, which nothing looks at for this kernel. What Kconfig and make read must be there. */
const UNNEEDED_SOURCE = [
  ...['Documentation/*/*', 'tools/testing/*'],
  ...['arch/[!x]*/*.[chS]', 'arch/[!x]*/*.dts*'],
  ...['drivers/gpu', 'drivers/media', 'drivers/net/ethernet', 'drivers/net/wireless', 'sound'].map(
    (folder) => `${folder}/*.[ch]`,
  ),
];

/** Objects compiled and linked, roughly; only for the progress shown. */
const EXPECTED_STEPS = 2050;

/** What the kernel stage makes: a folder with these two in it. */
export interface BuiltKernel {
  /** The compressed kernel, as a boot loader takes it. */
  readonly bzImage: string;
  /** A tree to be laid over /usr: lib/modules/<release>/… with its indexes. */
  readonly modules: string;
}

/**
 * Compiles the kernel of Debian's source package with the fragment in this folder.
 * @throws CommandFailedError with the end of the compiler's output; Error naming options that the kernel did not accept
 */
export async function buildKernel(
  sourceDeb: string,
  progress: StageProgress,
): Promise<BuiltKernel> {
  const compiler = await run('gcc', ['--version']);
  const inputs = [{ path: FRAGMENT }, { path: OWN_SOURCE }, { path: sourceDeb }, compiler];
  const directory = await cached('kernel', inputs, (target) =>
    compile(sourceDeb, target, progress),
  );
  return { bzImage: join(directory, 'bzImage'), modules: join(directory, 'modules') };
}

async function compile(sourceDeb: string, target: string, progress: StageProgress): Promise<void> {
  const log = join(cacheRoot(), 'logs', 'kernel.log');
  await rm(log, { force: true });
  const tree = await claimTree(target, await hashInputs([{ path: FRAGMENT }, { path: sourceDeb }]));
  const make = (targets: string[], onLine?: (line: string) => void) =>
    run('make', targets, {
      cwd: tree.path,
      env: { ...BUILD_IDENTITY, ...QUICKER },
      log,
      ...(onLine && { onLine }),
    });
  const configured = join(tree.path, '.drydock-configured');
  if (!existsSync(configured)) {
    await configure(sourceDeb, tree.path, log, progress, make);
    await writeFile(configured, '');
  }
  let steps = 0;
  await make([`-j${availableParallelism() + 1}`, 'bzImage', 'modules'], () => {
    steps += 1;
    progress.report(`${steps} of about ${EXPECTED_STEPS} files compiled`);
  });
  await installInto(target, tree.path, make);
  await tree.release();
}

async function configure(
  sourceDeb: string,
  tree: string,
  log: string,
  progress: StageProgress,
  make: (targets: string[]) => Promise<string>,
): Promise<void> {
  progress.report('unpacking the source');
  await rm(tree, { recursive: true, force: true });
  await unpackSource(sourceDeb, tree);
  progress.report('configuring');
  await make(['allnoconfig']);
  const merge = ['-m', '.config', FRAGMENT];
  await run('scripts/kconfig/merge_config.sh', merge, { cwd: tree, env: BUILD_IDENTITY, log });
  await make(['olddefconfig']);
  const fragment = await readFile(FRAGMENT, 'utf8');
  checkConfiguration(fragment, await readFile(join(tree, '.config'), 'utf8'));
}

async function unpackSource(sourceDeb: string, tree: string): Promise<void> {
  const unpacked = `${tree}.deb`;
  await run('dpkg-deb', ['-x', sourceDeb, unpacked]);
  await mkdir(tree);
  const archive = (await run('find', [unpacked, '-name', 'linux-source-*.tar.xz'])).trim();
  const top = basename(archive, '.tar.xz');
  const without = UNNEEDED_SOURCE.map((pattern) => `--exclude=${top}/${pattern}`);
  const into = ['-C', tree, '--strip-components=1', '--anchored', ...without];
  await run('tar', ['-xf', archive, ...into]);
  await rm(unpacked, { recursive: true });
}

async function installInto(
  target: string,
  tree: string,
  make: (targets: string[]) => Promise<string>,
): Promise<void> {
  await copyFile(join(tree, 'arch/x86/boot/bzImage'), join(target, 'bzImage'));
  await copyFile(join(tree, '.config'), join(target, 'config'));
  const modules = join(target, 'modules');
  await make(['modules_install', `INSTALL_MOD_PATH=${modules}`, 'INSTALL_MOD_STRIP=1']);
  // Links into the source tree, which the guest does not have.
  const release = (await readFile(join(tree, 'include/config/kernel.release'), 'utf8')).trim();
  await rm(join(modules, 'lib/modules', release, 'build'), { force: true });
  await rm(join(modules, 'lib/modules', release, 'source'), { force: true });
  await writeFile(join(target, 'release'), `${release}\n`);
}
