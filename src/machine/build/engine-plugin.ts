import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

/** v86's WebAssembly module, as npm installed it. */
export const ENGINE_FILE = createRequire(import.meta.url).resolve('v86/build/v86.wasm');

/** Where the tuned module is served during development. */
const ENGINE_PATH = '/@v86.wasm';

/** `i32.const 200000` and `i32.lt_u`: where v86 0.5.462 asks whether a page of code is hot (`JIT_THRESHOLD`, src/rust/jit.rs). */
const USUAL_THRESHOLD = Buffer.of(0x41, 0xc0, 0x9a, 0x0c, 0x49);
/** The same with 500,000. */
const THRESHOLD = Buffer.of(0x41, 0xa0, 0xc2, 0x1e, 0x49);

/**
 * v86's module with a higher threshold of what it compiles. A browser optimises whatever v86 generates, which takes about a fifth of a
 * second for a page of code, beside the guest that is to get on: on two processors the first `docker ps` of a visit takes 7.2
 * instead of 10.5 s with it, and where the browser has processors enough, as without its optimising, it takes as long as before.
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
export function enginePlugin(): Plugin {
  let isBuild = true;
  return {
    name: 'drydock-engine',
    enforce: 'pre',
    configResolved: ({ command }) => {
      isBuild = command === 'build';
    },
    configureServer: ({ middlewares }) => {
      middlewares.use(ENGINE_PATH, (_request, response, next) => {
        readTunedEngine().then((module) => {
          response.setHeader('content-type', 'application/wasm');
          response.end(module);
        }, next);
      });
    },
    load: {
      filter: { id: /\/v86\/build\/v86\.wasm\?url$/ },
      async handler() {
        if (!isBuild) return `export default ${JSON.stringify(ENGINE_PATH)}`;
        const source = await readTunedEngine();
        const file = this.emitFile({ type: 'asset', name: 'v86.wasm', source });
        return `export default import.meta.ROLLUP_FILE_URL_${file}`;
      },
    },
  };
}
