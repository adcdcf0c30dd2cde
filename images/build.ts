/**
 * `npm run image:build`: makes everything of the guest machine that the page loads, under `images/out/image/`.
 *
 * Every stage is kept in the user's cache by the hash of its inputs: a second build with nothing changed copies files.
 */
import { cp, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ENGINE_FILE } from '../src/machine/build/engine-plugin.ts';
import { type ImageManifest, MANIFEST_PATH, parseManifest } from '../src/machine/image/manifest.ts';
import { ENGINE_VERSION } from '../src/machine/v86/emulator.ts';
import { fetchPackages } from './debian/fetch.ts';
import { loadLock, packagesFor } from './debian/lock.ts';
import { unpackRootfs } from './debian/rootfs.ts';
import { unpackInto } from './debian/unpack.ts';
import { buildDisk } from './disk/build-disk.ts';
import { geometryOf, writeDisk, writeHashed } from './disk/write-disk.ts';
import { buildKernel } from './kernel/build-kernel.ts';
import { buildRegistry, publishRegistry } from './registry/build-registry.ts';
import { cached, hashInputs } from './support/cache.ts';
import { ensureHostTools } from './support/host-tools.ts';
import { BuildProgress, formatBytes, type StageProgress } from './support/progress.ts';
import { buildStaticProgram, type Sysroot } from './support/static-program.ts';
import { freezeBase } from './warm/freeze-base.ts';
import { freezeEngine } from './warm/freeze-engine.ts';
import { COMMAND_LINE, fingerprintOf, HARDWARE } from './warm/hardware.ts';
import { engineVersion } from './warm/node-machine.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const OUT = join(HERE, 'out');
const STAGES = 11;

const at = (path: string) => ({ path: join(HERE, path) });

/** What the freezing depends on besides the image: the code that boots, restores and packs. */
const FREEZING_CODE = [
  ...['guest-at-rest.ts', 'hardware.ts', 'node-machine.ts', 'unpacked-disk-source.ts'].map(
    (name) => `warm/${name}`,
  ),
  ...['disk/write-disk.ts', 'support/zstd.ts'],
  ...['../src/machine', '../src/layers'],
].map(at);

async function build(progress: BuildProgress): Promise<void> {
  await progress.stage('host tools', (stage) =>
    ensureHostTools(['packages', 'kernel', 'agent', 'disk', 'layers'], (text) =>
      stage.report(text),
    ),
  );
  const lock = await loadLock();
  const fetched = await progress.stage('packages', (stage) =>
    fetchPackages(lock.packages, { progress: stage }),
  );
  const files = (use: Parameters<typeof packagesFor>[1]) => {
    const wanted = new Set(packagesFor(lock, use).map(({ name }) => name));
    return fetched.filter((entry) => entry.package.use === use && wanted.has(entry.package.name));
  };
  // These fill the processor that unpacking and configuring the kernel leaves idle.
  const sysroot = begin(unpackSysroot(files('agent-sysroot').map(({ file }) => file)));
  const compile = async (name: string, folder: string) =>
    buildStaticProgram(name, join(HERE, folder), await sysroot);
  const unpacking = begin(unpackUserland(files('rootfs')));
  const images = begin(
    compile('hello', 'registry').then((hello) =>
      buildRegistry({ lock, packages: files('registry'), hello }),
    ),
  );
  const kernel = await progress.stage('kernel', (stage) =>
    buildKernel(
      onlyFile(
        files('kernel-source').find(({ package: { name } }) => name.startsWith('linux-source')),
      ),
      stage,
    ),
  );
  const programs = await progress.stage('own programs', async () => ({
    agent: await compile('drydock-agent', 'agent'),
    ociRuntime: await compile('crun', 'oci-runtime'),
  }));
  const userland = await progress.stage('userland', () => unpacking);
  const disk = await progress.stage('disk', async () => {
    const parts = { packages: join(userland, 'root'), modules: kernel.modules, ...programs };
    const image = await buildDisk(parts);
    return { image, key: await hashInputs([{ path: image }]) };
  });
  // Beside the machine, which keeps one processor busy and has the first claim on all.
  let chunks: StageProgress | undefined;
  const packing = begin(packDisk(disk, userland, (text) => chunks?.report(text)));
  const bios = onlyFile(files('firmware')[0]);
  const frozen = await progress.stage('warm boot', (stage) =>
    freeze(disk, kernel.bzImage, bios, stage),
  );
  const engine = await progress.stage('Docker Engine', (stage) => addEngine(disk, frozen, stage));
  const packed = await progress.stage('chunks', (stage) => {
    chunks = stage;
    return packing;
  });
  const registry = await progress.stage('container images', () => images);
  await progress.stage('output', (stage) =>
    publish({ packed, frozen, engine, userland, registry }, stage),
  );
}

