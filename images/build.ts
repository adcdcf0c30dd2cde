/**
 * `npm run image:build`: makes everything of the guest machine that the page loads, under `images/out/image/`.
 *
 * Every stage is kept in the user's cache by the hash of its inputs: a second build with nothing changed copies files.
 */
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pageNumbers } from '../src/layers/page-order.ts';
import { ENGINE_FILE } from '../src/machine/build/engine-plugin.ts';
import { type ImageManifest, MANIFEST_PATH, parseManifest } from '../src/machine/image/manifest.ts';
import { ENGINE_VERSION } from '../src/machine/v86/emulator.ts';
import { fetchPackages } from './debian/fetch.ts';
import { loadLock, packagesFor } from './debian/lock.ts';
import { prelinkPrograms } from './debian/prelink.ts';
import { unpackRootfs } from './debian/rootfs.ts';
import { unpackInto } from './debian/unpack.ts';
import { buildDisk } from './disk/build-disk.ts';
import { writeBundles } from './disk/write-bundles.ts';
import { writeDisk, writeHashed } from './disk/write-disk.ts';
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
import { recordEngineReads } from './warm/record-engine.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const OUT = join(HERE, 'out');
const STAGES = 12;

const at = (path: string) => ({ path: join(HERE, path) });

/** What the freezing depends on besides the image: the code that boots, restores and packs. */
const FREEZING_CODE = [
  'disk/write-bundles.ts',
  ...['warm/guest-at-rest.ts', 'warm/hardware.ts', 'warm/node-machine.ts', 'support/zstd.ts'],
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
  // While the kernel is unpacked and configured, one processor has nothing to do.
  const unpacking = unpackUserland(files('rootfs'));
  unpacking.catch(() => undefined); // told when it is waited for
  const kernel = await progress.stage('kernel', (stage) =>
    buildKernel(
      onlyFile(
        files('kernel-source').find(({ package: { name } }) => name.startsWith('linux-source')),
      ),
      stage,
    ),
  );
  const sysroot = await unpackSysroot(files('agent-sysroot').map(({ file }) => file));
  const compile = (name: string, folder: string) =>
    buildStaticProgram(name, join(HERE, folder), sysroot);
  const programs = await progress.stage('own programs', async () => ({
    agent: await compile('drydock-agent', 'agent'),
    ociRuntime: await compile('crun', 'oci-runtime'),
  }));
  const userland = await progress.stage('userland', () => unpacking);
  const image = await progress.stage('disk', () =>
    buildDisk({ packages: join(userland, 'root'), modules: kernel.modules, ...programs }),
  );
  // Not beside the machines that are frozen: measured, with the lowest priority, both together take as long as one after the other.
  const packed = await progress.stage('chunks', (stage) => packDisk(image, userland, stage));
  const bios = onlyFile(files('firmware')[0]);
  const frozen = await progress.stage('warm boot', (stage) =>
    freeze({ packed, image, bzImage: kernel.bzImage, biosDeb: bios }, stage),
  );
  // On one processor while the other runs the machine.
  const images = compile('hello', 'registry').then((hello) =>
    buildRegistry({ lock, packages: files('registry'), hello }),
  );
  images.catch(() => undefined); // told when it is waited for
  const engine = await progress.stage('Docker Engine', (stage) =>
    addEngine({ packed, frozen }, stage),
  );
  const registry = await progress.stage('container images', () => images);
  const bundled = await progress.stage('first reads', (stage) =>
    bundleReads({ packed, frozen, engine, registry, image }, stage),
  );
  await progress.stage('output', (stage) =>
    publish({ packed, frozen, engine, bundled, userland, registry }, stage),
  );
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
    await prelinkPrograms(join(target, 'root'));
    await writeFile(join(target, 'packages.json'), `${JSON.stringify(made.packages, null, 1)}\n`);
  });
}

/** Large programs that only run where the Docker Engine does. */
const ENGINE_PROGRAMS = [
  ...['dockerd', 'docker-proxy'].map((name) => `usr/sbin/${name}`),
  ...['docker', 'containerd', 'containerd-shim-runc-v2', 'ctr'].map((name) => `usr/bin/${name}`),
  ...['docker-buildx', 'docker-compose'].map((name) => `usr/libexec/docker/cli-plugins/${name}`),
];

async function packDisk(image: string, userland: string, stage: StageProgress): Promise<string> {
  const code = ['disk', 'support/zstd.ts'].map((path) => ({ path: join(HERE, path) }));
  const engineFiles = ENGINE_PROGRAMS.map((path) => join(userland, 'root', path));
  return cached('chunks', [{ path: image }, ENGINE_PROGRAMS.join(), ...code], async (target) => {
    await mkdir(join(target, 'image/chunks'), { recursive: true });
    const disk = await writeDisk(target, image, engineFiles, (done, total) =>
      stage.report(`${done} of ${total} packed`),
    );
    await writeFile(join(target, 'disk.json'), JSON.stringify(disk));
  });
}

