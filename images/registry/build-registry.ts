import { copyFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ImageFile } from '../../src/machine/image/manifest.ts';
import type { RegistryIndex } from '../../src/machine/registry/static-registry.ts';
import { checkLibraries } from '../debian/check-libraries.ts';
import type { FetchedPackage } from '../debian/fetch.ts';
import type { PackageLock } from '../debian/lock.ts';
import { writeHashed } from '../disk/write-disk.ts';
import { cached } from '../support/cache.ts';
import { run } from '../support/run.ts';
import { type DescribedImage, describeImage } from './describe-image.ts';
import { IMAGES, type ImageRecipe } from './image-recipes.ts';
import { LAYERS, type LayerRecipe } from './layer-recipes.ts';
import { makeLayerTree } from './layer-tree.ts';
import { type PackedLayer, packLayer } from './pack-layer.ts';
import { tagsOf } from './tags.ts';

/** What the images are made from. */
export interface RegistryParts {
  readonly lock: PackageLock;
  /** The packages of the use `registry`. */
  readonly packages: readonly FetchedPackage[];
  /** Path of the program of the image `hello-world`. */
  readonly hello: string;
}

/** The code that decides what is in an image. */
const CODE = [
  '.',
  '../debian/unpack.ts',
  '../debian/prune.ts',
  '../debian/unneeded.ts',
  '../debian/copyright.ts',
  '../disk/write-disk.ts',
  '../../src/machine/registry/media-types.ts',
  '../../src/machine/registry/layer-files.ts',
].map((path) => ({ path: fileURLToPath(new URL(path, import.meta.url)) }));

/**
 * Makes the lab's container images as a static registry.
 *
 * @returns a folder with `image/registry/` (layers and configurations by their hashes), the index beside it, `registry.json` that
 * names the index for the manifest, `copyrights/` and `registry-packages.json`
 */
export async function buildRegistry(parts: RegistryParts): Promise<string> {
  const created = createdAt(parts.lock);
  const files = parts.packages.map(({ file }) => ({ path: file }));
  const inputs = [created.toISOString(), { path: parts.hello }, ...CODE, ...files];
  return cached('registry', inputs, (target) => make(parts, created, target));
}

/** Images are as old as the newest of their sources: the same lock file gives the same time. */
function createdAt({ indexes }: PackageLock): Date {
  const newest = Math.max(...indexes.map(({ date }) => Date.parse(date)));
  if (!Number.isFinite(newest)) throw new Error('the lock file has no index with a date');
  return new Date(newest);
}

async function make(parts: RegistryParts, created: Date, target: string): Promise<void> {
  const work = join(target, 'work');
  await mkdir(join(target, 'image/registry'), { recursive: true });
  await mkdir(work);
  const locked = new Map(parts.packages.map((entry) => [entry.package.name, entry]));
  const versions = new Map([...locked].map(([name, entry]) => [name, entry.package]));
  await makeTrees(parts, locked, work, join(target, 'copyrights'));
  for (const recipe of IMAGES) await checkImage(recipe, work);
  const packed = await packTrees(work, created);
  const images: { recipe: ImageRecipe; image: DescribedImage; tags: readonly string[] }[] = [];
  for (const recipe of IMAGES) {
    const { version, tags } = tagsOf(recipe, versions);
    const layers = recipe.layers.map((id) => required(packed.get(id), `layer ${id}`));
    images.push({ recipe, tags, image: describeImage(recipe, layers, { created, version }) });
  }
  const index = await writeFiles(target, [...packed.values()], images);
  const file = await writeHashed(target, 'registry', 'json', Buffer.from(JSON.stringify(index)));
  await writeFile(join(target, 'registry.json'), JSON.stringify(file));
  const list = [...versions.values()].map(({ name, version }) => ({ name, version }));
  await writeFile(join(target, 'registry-packages.json'), `${JSON.stringify(list, null, 1)}\n`);
  await rm(work, { recursive: true });
}