/** Work whose result is wanted later, and whose failure is told then. */
function begin<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  return work;
}

function onlyFile(fetched: { readonly file: string } | undefined): string {
  if (fetched === undefined)
    throw new Error('a package that the build needs is not in the lock file');
  return fetched.file;
}

async function unpackSysroot(debs: readonly string[]): Promise<Sysroot> {
  const inputs = debs.map((path) => ({ path }));
  const path = await cached(
    'agent-sysroot',
    inputs,
    async (target) => void (await unpackInto(debs, target)),
  );
  return { path, key: await hashInputs(inputs) };
}

async function unpackUserland(
  packages: Awaited<ReturnType<typeof fetchPackages>>,
): Promise<string> {
  const inputs = [{ path: join(HERE, 'debian') }, ...packages.map(({ file }) => ({ path: file }))];
  return cached('userland', inputs, async (target) => {
    const made = await unpackRootfs({
      packages,
      destination: join(target, 'root'),
      copyrights: join(target, 'copyrights'),
    });
    await writeFile(join(target, 'packages.json'), `${JSON.stringify(made.packages, null, 1)}\n`);
  });
}

/** Large programs that only run where the Docker Engine does. */
const ENGINE_PROGRAMS = [
  ...['dockerd', 'docker-proxy'].map((name) => `usr/sbin/${name}`),
  ...['docker', 'containerd', 'containerd-shim-runc-v2', 'ctr'].map((name) => `usr/bin/${name}`),
  ...['docker-buildx', 'docker-compose'].map((name) => `usr/libexec/docker/cli-plugins/${name}`),
];

/** The disk as it was laid. */
interface Disk {
  /** The file that it lies in. */
  readonly image: string;
  /** The hash of its content. */
  readonly key: string;
}

/** Packs the chunks of the disk into `image/chunks/`, with `disk.json`, what the manifest says of them. */
async function packDisk(
  { image, key }: Disk,
  userland: string,
  report: (text: string) => void,
): Promise<string> {
  const code = ['disk', 'support/zstd.ts'].map(at);
  const engineFiles = ENGINE_PROGRAMS.map((path) => join(userland, 'root', path));
  return cached('chunks', [key, ENGINE_PROGRAMS.join(), ...code], async (target) => {
    await mkdir(join(target, 'image/chunks'), { recursive: true });
    const disk = await writeDisk(target, image, engineFiles, (done, total) =>
      report(`${done} of ${total} packed`),
    );
    await writeFile(join(target, 'disk.json'), JSON.stringify(disk));
  });
}

/** Boots the machine once, and writes the manifest, without the chunks of its disk, beside the layer that comes of it. */
async function freeze(
  { image, key }: Disk,
  bzImage: string,
  biosDeb: string,
  stage: StageProgress,
): Promise<string> {
  const inputs = [
    key,
    { path: bzImage },
    { path: biosDeb },
    { path: ENGINE_FILE },
    at('warm/freeze-base.ts'),
    ...FREEZING_CODE,
  ];
  return cached('base', inputs, async (target) => {
    await mkdir(join(target, 'image'));
    const firmware = join(target, 'firmware');
    await unpackInto([biosDeb], firmware);
    const cold = {
      kernel: await writeHashed(target, 'kernel', 'bin', await readFile(bzImage)),
      bios: await writeHashed(
        target,
        'bios',
        'bin',
        await readFile(join(firmware, 'usr/share/seabios/bios.bin')),
      ),
      commandLine: COMMAND_LINE,
    };
    await rm(firmware, { recursive: true });
    const fingerprint = await fingerprintOf(HARDWARE);
    const engine = await describeEngine();
    const disk = { ...(await geometryOf(image)), chunks: [], workingSet: [] };
    const draft = { format: 1, engine, fingerprint, hardware: HARDWARE, disk, cold } as const;
    const base = await freezeBase({ folder: target, image }, draft, stage);
    const file = await writeHashed(target, 'base', 'layer', base.bytes);
    const manifest: ImageManifest = {
      ...draft,
      disk: { ...disk, workingSet: base.workingSet },
      base: { ...file, id: base.id, waitingShell: base.waitingShell },
    };
    await writeFile(join(target, MANIFEST_PATH), JSON.stringify(manifest));
  });
}

