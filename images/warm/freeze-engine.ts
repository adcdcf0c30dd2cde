import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { applyLayer, readLayer } from '../../src/layers/layer-reader.ts';
import type { WrittenLayer } from '../../src/layers/layer-writer.ts';
import type { CapturedTerminal } from '../../src/machine/capture.ts';
import type { ImageManifest } from '../../src/machine/image/manifest.ts';
import { ZstdCodec } from '../../src/machine/image/zstd-codec.ts';
import type { LocalMachine } from '../../src/machine/local-machine.ts';
import { START_ENGINE } from '../../src/machine/start-engine.ts';
import type { StageProgress } from '../support/progress.ts';
import {
  freezeLayer,
  leaveShellWaiting,
  READ_AHEAD,
  reclaimMemory,
  runAlone,
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
const RUN_CONTAINERS = [
  `docker run --rm probe -c 'exit 0'`,
  `docker run -d --name probe -p 8080:80 -m 64m probe -c 'sleep 600'`,
  `docker exec probe sh -c 'exit 0'`,
  'docker logs probe; docker stop -t 0 probe; docker rm probe',
];

const REMOVE_IMAGE = 'docker rmi probe';

/** Daemons that run while memory is filled read their own programs from the disk again and again, and nothing gets on. */
const HOLD_DAEMONS = 'echo 1 > /sys/fs/cgroup/engine/cgroup.freeze';
const RELEASE_DAEMONS = 'echo 0 > /sys/fs/cgroup/engine/cgroup.freeze';

/**
 * The daemons' programs are opened like this and keep it: the layer holds what they use and not what lies beside it. Of 16 KiB
 * at a time they had 1933 and 694 pages in the layer, of single pages they have 766 and 309: 2 MB less.
 */
const READ_SINGLE_PAGES = `echo 0 > ${READ_AHEAD}`;

/**
 * A visitor's first look; its pages travel with the layer. Again and again: where Go's runtime stops to look at its stack is another
 * place each time, and of the table that it looks into there each page that is missing costs the page a whole chunk. It stops where
 * something takes long, and in a visitor's page everything does, since nothing is compiled yet: nor is it here. Measured in five machines
 * that go on from the layer, twice: 252, 106, 63, 208, 283, 256, 106, 224, 336 and 76 pages were read by the first `docker ps` after looks in
 * compiled code, 120, 131, 185, 106, 42, 97, 52, 124, 65 and 50 after these, which make the layer 0.3 MB larger.
 */
const FIRST_LOOK = 'docker ps; history -c; exit\r';

/**
 * For as long as the looks last: what the daemons do once a minute reads their programs as well. Measured: containerd did it for the first
 * time two seconds after a visitor's start, beside the first `docker ps`, and read 13 chunks for it. Not for two minutes: then
 * the daemons sweep their memory, which few visitors will wait for, and which makes the layer 0.4 MB larger.
 */
const LET_MINUTE_PASS = 'sleep 65';

/** The `engine` layer. */
export interface FrozenEngine extends WrittenLayer {
  readonly waitingShell: CapturedTerminal;
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
    await runInGuest(machine, READ_SINGLE_PAGES);
    await startEngine(machine);
    await warmUp(machine, progress);
    const waitingShell = await leaveShellWaiting(machine);
    const { fingerprint } = manifest;
    const layer = await freezeLayer(machine, { fingerprint, parent }, progress);
    return { ...layer, waitingShell };
  } finally {
    machine.destroy();
  }
}

/** On a busy host it takes many times the twenty seconds of an idle one. */
const START_DEADLINE_MS = 1_800_000;

async function startEngine(machine: LocalMachine): Promise<void> {
  const { exitCode, stderr } = await machine.exec([START_ENGINE], { timeoutMs: START_DEADLINE_MS });
  if (exitCode !== 0) throw new Error(`the Docker Engine did not start: ${stderr}`);
}

async function warmUp(machine: LocalMachine, progress: StageProgress): Promise<void> {
  progress.report('running a container');
  for (const script of [MAKE_IMAGE, ...RUN_CONTAINERS, REMOVE_IMAGE])
    await runInGuest(machine, `set -e\n${script}`);
  progress.report('freeing memory');
  await runAlone(machine, HOLD_DAEMONS);
  await reclaimMemory(machine);
  await runAlone(machine, RELEASE_DAEMONS);
  let isOver = false;
  const minute = runAlone(machine, LET_MINUTE_PASS).finally(() => {
    isOver = true;
  });
  for (let look = 1; !isOver; look++) {
    progress.report(`first looks while a minute passes: ${look}`);
    machine.emulator?.cpu.jit_clear_cache();
    await typeCommands(machine, FIRST_LOOK);
  }
  await minute;
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
