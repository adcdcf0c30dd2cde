import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { compileScript } from '../../../src/support/build/compile-script.ts';
import { madeAsset } from '../../../src/support/build/made-asset.ts';

const STAGE_FOLDER = join(import.meta.dirname, '../frame');
/** The scripts of the stage; the page has a place for each. */
const SCRIPTS = ['page.ts', 'stage.ts'];

/**
 * The stage of the previews is one file with its scripts in it: a frame without an origin cannot load modules of this site, and a
 * page that was opened once shall need no network for it.
 */
export const stagePlugin = (): Plugin =>
  madeAsset({
    source: '/stage.html',
    name: 'preview-stage.html',
    contentType: 'text/html',
    make: writeStage,
  });

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
