import type { Plugin } from 'vite';

/** The decoder's module in the package, as base64 between quotes, and how it is read from there. */
const MODULE = /const wasm = "([A-Za-z0-9+/=]+)";/;
const READ =
  // biome-ignore lint/suspicious/noTemplateCurlyInString: these are the package's own words
  'fetch(`data:application/wasm;base64,${wasm}`).then((response) => response.arrayBuffer())';

/** A script is UTF-8, where these take two bytes at most; as base64 the module would be a third longer on the wire. */
const READ_AS_TEXT = 'Promise.resolve(Uint8Array.from(wasm, (byte) => byte.charCodeAt(0)))';

/**
 * Carries the zstd decoder's WebAssembly as a text of one character for each byte, in the place of its package's base64: 6 kB less on
 * the wire, and nothing is fetched from a `data:` address, which a server's own content security policy might forbid. As a file of
 * its own it would be 1.4 kB less again, and one more that can be missing.
 */
export function zstdAsText(): Plugin {
  return {
    name: 'drydock-zstd-as-text',
    apply: 'build',
    transform: {
      filter: { id: /\/zstddec\/dist\/zstddec\.mjs$/ },
      handler(code) {
        const [found, base64] = MODULE.exec(code) ?? [];
        if (!found || !base64 || !code.includes(READ))
          throw new Error('zstddec carries its module in another way now: adapt this plugin to it');
        const text = JSON.stringify(Buffer.from(base64, 'base64').toString('latin1'));
        // A function, since a text in its place would be read for `$`.
        const withText = code.replace(found, () => `const wasm = ${text};`);
        return { code: withText.replace(READ, READ_AS_TEXT), map: null };
      },
    },
  };
}
