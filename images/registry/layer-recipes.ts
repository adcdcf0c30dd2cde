/** What the layers of the lab's container images are made of. */

/** One layer: packages, files of ours over them, and what of both is left out. */
export interface LayerRecipe {
  /** Also the name of the folder below `files/` whose content is laid over the packages. */
  readonly id: string;
  /** Packages of the lock file, of the use `registry`. */
  readonly packages: readonly string[];
  /** What `docker history` says of it. */
  readonly createdBy: string;
  /** Globs over paths in the layer, as in `debian/unneeded.ts`. */
  readonly without?: readonly string[];
  /** Those that stay nevertheless. */
  readonly but?: readonly string[];
  /** Empty folders with their modes. */
  readonly folders?: Readonly<Record<string, number>>;
  /** Links by their paths. */
  readonly links?: Readonly<Record<string, string>>;
  /** Accounts and the like, done by `configure-layer.ts`. */
  readonly special?: 'debian' | 'busybox' | 'hello';
}

/** Every layer once; images name them. */
export const LAYERS: readonly LayerRecipe[] = [
  {
    id: 'debian',
    packages: [
      'base-files',
      'base-passwd',
      'bash',
      'busybox-static',
      'dash',
      'libc-bin',
      'libc6',
      'libtinfo6',
      'ncurses-base',
      'netbase',
    ],
    createdBy: 'ADD Debian 13: base files, C library, bash, dash; busybox for the other commands',
    without: [
      'etc/skel',
      'etc/ld.so.conf*',
      'usr/bin/iconv',
      'usr/bin/getconf',
      'usr/bin/pldd',
      'usr/bin/clear_console',
      'usr/lib/i386-linux-gnu/gconv',
      'usr/lib/i386-linux-gnu/audit',
      'usr/lib/i386-linux-gnu/libpanel*',
      'usr/share/menu',
      'etc/gai.conf',
      'etc/rpc',
      'etc/ethertypes',
    ],
    special: 'debian',
  },
  {
    id: 'libraries',
    packages: ['libcrypt1', 'libpcre2-8-0', 'libssl3t64', 'libzstd1', 'zlib1g'],
    createdBy: 'RUN apt-get install libcrypt1 libpcre2-8-0 libssl3t64 libzstd1 zlib1g',
    without: ['usr/lib/i386-linux-gnu/engines-3', 'usr/lib/i386-linux-gnu/ossl-modules'],
  },
  {
    id: 'nginx',
    packages: ['nginx', 'nginx-common'],
    createdBy: 'RUN apt-get install nginx',
    without: [
      'etc/default',
      'etc/init.d',
      'etc/logrotate.d',
      'etc/ufw',
      'etc/nginx/sites-*',
      'etc/nginx/snippets',
      'etc/nginx/modules-*',
      'usr/share/vim',
      'usr/share/apport',
      'etc/nginx/koi-*',
      'etc/nginx/win-utf',
      'etc/nginx/nginx.conf',
    ],
    folders: { 'var/lib/nginx': 0o755, 'var/log/nginx': 0o755, run: 0o755 },
  },
  {
    id: 'nginx-site',
    packages: [],
    createdBy: 'COPY nginx.conf default.conf index.html /',
    links: { 'var/log/nginx/access.log': '/dev/stdout', 'var/log/nginx/error.log': '/dev/stderr' },
  },
  {
    id: 'nginx-hello',
    packages: [],
    createdBy: 'COPY hello.html /usr/share/nginx/html/index.html',
  },
  {
    id: 'httpd',
    packages: ['apache2-bin', 'libapr1t64', 'libaprutil1t64', 'libexpat1', 'libuuid1'],
    createdBy: 'RUN apt-get install apache2-bin',
    without: [
      'usr/lib/apache2/modules',
      'usr/lib/cgi-bin',
      'usr/lib/i386-linux-gnu/libexpatw*',
      'usr/lib/i386-linux-gnu/apr-util-1',
      'usr/share/apache2',
      'var',
    ],
    but: [
      'alias',
      'authz_core',
      'authz_host',
      'autoindex',
      'cgid',
      'dir',
      'env',
      'headers',
      'mime',
      'mpm_event',
      'negotiation',
      'rewrite',
      'setenvif',
      'status',
    ].map((name) => `usr/lib/apache2/modules/mod_${name}.so`),
  },
  {
    id: 'httpd-site',
    packages: [],
    createdBy: 'COPY httpd.conf httpd-foreground htdocs/ /usr/local/apache2/',
    folders: { 'usr/local/apache2/cgi-bin': 0o755, 'usr/local/apache2/logs': 0o755 },
    links: {
      'usr/local/bin/httpd': '/usr/sbin/apache2',
      'usr/local/apache2/modules': '/usr/lib/apache2/modules',
    },
  },
  {
    // A thread that ends before its process needs it, in any language.
    id: 'gcc',
    // Of the first only the copyright file is of use here, which is that of the next and of libstdc++6.
    packages: ['gcc-14-base', 'libgcc-s1'],
    createdBy: 'RUN apt-get install libgcc-s1',
    without: ['usr/share/gcc'],
  },
  {
    id: 'c++',
    packages: ['libstdc++6', 'libcap2', 'libsystemd0'],
    createdBy: 'RUN apt-get install libstdc++6 libsystemd0 libcap2',
    without: ['usr/share/gcc', 'usr/share/gdb', 'usr/lib/i386-linux-gnu/libpsx*'],
  },
  {
    id: 'mariadb',
    packages: [
      'libaio1t64',
      'libbsd0',
      'libedit2',
      'libmd0',
      'libncurses6',
      'libnuma1',
      'liburing2',
      'mariadb-client-core',
      'mariadb-server-core',
    ],
    createdBy: 'RUN apt-get install mariadb-server-core mariadb-client-core',
    without: [
      'usr/bin/*',
      'usr/share/mariadb/*',
      'usr/lib/mysql',
      'usr/share/mysql',
      'usr/lib/i386-linux-gnu/mariadb*',
      'usr/lib/i386-linux-gnu/libmariadb3',
      'etc/apparmor.d',
      'usr/lib/i386-linux-gnu/liburing-ffi*',
    ],
    but: [
      'usr/bin/mariadb',
      'usr/bin/mysql',
      'usr/share/mariadb/english',
      'usr/share/mariadb/charsets',
      'usr/share/mariadb/mariadb_system_tables.sql',
      'usr/share/mariadb/mariadb_system_tables_data.sql',
    ],
  },
  {
    id: 'mariadb-start',
    packages: [],
    createdBy: 'COPY drydock.cnf docker-entrypoint.sh /',
    folders: { 'var/lib/mysql': 0o755, 'run/mysqld': 0o755, 'docker-entrypoint-initdb.d': 0o755 },
  },
  {
    id: 'valkey',
    packages: ['libatomic1', 'libjemalloc2', 'liblzf1', 'valkey-tools'],
    createdBy: 'RUN apt-get install valkey-tools',
    without: ['usr/bin/*'],
    but: ['usr/bin/valkey-check-rdb', 'usr/bin/valkey-cli'],
    folders: { data: 0o755 },
    // The server is this program under another name.
    links: { 'usr/bin/valkey-server': 'valkey-check-rdb' },
  },
  {
    id: 'lua',
    packages: [
      'libgdbm6t64',
      'libmariadb3',
      'libreadline8t64',
      'lua-socket',
      'lua-sql-mysql',
      'lua5.4',
    ],
    createdBy: 'RUN apt-get install lua5.4 lua-socket lua-sql-mysql',
    without: [
      'usr/bin/luac*',
      'usr/lib/i386-linux-gnu/liblua5.1*',
      'usr/lib/i386-linux-gnu/liblua5.2*',
      'usr/lib/i386-linux-gnu/liblua5.3*',
      'usr/lib/i386-linux-gnu/lua/5.1',
      'usr/lib/i386-linux-gnu/lua/5.2',
      'usr/lib/i386-linux-gnu/lua/5.3',
      'usr/share/lua/5.2',
      'usr/share/lua/5.3',
      'usr/lib/i386-linux-gnu/libgdbm*',
    ],
    links: { 'usr/bin/lua': 'lua5.4' },
  },
  {
    id: 'notes',
    packages: [],
    createdBy: 'COPY notes.lua http.lua /app/',
  },
  {
    id: 'busybox',
    packages: ['busybox-static'],
    createdBy: 'ADD busybox and a link for each of its commands',
    special: 'busybox',
  },
  { id: 'hello-world', packages: [], createdBy: 'COPY hello /', special: 'hello' },
];
