import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalMachine } from '../../src/machine/local-machine.ts';
import { onGuest } from '../machine/on-guest.ts';
import { makeMachine, openImage, sh } from './machines.ts';

/** Containers come and go in seconds here, on a busy computer in minutes. */
const PATIENT = { timeout: 300_000 };

/** An image of one program, from a tar made on the spot. */
const MAKE_IMAGE = `
mkdir -p /tmp/box/bin && cp /bin/busybox /tmp/box/bin
for name in sh echo cat yes head; do ln -s busybox /tmp/box/bin/$name; done
tar -C /tmp/box -c . | docker import --change 'CMD ["sh"]' - box:1`;

/** One machine for all: the containers of one test are gone before the next. */
let machine: LocalMachine;
const opened: string[] = [];
const run = (script: string) => sh(machine, script, { timeoutMs: PATIENT.timeout });

beforeAll(async () => {
  machine = makeMachine({
    open: (path, signal) => {
      opened.push(path);
      return openImage(path, signal);
    },
  });
  await machine.start();
}, PATIENT.timeout);
afterAll(() => machine.destroy());

describe('a machine of the profile base', PATIENT, () => {
  it('runs no daemon, and has loaded nothing of the Docker Engine', async () => {
    const { exitCode, stderr } = await machine.exec('docker ps', { timeoutMs: PATIENT.timeout });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('Is the docker daemon running?');
    expect(await run('pgrep -c "dockerd|containerd" || true')).toBe('0');
    expect(opened.filter((path) => path.startsWith('image/engine.'))).toEqual([]);
  });
});

describe('the Docker Engine', PATIENT, () => {
  beforeAll(async () => {
    opened.length = 0;
    await machine.reset('engine');
  }, PATIENT.timeout);

  it('is there after a change of profile that loaded one layer', () => {
    const layers = opened.filter((path) => path.endsWith('.layer'));
    expect(layers).toEqual([expect.stringMatching(/^image\/engine\.[0-9a-f]+\.layer$/)]);
  });

  it('answers, and shows nothing of its making', async () => {
    expect(await run('docker ps -aq; docker images -q')).toBe('');
    expect(await run('pidof dockerd containerd | wc -w')).toBe('2');
  });

  it('has no copy of its constants: only variables of its program are its own pages', async () => {
    const copied = await run(`awk '/^[0-9a-f]+-/ { program = /dockerd$/ }
      program && $1 == "Anonymous:" { sum += $2 } END { print sum + 0 }' /proc/$(pidof dockerd)/smaps`);
    // Of some 1 MB of variables; with a position-independent dockerd 5.5 MB.
    expect(Number(copied)).toBeGreaterThan(0);
    expect(Number(copied)).toBeLessThan(1500);
  });

  it('describes itself, and warns of nothing but what the one processor lacks', async () => {
    const info = JSON.parse(await run('docker info --format "{{json .}}"'));
    expect(info).toMatchObject({
      OperatingSystem: expect.stringContaining('Debian GNU/Linux 13'),
      Driver: 'overlay2',
      CgroupVersion: '2',
      CgroupDriver: 'cgroupfs',
      DefaultRuntime: 'crun',
      Runtimes: { crun: {}, runc: {} },
      MemoryLimit: true,
      SwapLimit: true,
      PidsLimit: true,
      RegistryConfig: { Mirrors: ['http://registry.lab/'] },
    });
    expect(info.Warnings).toEqual(['WARNING: No cpuset support']);
  });

  it('runs an image made on the spot', async () => {
    expect(await run(`${MAKE_IMAGE} > /dev/null && docker run --rm box:1 echo hello`)).toBe(
      'hello',
    );
  });
});

/** What the container's server answers on its published port. */
async function askWeb(): Promise<[status: number, body: string]> {
  const request = { method: 'GET', path: '/', headers: {} };
  const { status, body } = await machine.network.request(onGuest(8080), request);
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  return [status, Buffer.concat(parts).toString()];
}

