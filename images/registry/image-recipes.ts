/** What the lab's container images are called, made of and run. Layers are in the order from the bottom up. */

/** What a container of an image runs, in the words of the OCI image configuration. */
export interface RunRecipe {
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly Env?: readonly string[];
  readonly ExposedPorts?: readonly string[];
  readonly WorkingDir?: string;
  readonly StopSignal?: string;
}

/** One image under all its tags. */
export interface ImageRecipe {
  /** As on Docker Hub, where a name without a slash is in `library/`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Package whose version the image has; `{version}` and its shorter forms become tags. */
  readonly versionOf?: string;
  /** Tags besides those of the version; with a `+` in front, added to each of the version's. */
  readonly tags: readonly string[];
  readonly suffix?: string;
  readonly layers: readonly string[];
  readonly run: RunRecipe;
}

const PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const DEBIAN = ['debian'];
const SECURE = [...DEBIAN, 'libraries'];

/** Every image. Names are those of what is inside. */
export const IMAGES: readonly ImageRecipe[] = [
  {
    name: 'library/hello-world',
    title: 'hello-world',
    description: 'Says that everything works, in Korean and English. Written for Drydock',
    tags: ['latest', '1.0', '1'],
    layers: ['hello-world'],
    run: { Cmd: ['/hello'], Env: [PATH] },
  },
  {
    name: 'library/busybox',
    title: 'busybox',
    description: 'BusyBox of Debian 13, linked statically, and nothing else',
    versionOf: 'busybox-static',
    tags: ['latest'],
    layers: ['busybox'],
    run: { Cmd: ['sh'], Env: [PATH] },
  },
  {
    name: 'library/debian',
    title: 'debian',
    description:
      'The smallest Debian 13 that is one: C library, bash and base files; busybox serves the other commands',
    tags: ['latest', '13', 'trixie', 'trixie-slim'],
    layers: DEBIAN,
    run: { Cmd: ['bash'], Env: [PATH] },
  },
  {
    name: 'library/nginx',
    title: 'nginx',
    description: 'The nginx web server of Debian 13',
    versionOf: 'nginx',
    tags: ['latest', 'stable'],
    layers: [...SECURE, 'nginx', 'nginx-site'],
    run: {
      Cmd: ['nginx', '-g', 'daemon off;'],
      Env: [PATH],
      ExposedPorts: ['80/tcp'],
      StopSignal: 'SIGQUIT',
    },
  },
  {
    name: 'library/nginx',
    title: 'nginx',
    description:
      'The nginx web server of Debian 13 with another first page: one more layer over the same ones',
    versionOf: 'nginx',
    suffix: '-hello',
    tags: ['hello'],
    layers: [...SECURE, 'nginx', 'nginx-site', 'nginx-hello'],
    run: {
      Cmd: ['nginx', '-g', 'daemon off;'],
      Env: [PATH],
      ExposedPorts: ['80/tcp'],
      StopSignal: 'SIGQUIT',
    },
  },
  {
    name: 'library/httpd',
    title: 'httpd',
    description: 'The Apache web server of Debian 13, with its most used modules',
    versionOf: 'apache2-bin',
    tags: ['latest'],
    layers: [...SECURE, 'gcc', 'httpd', 'httpd-site'],
    run: {
      Cmd: ['httpd-foreground'],
      Env: [`${PATH}:/usr/local/apache2/bin`, 'HTTPD_PREFIX=/usr/local/apache2'],
      ExposedPorts: ['80/tcp'],
      WorkingDir: '/usr/local/apache2',
      StopSignal: 'SIGWINCH',
    },
  },
  {
    name: 'library/mariadb',
    title: 'mariadb',
    description:
      'The MariaDB server of Debian 13 with the Aria engine alone; it speaks the protocol of MySQL',
    versionOf: 'mariadb-server-core',
    tags: ['latest'],
    layers: [...SECURE, 'gcc', 'c++', 'mariadb', 'mariadb-start'],
    run: {
      Entrypoint: ['docker-entrypoint.sh'],
      Cmd: ['mariadbd'],
      Env: [PATH, 'LANG=C.UTF-8'],
      ExposedPorts: ['3306/tcp'],
    },
  },
  {
    name: 'valkey/valkey',
    title: 'valkey',
    description: 'The Valkey key-value server of Debian 13; it speaks the protocol of Redis',
    versionOf: 'valkey-tools',
    tags: ['latest'],
    layers: [...SECURE, 'gcc', 'c++', 'valkey'],
    run: {
      Cmd: ['valkey-server', '--bind', '0.0.0.0', '--protected-mode', 'no', '--save', ''],
      Env: [PATH],
      ExposedPorts: ['6379/tcp'],
      WorkingDir: '/data',
    },
  },
  {
    name: 'drydock/notes',
    title: 'notes',
    description: 'A small web API in Lua that keeps notes in MariaDB. Written for Drydock',
    tags: ['latest', '1.0', '1'],
    layers: [...SECURE, 'lua', 'notes'],
    run: {
      Cmd: ['lua', '/app/notes.lua'],
      Env: [PATH, 'DB_HOST=db', 'DB_USER=notes', 'DB_PASSWORD=notes', 'DB_NAME=notes', 'PORT=8080'],
      ExposedPorts: ['8080/tcp'],
      WorkingDir: '/app',
    },
  },
];
