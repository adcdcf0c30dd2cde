import { chmod, copyFile, lstat, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { busyboxApplets } from './busybox-applets.ts';

/** Folders of a root file system that no package brings here. */
const MOUNT_POINTS: Readonly<Record<string, number>> = {
  dev: 0o755,
  proc: 0o755,
  sys: 0o755,
  run: 0o755,
  tmp: 0o1777,
  root: 0o700,
  home: 0o755,
  mnt: 0o755,
  opt: 0o755,
  srv: 0o755,
  'usr/local/bin': 0o755,
  'var/log': 0o755,
  'var/tmp': 0o1777,
};

/** Templates that maintainer scripts of packages copy into place. */
const TEMPLATES: Readonly<Record<string, string>> = {
  'usr/share/base-files/profile': 'etc/profile',
  'usr/share/base-files/dot.profile': 'root/.profile',
  'usr/share/base-files/dot.bashrc': 'root/.bashrc',
  'usr/share/base-passwd/passwd.master': 'etc/passwd',
  'usr/share/base-passwd/group.master': 'etc/group',
  'usr/share/libc-bin/nsswitch.conf': 'etc/nsswitch.conf',
};

/** The account that the database drops to, as its package would add it. */
const MYSQL_ACCOUNT = {
  passwd: 'mysql:x:100:101:MariaDB Server:/nonexistent:/bin/false\n',
  group: 'mysql:x:101:\n',
};

/** Commands of busybox that would be wrong or dangerous in a container, or are served by something better. */
const NOT_LINKED = [
  'busybox',
  'init',
  'linuxrc',
  'poweroff',
  'reboot',
  'halt',
  'sh',
  'ash',
  'bash',
];

/** Does in the tree of the `debian` layer what maintainer scripts would, and links the commands that busybox serves. */
export async function configureDebian(root: string): Promise<void> {
  await makeFolders(root, MOUNT_POINTS);
  for (const [template, path] of Object.entries(TEMPLATES)) {
    await copyFile(join(root, template), join(root, path));
    await chmod(join(root, path), 0o644);
  }
  // In the real files an x says that the password is in another file, and here is none.
  for (const [name, account] of Object.entries(MYSQL_ACCOUNT)) {
    const text = await readFile(join(root, 'etc', name), 'utf8');
    await writeFile(join(root, 'etc', name), text.replaceAll(/^([^:]+):\*:/gm, '$1:x:') + account);
  }
  await linkUnlessThere(root, 'usr/bin/sh', 'dash');
  for (const name of await busyboxApplets(join(root, 'usr/bin/busybox'))) {
    if (!NOT_LINKED.includes(name)) await linkUnlessThere(root, `usr/bin/${name}`, 'busybox');
  }
}

/** Makes the tree of the `busybox` layer: one program, its names, and the accounts that programs ask for. */
export async function configureBusybox(root: string): Promise<void> {
  const { 'usr/local/bin': _none, mnt: _mnt, opt: _opt, srv: _srv, ...folders } = MOUNT_POINTS;
  await makeFolders(root, { bin: 0o755, etc: 0o755, ...folders });
  await copyFile(join(root, 'usr/bin/busybox'), join(root, 'bin/busybox'));
  await rm(join(root, 'usr'), { recursive: true });
  await writeFile(
    join(root, 'etc/passwd'),
    'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n',
  );
  await writeFile(join(root, 'etc/group'), 'root:x:0:\nnogroup:x:65534:\n');
  for (const name of await busyboxApplets(join(root, 'bin/busybox'))) {
    if (name !== 'busybox' && name !== 'linuxrc')
      await linkUnlessThere(root, `bin/${name}`, 'busybox');
  }
}

/** Makes folders with modes that the umask of the one who builds does not change. */
export async function makeFolders(
  root: string,
  folders: Readonly<Record<string, number>>,
): Promise<void> {
  for (const [path, mode] of Object.entries(folders)) {
    await mkdir(join(root, path), { recursive: true });
    await chmod(join(root, path), mode);
  }
}

/** Makes a link where there is nothing yet. */
export async function linkUnlessThere(root: string, path: string, target: string): Promise<void> {
  const there = await lstat(join(root, path)).catch(() => undefined);
  if (there !== undefined) return;
  await mkdir(dirname(join(root, path)), { recursive: true });
  await symlink(target, join(root, path));
}
