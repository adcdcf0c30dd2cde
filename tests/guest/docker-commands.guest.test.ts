/** What Docker's own introduction has people type, as far as it needs no internet. Each test goes on from the one before. */
import { beforeAll, describe, expect, it } from 'vitest';
import { runningMachine, sh } from './machines.ts';

/** Containers come and go in seconds here, on a busy computer in minutes. */
const PATIENT = { timeout: 400_000 };

const machine = runningMachine();
const run = (script: string) => sh(machine(), script, { timeoutMs: PATIENT.timeout });

beforeAll(async () => {
  await machine().reset('engine');
  await run('docker pull -q busybox');
}, PATIENT.timeout);

describe('a container', PATIENT, () => {
  beforeAll(async () => {
    await run(
      `docker run -d --name web busybox sh -c 'mkdir /www; echo hello > /www/index.html; echo begun; exec httpd -f -h /www'`,
    );
  }, PATIENT.timeout);

  it('is listed by ps and top, and counted by stats', async () => {
    expect(await run("docker ps --format '{{.Names}} {{.Image}} {{.State}}'")).toBe(
      'web busybox running',
    );
    expect(await run('docker top web')).toContain('httpd -f -h /www');
    expect(
      await run("docker stats --no-stream --format '{{.Name}} {{.MemUsage}} {{.PIDs}}'"),
    ).toMatch(/^web [\d.]+[KM]iB \/ [\d.]+MiB 1$/);
  });

  it('takes files and gives them with cp, and diff tells which are its own', async () => {
    await run('echo copied > /tmp/new.html; docker cp -q /tmp/new.html web:/www/new.html');
    expect(await run('docker exec web wget -q -O - http://localhost/new.html')).toBe('copied');
    expect(await run('docker cp web:/www/index.html - | tar -xO')).toBe('hello');
    // dockerd goes through a map: the order is another one in one of eight times.
    const changes = await run('docker diff web | sort');
    expect(changes).toBe('A /www\nA /www/index.html\nA /www/new.html');
  });

  it('becomes an image with commit, which has a history and another name with tag', async () => {
    await run('docker commit -m "with pages" web pages:1; docker tag pages:1 shelf/pages:2');
    expect(await run("docker history --format '{{.Comment}}' pages:1 | head -n 1")).toBe(
      'with pages',
    );
    expect(await run("docker images --format '{{.Repository}}:{{.Tag}}' | sort")).toBe(
      'busybox:latest\npages:1\nshelf/pages:2',
    );
  });

  it('is removed with force while it runs', async () => {
    expect(await run('docker rm -f web; docker ps -aq')).toBe('web');
  });
});

describe('an image', PATIENT, () => {
  it('goes into a file with save, and comes back with load', async () => {
    await run('docker save -o /tmp/pages.tar pages:1; docker rmi pages:1 shelf/pages:2');
    expect(await run('docker load -i /tmp/pages.tar')).toBe('Loaded image: pages:1');
  });

  it.each([
    ['BuildKit', '1'],
    ['the classic builder', '0'],
  ])('is built by %s, whose container has what it should', async (_, buildKit) => {
    await run(
      `mkdir -p /tmp/build; cd /tmp/build; echo copied > file
       printf 'FROM busybox\\nRUN echo built > /built\\nCOPY file /\\nCMD ["cat", "/built", "/file"]\\n' > Dockerfile
       DOCKER_BUILDKIT=${buildKit} docker build -t built:${buildKit} .`,
    );
    expect(await run(`docker run --rm built:${buildKit}`)).toBe('built\ncopied');
  });

  it('is found by search, which tells what it is', async () => {
    const [head, ...found] = (await run('docker search --no-trunc nginx')).split('\n');
    expect(head).toMatch(/^NAME +DESCRIPTION +STARS +OFFICIAL/);
    expect(found[0]).toMatch(/^nginx +The nginx web server of Debian 13 +0 +\[OK\]/);
    expect(await run('docker search --format "{{.Name}}" nothing-of-the-kind')).toBe('');
  });

  it('that is not there is told of in Docker’s words, at once', async () => {
    const { exitCode, stderr } = await machine().exec('docker pull nothing-of-the-kind', {
      timeoutMs: PATIENT.timeout,
    });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('pull access denied for nothing-of-the-kind');
  });
});

describe('volumes and networks', PATIENT, () => {
  it('a volume keeps what one container wrote for the next', async () => {
    await run(
      'docker volume create kept; docker run --rm -v kept:/data busybox touch /data/by-first',
    );
    expect(await run('docker run --rm -v kept:/data busybox ls /data')).toBe('by-first');
    expect(await run('docker volume rm kept; docker volume ls -q')).toBe('kept');
  });

  it('compose starts containers that know each other by name, and takes them away', async () => {
    const inProject = 'cd /tmp/project;';
    await run(
      `mkdir -p /tmp/project; ${inProject}
       printf 'services:\\n  one:\\n    image: busybox\\n    command: httpd -f\\n  two:\\n    image: busybox\\n    command: sleep 1d\\n    init: true\\n' > compose.yaml
       docker compose up -d`,
    );
    expect(await run(`${inProject} docker compose ps --services | sort`)).toBe('one\ntwo');
    expect(await run(`${inProject} docker compose exec -T two ping -c 1 -w 60 one`)).toContain(
      '1 packets received',
    );
    await run(`${inProject} docker compose down -t 0`);
    expect(await run("docker ps -aq; docker network ls -q -f name='^project'")).toBe('');
  });
});

it('prune and df clean up and count', PATIENT, async () => {
  expect(await run('docker system prune -af --volumes')).toContain('Total reclaimed space');
  expect(await run("docker system df --format '{{.Type}} {{.TotalCount}}' | head -n 3")).toBe(
    'Images 0\nContainers 0\nLocal Volumes 0',
  );
});