interface MadeLayer {
  readonly recipe: LayerRecipe;
  readonly packed: PackedLayer;
}

async function makeTrees(
  { hello }: RegistryParts,
  locked: ReadonlyMap<string, FetchedPackage>,
  work: string,
  copyrights: string,
): Promise<void> {
  const packageFile = (name: string) => required(locked.get(name), `package ${name}`).file;
  for (const recipe of LAYERS) {
    await makeLayerTree(recipe, { packageFile, hello, copyrights }, join(work, recipe.id));
  }
}

async function packTrees(work: string, created: Date): Promise<Map<string, MadeLayer>> {
  const made = new Map<string, MadeLayer>();
  for (const recipe of LAYERS) {
    const root = join(work, recipe.id);
    made.set(recipe.id, { recipe, packed: await packLayer(root, `${root}.layer`, created) });
  }
  return made;
}

/** Lays an image's layers together as Docker will and makes sure that every program finds its libraries. */
async function checkImage({ layers }: ImageRecipe, work: string): Promise<void> {
  const whole = join(work, 'whole');
  await mkdir(whole);
  for (const id of layers) await run('cp', ['-a', `${join(work, id)}/.`, whole]);
  await checkLibraries(whole);
  await rm(whole, { recursive: true });
}

async function writeFiles(
  target: string,
  layers: readonly MadeLayer[],
  images: readonly { recipe: ImageRecipe; image: DescribedImage; tags: readonly string[] }[],
): Promise<RegistryIndex> {
  const blobs: Record<string, ImageFile> = {};
  const filePages: Record<string, number> = {};
  const manifests: RegistryIndex['manifests'][string][] = [];
  const byDigest: Record<string, (typeof manifests)[number]> = {};
  const repositories: Record<
    string,
    { description: string; tags: Record<string, string>; contents: string[] }
  > = {};
  for (const { packed } of layers) {
    filePages[`sha256:${packed.sha256}`] = packed.filePages;
    blobs[`sha256:${packed.sha256}`] = await writeHashed(
      target,
      'registry/',
      'bin',
      await readFile(packed.file),
    );
  }
  for (const { recipe, image, tags } of images) {
    const { config, manifest, index } = image;
    blobs[config.digest] = await writeHashed(target, 'registry/', 'bin', Buffer.from(config.text));
    for (const { digest, mediaType, text } of [manifest, index])
      byDigest[digest] = { mediaType, text };
    repositories[recipe.name] ??= { description: recipe.description, tags: {}, contents: [] };
    const repository = required(repositories[recipe.name], recipe.name);
    for (const tag of tags) repository.tags[tag] = index.digest;
    const used = recipe.layers.map((id) => layers.find((layer) => layer.recipe.id === id));
    repository.contents.push(
      index.digest,
      manifest.digest,
      config.digest,
      ...used.map((layer) => `sha256:${layer?.packed.sha256}`),
    );
  }
  for (const repository of Object.values(repositories)) {
    repository.contents = [...new Set(repository.contents)];
  }
  return { format: 1, repositories, blobs, filePages, manifests: byDigest };
}

function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the recipes name ${what}, which there is not`);
  return value;
}

/** Puts the images into a folder that is about to be published, and says in its manifest where they are. */
export async function publishRegistry(registry: string, image: string): Promise<void> {
  await cp(join(registry, 'image'), image, { recursive: true });
  await cp(join(registry, 'copyrights'), join(image, 'copyrights'), { recursive: true });
  await copyFile(join(registry, 'registry-packages.json'), join(image, 'registry-packages.json'));
  const manifestFile = join(image, 'manifest.json');
  const manifest = JSON.parse(await readFile(manifestFile, 'utf8')) as object;
  const index = JSON.parse(await readFile(join(registry, 'registry.json'), 'utf8')) as ImageFile;
  await writeFile(manifestFile, JSON.stringify({ ...manifest, registry: index }));
}