/** Boots the machine once, and writes the manifest beside the layer that comes of it. */
async function freeze(
  {
    packed,
    image,
    bzImage,
    biosDeb,
  }: Readonly<Record<'packed' | 'image' | 'bzImage' | 'biosDeb', string>>,
  stage: StageProgress,
): Promise<string> {
  const inputs = [
    packed,
    { path: bzImage },
    { path: biosDeb },
    { path: ENGINE_FILE },
    at('warm/freeze-base.ts'),
    ...FREEZING_CODE,
  ];
  return cached('base', inputs, async (target) => {
    await cp(join(packed, 'image'), join(target, 'image'), { recursive: true });
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
    const disk = JSON.parse(
      await readFile(join(packed, 'disk.json'), 'utf8'),
    ) as ImageManifest['disk'];
    const fingerprint = await fingerprintOf(HARDWARE);
    const engine = await describeEngine();
    const draft = { format: 1, engine, fingerprint, hardware: HARDWARE, disk, cold } as const;
    const base = await freezeBase(target, draft, stage);
    const file = await writeHashed(target, 'base', 'layer', base.bytes);
    const manifest: ImageManifest = {
      ...draft,
      disk: { ...disk, bundles: await writeBundles(target, image, base.firstReads) },
      base: { ...file, id: base.id, waitingShell: base.waitingShell },
    };
    await rm(join(target, 'image/chunks'), { recursive: true });
    await writeFile(join(target, 'image/manifest.json'), JSON.stringify(manifest));
  });
}

/** Starts the Docker Engine on the frozen machine, and writes the layer that comes of it and a manifest that has it. */
async function addEngine(
  { packed, frozen }: Readonly<Record<'packed' | 'frozen', string>>,
  stage: StageProgress,
): Promise<string> {
  // The base layer's own bytes count: each time it is made it is another.
  const layer = { path: join(frozen, MANIFEST_PATH) };
  const inputs = [packed, layer, at('warm/freeze-engine.ts'), ...FREEZING_CODE];
  return cached('engine', inputs, async (target) => {
    await putTogether(target, [packed, frozen]);
    const manifest = await readManifest(target);
    const { bytes, id, waitingShell } = await freezeEngine(target, manifest, stage);
    await rm(join(target, 'image'), { recursive: true });
    await mkdir(join(target, 'image'));
    const file = await writeHashed(target, 'engine', 'layer', bytes);
    const engineLayer = { ...file, id, waitingShell, bundles: [] };
    const whole: ImageManifest = { ...manifest, engineLayer };
    await writeFile(join(target, MANIFEST_PATH), JSON.stringify(whole));
  });
}

/** Runs the first commands of labs on the finished machine, and writes bundles of what they read, and a manifest that has them. */
async function bundleReads(
  parts: Readonly<Record<'packed' | 'frozen' | 'engine' | 'registry' | 'image', string>>,
  stage: StageProgress,
): Promise<string> {
  const { packed, frozen, engine, registry, image } = parts;
  const layers = { path: join(engine, MANIFEST_PATH) };
  const inputs = [packed, layers, registry, at('warm/record-engine.ts'), ...FREEZING_CODE];
  return cached('bundles', inputs, async (target) => {
    await putTogether(target, [packed, frozen, engine]);
    const manifest = await readManifest(target);
    await publishRegistry(registry, join(target, 'image'));
    const firstReads = await recordEngineReads(target, await readManifest(target), stage);
    await rm(join(target, 'image'), { recursive: true });
    await mkdir(join(target, 'image'));
    const everywhere = new Set(manifest.disk.bundles.flatMap(({ runs }) => [...pageNumbers(runs)]));
    const besides = firstReads.filter((block) => !everywhere.has(block));
    const bundles = await writeBundles(target, image, besides);
    const engineLayer = manifest.engineLayer && { ...manifest.engineLayer, bundles };
    await writeFile(join(target, MANIFEST_PATH), JSON.stringify({ ...manifest, engineLayer }));
  });
}

/** Copies the image's files of several stages into one folder; where two have the same, that of the later stage stays. */
async function putTogether(target: string, stages: readonly string[]): Promise<void> {
  for (const stage of stages) {
    await cp(join(stage, 'image'), join(target, 'image'), { recursive: true });
  }
}

const readManifest = async (folder: string): Promise<ImageManifest> =>
  parseManifest(await readFile(join(folder, MANIFEST_PATH), 'utf8'));

async function describeEngine(): Promise<ImageManifest['engine']> {
  const version = await engineVersion();
  if (version !== ENGINE_VERSION) {
    throw new Error(
      `v86 ${version} is installed, and ENGINE_VERSION in src/machine/v86/emulator.ts is ${ENGINE_VERSION}`,
    );
  }
  return { name: 'v86', version, bytes: (await stat(ENGINE_FILE)).size };
}

/** Puts the new image in the place of the old one in one step, so that a served page never sees half of it. */
async function publish(
  parts: Readonly<
    Record<'packed' | 'frozen' | 'engine' | 'bundled' | 'userland' | 'registry', string>
  >,
  stage: StageProgress,
): Promise<void> {
  const { packed, frozen, engine, bundled, userland, registry } = parts;
  const whole = join(OUT, `next.${process.pid}`);
  await rm(whole, { recursive: true, force: true });
  await putTogether(whole, [packed, frozen, engine, bundled]);
  const next = join(whole, 'image');
  await cp(join(userland, 'packages.json'), join(next, 'packages.json'));
  await cp(join(userland, 'copyrights'), join(next, 'copyrights'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  await publishRegistry(registry, next);
  await rm(join(OUT, 'image'), { recursive: true, force: true });
  await rename(next, join(OUT, 'image'));
  await rm(whole, { recursive: true });
  const chunks = await readdir(join(OUT, 'image/chunks'));
  const manifest = JSON.parse(
    await readFile(join(OUT, 'image/manifest.json'), 'utf8'),
  ) as ImageManifest;
  stage.report(
    `base layer ${formatBytes(manifest.base.bytes)}, engine layer ${formatBytes(manifest.engineLayer?.bytes ?? 0)}, disk ${formatBytes(manifest.disk.bytes)} in ${chunks.length} chunks`,
  );
}

try {
  await build(new BuildProgress(STAGES));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1); // whatever else was begun
}
