import { randomFillSync } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { MachineError } from '../../src/machine/errors.ts';
import { ImageSource, type OpenFile } from '../../src/machine/image/image-source.ts';
import {
  type ImageManifest,
  MANIFEST_PATH,
  parseManifest,
} from '../../src/machine/image/manifest.ts';
import { ZstdCodec } from '../../src/machine/image/zstd-codec.ts';
import { LocalMachine } from '../../src/machine/local-machine.ts';
import type { BootMode, Profile } from '../../src/machine/machine.ts';

/** v86's WebAssembly module, as npm installed it. */
export const ENGINE_FILE = createRequire(import.meta.url).resolve('v86/build/v86.wasm');

/** The version of v86 that is installed. */
export async function engineVersion(): Promise<string> {
  const file = ENGINE_FILE.replace(/build\/v86\.wasm$/, 'package.json');
  return String((JSON.parse(await readFile(file, 'utf8')) as { version: unknown }).version);
}

let engine: Promise<WebAssembly.Module> | undefined;

/** v86's module, compiled once for all machines of this process, as in a page: what has run often by then stays optimised. */
function compiledEngine(): Promise<WebAssembly.Module> {
  engine ??= readFile(ENGINE_FILE).then(async (bytes) => {
    const module = await WebAssembly.compile(new Uint8Array(bytes));
    return module;
  });
  return engine;
}

/** What may be put in the place of the usual, by tests. */
export interface NodeMachineOptions {
  readonly bootMode: BootMode;
  /** Absent: `base`. */
  readonly profile?: Profile;
  /** As in LocalMachineParts. */
  readonly memoryBytes?: number;
  readonly open?: OpenFile;
  readonly manifest?: ImageManifest;
  /** Unix time in milliseconds that the guest is told. */
  readonly now?: () => number;
  readonly randomBytes?: (length: number) => Uint8Array;
  readonly instantiate?: Instantiate;
}

/** Links v86's WebAssembly module with the imports that v86 hands over. */
export type Instantiate = (imports: WebAssembly.Imports) => Promise<WebAssembly.Exports>;

/** Links the module that npm installed. */
export const instantiateEngine: Instantiate = async (imports) =>
  (await WebAssembly.instantiate(await compiledEngine(), imports)).exports;

/** A machine in Node, from the files in `folder` (which holds `image/`). */
export function createNodeMachine(folder: string, options: NodeMachineOptions): LocalMachine {
  const open = options.open ?? openBelow(folder);
  const { manifest } = options;
  return new LocalMachine({
    bootMode: options.bootMode,
    profile: options.profile ?? 'base',
    ...(options.memoryBytes !== undefined && { memoryBytes: options.memoryBytes }),
    loadManifest: async () =>
      manifest ?? parseManifest(await readFile(join(folder, MANIFEST_PATH), 'utf8')),
    source: new ImageSource(open, new AbortController().signal),
    codec: new ZstdCodec(),
    instantiate: options.instantiate ?? instantiateEngine,
    surroundings: {
      now: options.now ?? (() => Date.now()),
      randomBytes: options.randomBytes ?? ((length) => randomFillSync(new Uint8Array(length))),
    },
  });
}

/** Opens the files of an image that lies on this computer's disk. */
export function openBelow(folder: string): OpenFile {
  return async (path) => readFileParts(join(folder, path), path);
}

async function* readFileParts(file: string, path: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const part of createReadStream(file)) yield new Uint8Array(part as Buffer);
  } catch (cause) {
    throw new MachineError('download-failed', `${path} could not be read`, path, { cause });
  }
}
