import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { applyLayer, readLayer } from '../../src/layers/layer-reader.ts';
import type { WrittenLayer } from '../../src/layers/layer-writer.ts';
import type { ImageManifest } from '../../src/machine/image/manifest.ts';
import { ZstdCodec } from '../../src/machine/image/zstd-codec.ts';
import type { LocalMachine } from '../../src/machine/local-machine.ts';
import { START_ENGINE } from '../../src/machine/start-engine.ts';
import type { StageProgress } from '../support/progress.ts';
import {
  freezeLayer,
  reclaimMemory,
  recordReads,
  runInGuest,
  typeCommands,
} from './guest-at-rest.ts';
import { createNodeMachine } from './node-machine.ts';

/** An image of one program, made on the spot. */
const MAKE_IMAGE = `
mkdir -p /run/probe/bin && cp /usr/lib/drydock/busybox /run/probe/bin/sh
tar -C /run/probe -c . | docker import --change 'ENTRYPOINT ["/bin/sh"]' - probe
rm -r /run/probe`;

/** Everything that a container goes through once; kernel modules, addresses and rules are then there. */
const RUN_CONTAINERS = `
docker run --rm probe -c 'exit 0'
docker run -d --name probe -p 8080:80 -m 64m probe -c 'sleep 600'
docker exec probe sh -c 'exit 0'; docker logs probe; docker stop -t 0 probe; docker rm probe`;

const REMOVE_IMAGE = 'docker rmi probe; docker container prune -f; docker builder prune -af';

/** Daemons that run while memory is filled read their own programs from the disk again and again, and nothing gets on. */
const HOLD_DAEMONS = 'echo 1 > /sys/fs/cgroup/engine/cgroup.freeze';
const RELEASE_DAEMONS = 'echo 0 > /sys/fs/cgroup/engine/cgroup.freeze';

/** A visitor's first look; its pages travel with the layer. */
const FIRST_STEPS = 'docker ps; history -c; exit\r';

/** What labs begin with, for the order in which the page fetches the rest of the disk. */
const COMMON_COMMANDS = `
${MAKE_IMAGE}
${RUN_CONTAINERS}
docker images; docker info; docker version; docker network ls; docker volume ls; docker inspect probe; docker history probe
docker network create probe; docker network rm probe; docker volume create probe; docker volume rm probe; docker stats --no-stream
lsns; ps aux; findmnt; ip -brief addr; iptables -t nat -L; pstree
${REMOVE_IMAGE}
`;

/** The `engine` layer, and what the page should fetch after it. */
export interface FrozenEngine extends WrittenLayer {
  /** Chunks of the disk to fetch ahead, in this order. */
  readonly workingSet: readonly number[];
}

/** Starts the Docker Engine on the `base` layer of the image in `folder`, and writes what differs as the `engine` layer. */
export async function freezeEngine(
  folder: string,
  manifest: ImageManifest,
  progress: StageProgress,
): Promise<FrozenEngine> {
  const parent = { id: manifest.base.id, memory: await readBaseMemory(folder, manifest) };
  const machine = createNodeMachine(folder, { bootMode: 'warm', manifest });
  try {
    await machine.start();
    progress.report('starting the Docker Engine');
    await runInGuest(machine, START_ENGINE);
    await warmUp(machine, progress);
    const { fingerprint } = manifest;
    const layer = await freezeLayer(machine, { fingerprint, parent }, progress);
    progress.report('recording what labs read');
    return { ...layer, workingSet: await recordReads(machine, COMMON_COMMANDS) };
  } finally {
    machine.destroy();
  }
}

async function warmUp(machine: LocalMachine, progress: StageProgress): Promise<void> {
  progress.report('running a container');
  for (const script of [MAKE_IMAGE, RUN_CONTAINERS, REMOVE_IMAGE])
    await runInGuest(machine, `set -e\n${script}`);
  progress.report('freeing memory');
  await runInGuest(machine, HOLD_DAEMONS);
  await reclaimMemory(machine);
  await runInGuest(machine, RELEASE_DAEMONS);
  await typeCommands(machine, FIRST_STEPS);
}

/** The memory that the page has before it applies the new layer. */
async function readBaseMemory(folder: string, manifest: ImageManifest): Promise<Uint8Array> {
  const { base, fingerprint, hardware } = manifest;
  const bytes = new Uint8Array(await readFile(join(folder, base.path)));
  const expected = { id: base.id, parent: null, fingerprint, memoryBytes: hardware.memoryBytes };
  const memory = new Uint8Array(hardware.memoryBytes);
  applyLayer(await readLayer(oneByOne(bytes), expected, new ZstdCodec()), memory);
  return memory;
}

async function* oneByOne(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
