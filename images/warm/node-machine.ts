import { randomFillSync } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { ENGINE_FILE, readTunedEngine } from '../../src/machine/build/engine-plugin.ts';
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

/** The version of v86 that is installed. */
export async function engineVersion(): Promise<string> {
  const file = ENGINE_FILE.replace(/build\/v86\.wasm$/, 'package.json');
  return String((JSON.parse(await readFile(file, 'utf8')) as { version: unknown }).version);
}

/** Whether V8 optimises what v86 generates, as in a page: {@link optimiseGeneratedCode}. */
let optimises = false;
let engine: Promise<WebAssembly.Module> | undefined;

/** v86's module, compiled once for all machines of this process, as in a page: what has run often by then stays optimised. */
function compiledEngine(): Promise<WebAssembly.Module> {
  engine ??= compileEngine();
  return engine;
}

/**
 * V8 optimises v86 itself as it does in a page, but none of the modules that v86 generates, unless it is wanted: that takes as long as
 * the guest's own work, and few modules ever win it back.
 */
async function compileEngine(): Promise<WebAssembly.Module> {
  const module = await WebAssembly.compile(await readTunedEngine());
  if (optimises) return module;
  for (const flag of ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering']) setFlagsFromString(flag);
  return module;
}

/** Has all machines of this process run as in a page. To be called before the first is made, by whoever measures. */
export function optimiseGeneratedCode(): void {
  optimises = true;
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
}

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
    instantiate: async (imports) =>
      (await WebAssembly.instantiate(await compiledEngine(), imports)).exports,
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