/** Starts the Docker Engine on the frozen machine, and writes the layer that comes of it and a manifest that has it. */
async function addEngine(
  { image, key }: Disk,
  frozen: string,
  stage: StageProgress,
): Promise<string> {
  // The base layer's own bytes count: each time it is made it is another.
  const layer = { path: join(frozen, MANIFEST_PATH) };
  const inputs = [key, layer, at('warm/freeze-engine.ts'), ...FREEZING_CODE];
  return cached('engine', inputs, async (target) => {
    await mkdir(join(target, 'image'));
    const manifest = await readManifest(frozen);
    const files = { folder: frozen, image };
    const { bytes, id, waitingShell, workingSet } = await freezeEngine(files, manifest, stage);
    const file = await writeHashed(target, 'engine', 'layer', bytes);
    const engineLayer = { ...file, id, waitingShell, workingSet };
    const whole: ImageManifest = { ...manifest, engineLayer };
    await writeFile(join(target, MANIFEST_PATH), JSON.stringify(whole));
  });
}

async function readManifest(folder: string): Promise<ImageManifest> {
  return parseManifest(await readFile(join(folder, MANIFEST_PATH), 'utf8'));
}

async function describeEngine(): Promise<ImageManifest['engine']> {
  const version = await engineVersion();
  if (version !== ENGINE_VERSION) {
    throw new Error(
      `v86 ${version} is installed, and ENGINE_VERSION in src/machine/v86/emulator.ts is ${ENGINE_VERSION}`,
    );
  }
  return { name: 'v86', version, bytes: (await stat(ENGINE_FILE)).size };
}

/** Folders that the stages have filled. */
interface Made {
  readonly packed: string;
  readonly frozen: string;
  readonly engine: string;
  readonly userland: string;
  readonly registry: string;
}

/** Puts the new image in the place of the old one in one step, so that a served page never sees half of it. */
async function publish(made: Made, stage: StageProgress): Promise<void> {
  const { packed, frozen, engine, userland, registry } = made;
  const next = join(OUT, `next.${process.pid}`);
  await rm(next, { recursive: true, force: true });
  await mkdir(next, { recursive: true });
  for (const folder of [packed, frozen, engine])
    await cp(join(folder, 'image'), next, { recursive: true });
  const manifest = await withChunks(engine, packed);
  await writeFile(join(next, 'manifest.json'), JSON.stringify(manifest));
  await cp(join(userland, 'packages.json'), join(next, 'packages.json'));
  await cp(join(userland, 'copyrights'), join(next, 'copyrights'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  await publishRegistry(registry, next);
  await rm(join(OUT, 'image'), { recursive: true, force: true });
  await rename(next, join(OUT, 'image'));
  const { base, engineLayer, disk } = manifest;
  const files = new Set(disk.chunks.map((file) => file?.path));
  files.delete(undefined);
  stage.report(
    `base layer ${formatBytes(base.bytes)}, engine layer ${formatBytes(engineLayer?.bytes ?? 0)}, disk ${formatBytes(disk.bytes)} in ${files.size} chunks`,
  );
}

/** The manifest of the frozen machines, which know the disk as it was laid, with the chunks that a page fetches. */
async function withChunks(engine: string, packed: string): Promise<ImageManifest> {
  const manifest = await readManifest(engine);
  const disk = JSON.parse(
    await readFile(join(packed, 'disk.json'), 'utf8'),
  ) as ImageManifest['disk'];
  return { ...manifest, disk: { ...disk, workingSet: manifest.disk.workingSet } };
}

try {
  await build(new BuildProgress(STAGES));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1); // whatever else has begun
}
