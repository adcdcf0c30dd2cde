import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';
import { madeAsset } from '../../support/build/made-asset.ts';

/** v86's WebAssembly module, as npm installed it. */
export const ENGINE_FILE = createRequire(import.meta.url).resolve('v86/build/v86.wasm');

/** `i32.const 200000` and `i32.lt_u`: where v86 0.5.462 asks whether a page of code is hot (`JIT_THRESHOLD`, src/rust/jit.rs). */
const USUAL_THRESHOLD = Buffer.of(0x41, 0xc0, 0x9a, 0x0c, 0x49);
/** The same with 500,000. */
const THRESHOLD = Buffer.of(0x41, 0xa0, 0xc2, 0x1e, 0x49);

/**
 * v86's module with a higher threshold of what it compiles: browsers optimise whatever v86 generates, at a price that only what is
 * hot for sure wins back. The figures are in tests/bench/README.md.
 * @throws Error when the module has no such place, as another version of v86
 */
export async function readTunedEngine(): Promise<Uint8Array<ArrayBuffer>> {
  const module = await readFile(ENGINE_FILE);
  const at = module.indexOf(USUAL_THRESHOLD);
  if (at < 0 || module.includes(USUAL_THRESHOLD, at + 1)) {
    throw new Error('v86 has its JIT threshold in another place now: adapt engine-plugin.ts to it');
  }
  module.set(THRESHOLD, at);
  return new Uint8Array(module);
}

/** Gives the page the tuned module. */
export const enginePlugin = (): Plugin =>
  madeAsset({
    source: '/v86/build/v86.wasm',
    name: 'v86.wasm',
    contentType: 'application/wasm',
    make: readTunedEngine,
  });
