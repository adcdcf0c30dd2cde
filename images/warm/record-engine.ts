import type { ImageManifest } from '../../src/machine/image/manifest.ts';
import type { StageProgress } from '../support/progress.ts';
import { recordReads } from './guest-at-rest.ts';
import { createNodeMachine } from './node-machine.ts';

/**
 * What labs begin with, from images of the lab's own registry on: what it reads of the disk comes in bundles, in the order of these
 * commands. Not `docker info`: it starts the plug-ins, whose 120 MB few will ever need.
 */
const FIRST_COMMANDS = ['docker ps', 'docker run --rm hello-world'];
const NEXT_COMMANDS = [
  'docker run -d --name probe -p 8080:80 -m 64m busybox sleep 600',
  `docker exec probe sh -c 'exit 0'; docker logs probe; docker stop -t 0 probe; docker rm probe`,
  'docker images; docker inspect busybox; docker network create probe; docker volume ls; docker history busybox',
  'docker save hello-world | gzip | docker load',
  'lsns; findmnt; ip -brief addr; iptables -t nat -L; pstree; ps aux',
];

/**
 * The first ones once more, on another machine: where Go's runtime looks at a stack is another place each time, and so is what it reads
 * there. What only this reads comes last.
 */
const RUNS = [[...FIRST_COMMANDS, ...NEXT_COMMANDS], FIRST_COMMANDS];

/**
 * Blocks of the disk that labs with the Docker Engine read first, in this order, on machines that go on from the finished layers as a
 * visitor's does.
 * @param folder with `image/`, and in it the container images
 */
export async function recordEngineReads(
  folder: string,
  manifest: ImageManifest,
  progress: StageProgress,
): Promise<number[]> {
  const blocks = new Set<number>();
  for (const [run, commands] of RUNS.entries()) {
    const machine = createNodeMachine(folder, { bootMode: 'warm', profile: 'engine', manifest });
    try {
      await machine.start();
      for (const [done, command] of commands.entries()) {
        progress.report(
          `machine ${run + 1} of ${RUNS.length}, command ${done + 1} of ${commands.length}`,
        );
        for (const block of await recordReads(machine, command)) blocks.add(block);
      }
    } finally {
      machine.destroy();
    }
  }
  return [...blocks];
}