describe('a running container', PATIENT, () => {
  beforeAll(async () => {
    await run(
      `mkdir -p /tmp/www && echo served > /tmp/www/index.html
       docker run -d --name web -p 8080:80 -v /tmp/www:/www box:1 \
         sh -c 'echo begun; exec busybox httpd -f -p 80 -h /www'`,
    );
  }, PATIENT.timeout);

  it('is found in the host’s namespaces, control groups, mounts and links', async () => {
    const [pid, id] = (await run("docker inspect -f '{{.State.Pid}} {{.Id}}' web")).split(' ');
    const types = await run(`lsns -p ${pid} -n -o TYPE | sort | tr '\\n' ' '`);
    expect(types.trim()).toBe('cgroup ipc mnt net pid time user uts');
    const own = `for n in mnt net pid uts ipc; do readlink /proc/$1/ns/$n; done`;
    const [outside, inside] = await Promise.all([
      run(`set -- 1; ${own}`),
      run(`set -- ${pid}; ${own}`),
    ]);
    const shared = new Set(outside.split('\n'));
    expect(inside.split('\n').filter((name) => shared.has(name))).toEqual([]);
    expect(await run(`cat /sys/fs/cgroup/docker/${id}/cgroup.procs`)).toContain(pid);
    expect(await run(`findmnt -n -t overlay -o TARGET`)).toContain(`/var/lib/docker/overlay2/`);
    expect(await run('ip -o link show type veth master docker0')).toMatch(/veth\w+@if\d+/);
  });

  it('was started with a hook that is not all of dockerd once more', async () => {
    const configuration = '/run/containerd/io.containerd.runtime.v2.task/moby/*/config.json';
    expect(await run(`grep -o '"path":"[^"]*","args":."libnetwork-setkey"' ${configuration}`)).toBe(
      '"path":"/usr/lib/drydock/engine/crun","args":["libnetwork-setkey"',
    );
  });

  it('answers the page on its published port', async () => {
    expect(await machine.network.probe(onGuest(8080))).toBe(true);
    expect(await askWeb()).toEqual([200, 'served\n']);
  });

  it('serves again after a snapshot was put back, in a machine that has gone on or had another profile', async () => {
    const capture = await machine.capture();
    await run('docker rm -f web');
    await expect(askWeb()).rejects.toMatchObject({ code: 'connection-refused' });
    await machine.restore(capture);
    expect(await askWeb()).toEqual([200, 'served\n']);
    await machine.reset('base');
    await machine.restore(capture);
    expect(machine.profile).toBe('engine');
    expect(await askWeb()).toEqual([200, 'served\n']);
    expect(await run('docker ps --format "{{.Names}} {{.State}}"')).toBe('web running');
  });

  it('is looked into with exec and logs', async () => {
    expect(await run('docker exec web cat /proc/1/comm')).toBe('busybox');
    expect(await run('docker logs web')).toBe('begun');
  });

  it('gets another limit while it runs', async () => {
    await run('docker update -m 48m --memory-swap 48m web');
    const limit = `cat /sys/fs/cgroup/docker/$(docker inspect -f '{{.Id}}' web)/memory.max`;
    expect(await run(limit)).toBe(String(48 * 1024 * 1024));
  });

  it('stops, and is gone when it is removed', async () => {
    await run('docker stop -t 0 web');
    expect(await run('docker ps -a --format "{{.Names}} {{.State}}"')).toBe('web exited');
    await run('docker rm web');
    expect(await run('docker ps -aq; ip -o link show type veth')).toBe('');
    expect(await run('ls -d /sys/fs/cgroup/docker/*/ || true')).toBe('');
  });
});

describe('a container with too little memory', PATIENT, () => {
  it('is killed alone, and said to have been', async () => {
    const { exitCode } = await machine.exec(
      "docker run --name greedy -m 16m box:1 sh -c 'x=$(yes | head -c 9); while :; do x=$x$x; done'",
      { timeoutMs: PATIENT.timeout },
    );
    expect(exitCode).toBe(137);
    expect(await run('docker inspect -f "{{.State.OOMKilled}}" greedy')).toBe('true');
    await run('docker rm greedy');
  });
});

describe('a killed daemon', PATIENT, () => {
  it('is started again, and knows its images', async () => {
    const before = await run('pidof dockerd');
    const answered = `until docker images -q box:1 2> /dev/null; do sleep 1; done`;
    expect(await run(`kill -9 ${before}; ${answered}`)).not.toBe('');
    expect(await run('pidof dockerd')).not.toBe(before);
  });
});
