import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandFailedError, run } from './run.ts';

/** Something a build or test needs from the host: a command, or a package that has none (headers, keys). */
type HostTool =
  | { readonly package: string; readonly command: string }
  | { readonly package: string; readonly command?: undefined };

/** Purposes for which host tools can be asked for. */
export type HostToolGroup = keyof typeof HOST_TOOLS;

const HOST_TOOLS = {
  /** Fetching, verifying and unpacking Debian packages. */
  packages: [
    { package: 'dpkg', command: 'dpkg-deb' },
    { package: 'tar', command: 'tar' },
    { package: 'xz-utils', command: 'xz' },
    { package: 'gpgv', command: 'gpgv' },
    { package: 'debian-archive-keyring' },
  ],
  kernel: [
    { package: 'gcc', command: 'gcc' },
    { package: 'libc6-dev' },
    { package: 'make', command: 'make' },
    { package: 'flex', command: 'flex' },
    { package: 'bison', command: 'bison' },
    { package: 'bc', command: 'bc' },
    { package: 'libelf-dev' },
    { package: 'kmod', command: 'depmod' },
    { package: 'xz-utils', command: 'xz' },
    { package: 'zstd', command: 'zstd' },
  ],
  /** The agent is compiled with -m32 against a sysroot of its own: gcc-multilib is not needed. */
  agent: [
    { package: 'gcc', command: 'gcc' },
    { package: 'make', command: 'make' },
    { package: 'binutils', command: 'ld' },
  ],
  disk: [{ package: 'erofs-utils', command: 'mkfs.erofs' }],
  layers: [{ package: 'zstd', command: 'zstd' }],
  browsers: [
    { package: 'chromium', command: 'chromium' },
    { package: 'firefox-esr', command: 'firefox-esr' },
    // WebKitGTK comes with its driver, and runs only where there is a screen.
    { package: 'webkit2gtk-driver', command: 'WebKitWebDriver' },
    { package: 'xvfb', command: 'Xvfb' },
  ],
  /** Korean letters on the README's pictures, in the text and in the terminal. */
  pictures: [{ package: 'fonts-nanum' }, { package: 'fonts-nanum-coding' }],
  /** The bench's yardstick. */
  qemu: [{ package: 'qemu-system-x86', command: 'qemu-system-i386' }],
} as const satisfies Record<string, readonly HostTool[]>;

/** The host lacks packages and this user may not install them; the message is the line to run. */
export class HostToolsMissingError extends Error {
  override readonly name = 'HostToolsMissingError';

  constructor(readonly packages: readonly string[]) {
    super(`this machine lacks ${packages.join(', ')}; run:\n  sudo ${installLine(packages)}`);
  }
}

/**
 * Makes sure that everything in the groups is there: installed with apt-get where this user is root.
 *
 * @param onProgress called with what is being done, for a progress line.
 * @throws HostToolsMissingError when something is missing and this user is not root.
 * @throws CommandFailedError when apt-get fails.
 */
export async function ensureHostTools(
  groups: readonly HostToolGroup[],
  onProgress: (text: string) => void = () => undefined,
): Promise<void> {
  const missing = await missingPackages(groups);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) throw new HostToolsMissingError(missing);
  onProgress(`installing ${missing.join(' ')}`);
  await install(missing);
}

/** The Debian packages of the groups that this host lacks, sorted. */
export async function missingPackages(groups: readonly HostToolGroup[]): Promise<string[]> {
  const tools = groups.flatMap((group): readonly HostTool[] => HOST_TOOLS[group]);
  const missing = new Set<string>();
  for (const tool of tools) {
    const present =
      tool.command === undefined
        ? await isInstalled(tool.package)
        : (await findCommand(tool.command)) !== undefined;
    if (!present) missing.add(tool.package);
  }
  return [...missing].sort();
}

/** Where a command is, looking also where only root's PATH looks; undefined when it is not there. */
export async function findCommand(command: string): Promise<string | undefined> {
  const folders = (process.env['PATH'] ?? '').split(':').filter(Boolean);
  for (const folder of [...folders, '/usr/sbin', '/sbin', '/usr/bin', '/bin']) {
    const path = join(folder, command);
    const runnable = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runnable) return path;
  }
  return undefined;
}

async function isInstalled(name: string): Promise<boolean> {
  try {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholder is dpkg-query's.
    const status = await run('dpkg-query', ['-W', '-f=${db:Status-Status} ', name]);
    return status.split(' ').includes('installed');
  } catch (error) {
    // dpkg-query fails for a package it has never heard of.
    if (error instanceof CommandFailedError) return false;
    throw error;
  }
}

async function install(packages: readonly string[]): Promise<void> {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const args = ['install', '--yes', '--no-install-recommends', ...packages];
  try {
    await run('apt-get', args, { env });
  } catch (error) {
    if (!(error instanceof CommandFailedError)) throw error;
    // The usual cause is a package list that is missing or too old: renew it and try once more.
    await run('apt-get', ['update'], { env });
    await run('apt-get', args, { env });
  }
}

const installLine = (packages: readonly string[]): string =>
  `apt-get update && sudo apt-get install --yes --no-install-recommends ${packages.join(' ')}`;
