import type { Plugin } from 'vite';

/** The decoder's module in the package, as text between quotes, and where it is loaded from there. */
const MODULE = /const wasm = "([A-Za-z0-9+/=]+)";/;
// biome-ignore lint/suspicious/noTemplateCurlyInString: these are the package's own words
const ADDRESS = '`data:application/wasm;base64,${wasm}`';

/**
 * Takes the zstd decoder's WebAssembly out of the script in which its package carries it, as a file of its own: 8 kB less on the wire
 * than as base64, and nothing is fetched from a `data:` address, which a server's own content security policy might forbid.
 */
export function zstdWasmFile(): Plugin {
  return {
    name: 'drydock-zstd-wasm-file',
    apply: 'build',
    transform: {
      filter: { id: /\/zstddec\/dist\/zstddec\.mjs$/ },
      handler(code) {
        const [found, base64] = MODULE.exec(code) ?? [];
        if (!found || !base64 || !code.includes(ADDRESS))
          throw new Error('zstddec carries its module in another way now: adapt this plugin to it');
        const source = Buffer.from(base64, 'base64');
        const file = this.emitFile({ type: 'asset', name: 'zstd.wasm', source });
        const rest = code.replace(found, 'const wasm = "";');
        return { code: rest.replace(ADDRESS, `import.meta.ROLLUP_FILE_URL_${file}`), map: null };
      },
    },
  };
}
