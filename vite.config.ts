import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
// @ts-expect-error -- the analyzer ships no types for its command
import { cli as analyzeElements } from '@custom-elements-manifest/analyzer/cli.js';
import { defineConfig, type HtmlTagDescriptor, type Plugin, type UserConfig } from 'vite';
import { labPlugin } from './src/labs/authoring/lab-plugin.ts';
import { enginePlugin } from './src/machine/build/engine-plugin.ts';
import { zstdAsText } from './src/machine/build/zstd-text-plugin.ts';
import { serviceWorkerPlugin } from './src/offline/build/service-worker-plugin.ts';
import { stagePlugin } from './web-components/preview/build/stage-plugin.ts';

/**
 * What the page may do. No inline script or style and no eval: text from the machine can never become code. WebAssembly needs
 * its own word; the page's icon is a data: address. The only frame is that of the previews, which goes nowhere else.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Puts the policy first in the head of the built page. The development server injects inline scripts, so not there. */
export function contentSecurityPolicy(): Plugin {
  return {
    name: 'drydock-content-security-policy',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (): HtmlTagDescriptor[] => [
        {
          tag: 'meta',
          attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY },
          injectTo: 'head-prepend',
        },
      ],
    },
  };
}

/** What the machine's worker runs before it can ask for anything else, in the order of its need. */
const WORKER_SCRIPTS = ['worker-entry', 'worker', 'local-machine', 'zstd-codec'];

/** What a script of this name is called in the built site. */
const builtName = (name: string) => new RegExp(`^assets/${name}-[\\w-]{8}\\.js$`);

/** Lets the browser load the elements and the worker's scripts together with the entry, which imports them only after the machine's start. */
export function preloadElements(): Plugin {
  return {
    name: 'drydock-preload-elements',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle }) => {
        const chunks = Object.values(bundle ?? {}).filter((file) => file.type === 'chunk');
        const elements = chunks.find((chunk) => chunk.name === 'drydock-app');
        const entries = chunks.filter((chunk) => chunk.isEntry).map((chunk) => chunk.fileName);
        const files = elements ? [elements.fileName, ...elements.imports] : [];
        // A worker's modules are no modules of the page; they come from the browser's cache when the worker asks.
        const worker = WORKER_SCRIPTS.flatMap((name) =>
          Object.keys(bundle ?? {}).filter((file) => builtName(name).test(file)),
        );
        return [...worker, ...files]
          .filter((file) => !entries.includes(file))
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` },
            injectTo: 'head' as const,
          }));
      },
    },
  };
}

/** A comment on lines of its own, and what a line begins with. */
const OWN_COMMENT = /^[ \t]*\/\*(?:[^*]|\*(?!\/))*\*\/[ \t]*\n/gm;
const INDENTATION = /^[ \t]+/gm;

/**
 * Takes indentation and comments out of the elements' templates and styles, which no minifier looks into: one byte in fifteen
 * of what the elements are on the wire. To HTML and CSS a line's end is as good as a line's end and spaces.
 */
export function trimTemplates(): Plugin {
  return {
    name: 'drydock-trim-templates',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: /\/web-components\/.*\.ts$/ },
      handler: (code) => ({
        code: code.replace(OWN_COMMENT, '').replace(INDENTATION, ''),
        map: null,
      }),
    },
  };
}

/** Describes the elements for editors and for authors: `custom-elements.json` beside the page. */
export function elementsManifest(): Plugin {
  let outDir = 'dist';
  return {
    name: 'drydock-elements-manifest',
    apply: 'build',
    configResolved: (config) => {
      outDir = config.build.outDir;
    },
    writeBundle: async () => {
      const manifest: unknown = await analyzeElements({
        argv: ['analyze', '--litelement', '--quiet', '--globs', 'web-components/drydock-*.ts'],
        cwd: import.meta.dirname,
        noWrite: true,
      });
      await mkdir(outDir, { recursive: true });
      await writeFile(
        join(outDir, 'custom-elements.json'),
        `${JSON.stringify(manifest, null, 2)}\n`,
      );
    },
  };
}

/** What the page and the fixture of its tests have in common. */
export const siteConfig: UserConfig = {
  base: './',
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    // Workers and wasm are fetched by address: inlined as data: the policy would refuse them.
    assetsInlineLimit: (path) => (path.endsWith('.svg') ? undefined : false),
    reportCompressedSize: false,
  },
  worker: {
    format: 'es',
    plugins: () => [zstdAsText()],
    // What the worker's later scripts share with it must not land in its entry: worker-entry.ts says why.
    rolldownOptions: {
      output: {
        codeSplitting: { groups: [{ name: 'worker', test: /\/src\/machine\/worker\.ts$/ }] },
      },
    },
  },
  plugins: [labPlugin(), stagePlugin(), enginePlugin(), trimTemplates()],
};

export default defineConfig({
  ...siteConfig,
  // The machine's files, made by `npm run image:build`; nothing else is copied.
  publicDir: 'images/out',
  plugins: [
    ...(siteConfig.plugins ?? []),
    contentSecurityPolicy(),
    preloadElements(),
    elementsManifest(),
    serviceWorkerPlugin(),
  ],
});
