import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { compileScript } from '../../../src/support/build/compile-script.ts';

/** Where the stage is served during development. */
const STAGE_PATH = '/@preview-stage.html';
const STAGE_FOLDER = join(import.meta.dirname, '../frame');
/** The scripts of the stage; the page has a place for each. */
const SCRIPTS = ['page.ts', 'stage.ts'];

/**
 * The stage of the previews is one file with its scripts in it: a frame without an origin cannot load modules of this site, and a
 * page that was opened once shall need no network for it.
 */
export function stagePlugin(): Plugin {
  let isBuild = true;
  return {
    name: 'drydock-preview-stage',
    enforce: 'pre',
    configResolved: ({ command }) => {
      isBuild = command === 'build';
    },
    configureServer: ({ middlewares }) => {
      middlewares.use(STAGE_PATH, (_request, response, next) => {
        writeStage().then((page) => {
          response.setHeader('content-type', 'text/html');
          response.end(page);
        }, next);
      });
    },
    load: {
      filter: { id: /\/stage\.html\?url$/ },
      async handler() {
        if (!isBuild) return `export default ${JSON.stringify(STAGE_PATH)}`;
        const source = await writeStage();
        const file = this.emitFile({ type: 'asset', name: 'preview-stage.html', source });
        return `export default import.meta.ROLLUP_FILE_URL_${file}`;
      },
    },
  };
}

async function writeStage(): Promise<string> {
  let page = await readFile(join(STAGE_FOLDER, 'stage.html'), 'utf8');
  for (const name of SCRIPTS) {
    const script = asText(await compileScript(join(STAGE_FOLDER, name)));
    page = page.replace(`/* ${name} */`, () => script);
  }
  return page;
}

/** A script as text that can stand within a script element. */
function asText(code: string): string {
  return code.trim().replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
}
