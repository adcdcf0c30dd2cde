import type { Plugin } from 'vite';

/** A file of the page that is made from others, and how it is asked for. */
export interface MadeAsset {
  /** What is imported: its address ends in this and `?url`. */
  readonly source: string;
  /** In the built site, before its hash. */
  readonly name: string;
  readonly contentType: string;
  readonly make: () => Promise<string | Uint8Array>;
}

/** Gives whoever imports the source's address that of what is made of it: a file in the built site, made at each request during development. */
export function madeAsset({ source, name, contentType, make }: MadeAsset): Plugin {
  const devPath = `/@${name}`;
  let isBuild = true;
  return {
    name: `drydock-${name}`,
    enforce: 'pre',
    configResolved: ({ command }) => {
      isBuild = command === 'build';
    },
    configureServer: ({ middlewares }) => {
      middlewares.use(devPath, (_request, response, next) => {
        make().then((made) => {
          response.setHeader('content-type', contentType);
          response.end(made);
        }, next);
      });
    },
    async load(id) {
      if (!id.endsWith(`${source}?url`)) return null;
      if (!isBuild) return `export default ${JSON.stringify(devPath)}`;
      const file = this.emitFile({ type: 'asset', name, source: await make() });
      return `export default import.meta.ROLLUP_FILE_URL_${file}`;
    },
  };
}
