import {
  appendFile,
  chmod,
  copyFile,
  mkdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Templates of packages that their maintainer scripts copy into place. */
const COPIED_TEMPLATES = {
  'usr/share/base-files/profile': 'etc/profile',
  'usr/share/base-files/dot.profile': 'root/.profile',
  'usr/share/base-files/dot.bashrc': 'root/.bashrc',
  'usr/share/base-passwd/passwd.master': 'etc/passwd',
  'usr/share/base-passwd/group.master': 'etc/group',
  'usr/share/libc-bin/nsswitch.conf': 'etc/nsswitch.conf',
  'usr/share/readline/inputrc': 'etc/inputrc',
} as const;

/** Folders that maintainer scripts make, with their modes, parents first: a made parent's mode would be the umask's. */
const FOLDERS: Readonly<Record<string, number>> = {
  mnt: 0o755,
  opt: 0o755,
  srv: 0o755,
  media: 0o755,
  'run/lock': 0o1777,
  'usr/local': 0o755,
  'usr/local/bin': 0o755,
  'usr/local/sbin': 0o755,
  'usr/local/lib': 0o755,
  'usr/local/share': 0o755,
  'var/log': 0o755,
  'var/mail': 0o755,
};

/** Links that Debian's alternatives would make, here without the detour over /etc/alternatives. */
const LINKS: Readonly<Record<string, string>> = {
  'usr/bin/awk': 'mawk',
  'usr/bin/nawk': 'mawk',
  'usr/bin/editor': 'nano',
  'usr/bin/pico': 'nano',
  'usr/bin/pager': 'less',
  'usr/bin/which': 'which.debianutils',
  'usr/sbin/iptables': 'xtables-legacy-multi',
  'usr/sbin/iptables-save': 'xtables-legacy-multi',
  'usr/sbin/iptables-restore': 'xtables-legacy-multi',
  'usr/sbin/ip6tables': 'xtables-legacy-multi',
  'usr/sbin/ip6tables-save': 'xtables-legacy-multi',
  'usr/sbin/ip6tables-restore': 'xtables-legacy-multi',
  'etc/mtab': '../proc/self/mounts',
  // The C library asks for the name as it is given first: twelve misses less for every program that speaks UTF-8.
  'usr/lib/locale/C.UTF-8': 'C.utf8',
  'var/run': '/run',
  'var/lock': '/run/lock',
  // There is no other vi, and fingers look for one.
  'usr/bin/vi': 'busybox',
};

/**
 * Programs that busybox stands in for: Debian's load OpenSSL's 5 MB for every checksum, an arithmetic library of
 * 0.6 MB for `expr 1 + 1`, tables of all Unicode for every ping, which costs more on an emulated processor than the
 * work itself.
 */
const BUSYBOX_PROGRAMS = [
  'md5sum',
  'sha1sum',
  'sha256sum',
  'sha512sum',
  'cksum',
  'expr',
  'factor',
  'ping',
  'ping6',
  'pidof',
];

/** Those of the same family that busybox does not have. */
const DROPPED_PROGRAMS = ['sha224sum', 'sha384sum'];

/** What pam-auth-update would write for accounts in /etc/passwd and nothing else. */
const PAM_FILES: Readonly<Record<string, string>> = {
  'common-auth': 'auth required pam_unix.so nullok\n',
  'common-account': 'account required pam_unix.so\n',
  'common-password': 'password required pam_unix.so obscure yescrypt\n',
  'common-session': 'session required pam_unix.so\n',
  'common-session-noninteractive': 'session required pam_unix.so\n',
};

/**
 * mandoc goes by the name it is called with, which in Debian is mman. The page is looked up first and then shown by
 * its path, since for one found without an index, which there is none of, mman begins with a warning.
 */
const MAN = `#!/bin/sh
if page=$(mman -w "$@" 2>/dev/null); then
  exec mman -l $page
fi
exec mman "$@"
`;

/** Who may speak to dockerd without being root; its package makes the group. */
const DOCKER_GROUP = 'docker:*:999:\n';

/** The last change of a password, in days since 1970: fixed, since the build must not depend on its day. */
const PASSWORD_DAY = 20_000;

/**
 * Does in an unpacked root file system what the maintainer scripts of its packages would have done there.
 *
 * There is no loader cache: all libraries are in the folder that the loader tries first, so that without a cache
 * each costs one open, and programs start with fewer system calls.
 */
export async function configureRootfs(root: string): Promise<void> {
  for (const [path, mode] of Object.entries(FOLDERS)) {
    await mkdir(join(root, path), { recursive: true });
    await chmod(join(root, path), mode);
  }
  for (const [template, path] of Object.entries(COPIED_TEMPLATES)) {
    await copyFile(join(root, template), join(root, path));
    await chmod(join(root, path), 0o644);
  }
  await appendFile(join(root, 'etc/group'), DOCKER_GROUP);
  await writeInto(root, 'usr/bin/man', MAN, 0o755);
  await writeShadows(root);
  await writeInto(root, 'etc/shells', '/bin/sh\n/bin/bash\n/bin/dash\n', 0o644);
  await writeInto(root, 'etc/default/locale', 'LANG=C.UTF-8\n', 0o644);
  for (const [name, text] of Object.entries(PAM_FILES)) {
    await writeInto(root, `etc/pam.d/${name}`, text, 0o644);
  }
  for (const [path, target] of Object.entries(LINKS)) await relink(root, path, target);
  for (const name of BUSYBOX_PROGRAMS) await relink(root, `usr/bin/${name}`, 'busybox');
  for (const name of DROPPED_PROGRAMS) await rm(join(root, 'usr/bin', name), { force: true });
}

/** Every account is locked: the terminals are root's without a password, and nobody logs in. */
async function writeShadows(root: string): Promise<void> {
  const names = async (file: string) =>
    (await readFile(join(root, file), 'utf8'))
      .split('\n')
      .filter(Boolean)
      .map((line) => line.slice(0, line.indexOf(':')));
  const shadow = (await names('etc/passwd')).map(
    (name) => `${name}:*:${PASSWORD_DAY}:0:99999:7:::\n`,
  );
  const gshadow = (await names('etc/group')).map((name) => `${name}:*::\n`);
  await writeInto(root, 'etc/shadow', shadow.join(''), 0o640);
  await writeInto(root, 'etc/gshadow', gshadow.join(''), 0o640);
  // In the real files an x says that the password is in the other file.
  for (const file of ['etc/passwd', 'etc/group']) {
    const text = await readFile(join(root, file), 'utf8');
    await writeFile(join(root, file), text.replaceAll(/^([^:]+):\*:/gm, '$1:x:'));
  }
}

async function writeInto(root: string, path: string, text: string, mode: number): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
  // Not `writeFile`'s own mode, which the umask of the person who builds would change.
  await chmod(join(root, path), mode);
}

async function relink(root: string, path: string, target: string): Promise<void> {
  await rm(join(root, path), { recursive: true, force: true });
  await symlink(target, join(root, path));
}
