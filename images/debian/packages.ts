import type { PackageUse } from './lock.ts';

/** Packages wanted for one use; what they depend on is added, but for the excluded. */
export interface PackageWish {
  readonly use: PackageUse;
  readonly wanted: readonly string[];
  readonly excluded: readonly string[];
}

/** The userland of the guest. */
const ROOTFS = [
  // The skeleton: directories, /etc/os-release, accounts, names of protocols and services.
  'base-files',
  'base-passwd',
  'netbase',
  'libc-bin', // C.UTF-8, ldd and getent
  'debianutils', // run-parts, which
  'hostname',
  // The shell the learner sits at.
  'bash',
  'bash-completion',
  'dash', // /bin/sh, quicker than bash for scripts
  'ncurses-base',
  'ncurses-bin', // clear, tput, reset
  'readline-common', // /etc/inputrc
  // The tools of every day.
  'coreutils',
  'findutils',
  'grep',
  'sed',
  'mawk', // the smallest of the real awks
  'diffutils',
  'tar',
  'gzip',
  'less',
  'nano',
  'mandoc', // shows manual pages by itself; man-db would bring groff and a database
  // Processes, mounts and namespaces: unshare, nsenter, lsns, pivot_root.
  'util-linux',
  'mount',
  'procps',
  'psmisc', // pstree
  'libcap2-bin', // capsh, getpcaps
  'strace',
  // Networks.
  'iproute2',
  'iptables',
  // Containers.
  'busybox-static', // one file that makes a whole root file system for chroot; also ping and checksums
  'crun',
  'jq', // OCI configuration is JSON
  // The Docker Engine. It runs in the `engine` profile only; in the base these are files nobody reads.
  'docker.io', // dockerd, docker-proxy, docker-init
  'docker-cli',
  'containerd',
  'runc',
  'docker-compose',
  'docker-buildx',
  // Manual pages of the kernel's ideas: namespaces(7), cgroups(7), capabilities(7), and of the C library.
  'manpages',
  'manpages-dev',
];

/** Left out although something depends on them. */
const ROOTFS_EXCLUDED = [
  // No maintainer script runs in the guest, and nothing is ever installed there.
  'debconf',
  'dpkg',
  'init-system-helpers',
  'sensible-utils',
  'perl-base',
  // Programs for single users of them are pruned, or served by busybox.
  'libssl3t64', // checksums and a pre-authentication of Kerberos
  'libdb5.3t64', // pam_userdb
  'libgmp10', // expr and factor
  'liblastlog2-2', // a login record that nothing writes here
  'libkmod2',
  'libnftnl11', // iptables on nftables
  'libnetfilter-conntrack3',
  'libnfnetlink0',
  'libdebconfclient0',
  // For making the group docker, and for scripts of System V: root is the only user.
  'adduser',
  'sysvinit-utils',
];

/** The lab's own container images; which package goes into which layer is said in `images/registry/layer-recipes.ts`. */
const REGISTRY = [
  'base-files',
  'base-passwd',
  'bash',
  'busybox-static',
  'dash',
  'libc-bin', // C.UTF-8, ldd and getent
  'ncurses-base',
  'netbase',
  'apache2-bin',
  'lua-socket',
  'lua-sql-mysql',
  'lua5.4',
  'mariadb-client-core',
  'mariadb-server-core',
  'nginx',
  'valkey-tools',
];

/** What only installing needs, and libraries of programs and modules that are pruned. */
const REGISTRY_EXCLUDED = [
  'adduser',
  'awk',
  'debconf',
  'debianutils',
  'dpkg',
  'init-system-helpers',
  'iproute2',
  'libaprutil1-dbd-sqlite3',
  'libaprutil1-ldap',
  'libbrotli1',
  'libcurl4t64',
  'libdb5.3t64',
  'libdebconfclient0',
  'libjansson4',
  'libldap2',
  'liblua5.4-0',
  'libnghttp2-14',
  'libselinux1',
  'libxml2',
  'mariadb-common',
  'media-types',
  'openssl-provider-legacy',
  'passwd',
  'perl',
  'perl-base',
  'readline-common',
  'sensible-utils',
];

/**
 * All packages of the image and its build. Another profile, such as the Docker Engine's, is another entry with a
 * use of its own.
 */
export const PACKAGE_WISHES: readonly PackageWish[] = [
  { use: 'rootfs', wanted: ROOTFS, excluded: ROOTFS_EXCLUDED },
  { use: 'registry', wanted: REGISTRY, excluded: REGISTRY_EXCLUDED },
  {
    use: 'kernel-source',
    wanted: ['linux-source-6.12'],
    // The host has its own.
    excluded: ['binutils', 'xz-utils'],
  },
  { use: 'firmware', wanted: ['seabios'], excluded: [] },
  {
    use: 'agent-sysroot',
    // Headers and libraries to compile a static i386 program with the host's gcc.
    wanted: ['musl-dev', 'libgcc-14-dev', 'linux-libc-dev'],
    // The host has its own compiler; of Debian's only libgcc.a and the crt files are used.
    excluded: [
      'gcc-i686-linux-gnu',
      'gcc-14-base',
      'libgcc-s1',
      'libgomp1',
      'libitm1',
      'libatomic1',
      'libasan8',
      'libubsan1',
      'libquadmath0',
      'libc6',
    ],
  },
];
