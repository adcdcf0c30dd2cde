import { dirname, sep } from 'node:path';
import type { Plugin } from 'vite';
import type { Lab } from '../lab.ts';
import { parseLab, summaryOf, titlesOf } from '../parse/parse-lab.ts';
import { listFiles, readLabFolder } from './read-lab-folder.ts';

/** The modules of a lab. */
const LAB_MODULE = /[\\/]lab\.yaml(?<part>\?summary|\?titles)?$/;

/**
 * Lets modules import labs: `lab.yaml` is the whole lab, `lab.yaml?summary` what the catalogue shows of it, `lab.yaml?titles` has the
 * titles of its steps. All are read from
 * the folder around the file when the site is built, so that no parser reaches the page. A folder with a mistake stops
 * the build with the file and the field; while a lab is served for development, a change in its folder loads it anew.
 */
export function labPlugin(): Plugin {
  return {
    name: 'drydock-labs',
    load: {
      filter: { id: LAB_MODULE },
      async handler(id) {
        const folder = dirname(id);
        for (const file of await listFiles(folder)) this.addWatchFile(file);
        const { name, files } = await readLabFolder(folder);
        const lab = await parseLab(name, files);
        const part = LAB_MODULE.exec(id)?.groups?.['part'];
        const value = JSON.stringify(partOf(lab, part));
        // Browsers read JSON faster than the same as JavaScript, which is shorter.
        const code = part ? value : `JSON.parse(${JSON.stringify(value)})`;
        return { code: `export default ${code};`, map: null, moduleType: 'js' };
      },
    },
    hotUpdate({ file, modules }) {
      const labs = [...this.environment.moduleGraph.idToModuleMap].flatMap(([id, module]) =>
        LAB_MODULE.test(id) && isWithin(file, dirname(id)) ? [module] : [],
      );
      return labs.length === 0 ? undefined : [...new Set([...modules, ...labs])];
    },
  };
}

function partOf(lab: Lab, part: string | undefined): unknown {
  switch (part) {
    case '?summary':
      return summaryOf(lab);
    case '?titles':
      return titlesOf(lab);
    default:
      return lab;
  }
}

/** Vite's paths have slashes on every system. */
function isWithin(file: string, folder: string): boolean {
  return file
    .split(sep)
    .join('/')
    .startsWith(`${folder.split(sep).join('/')}/`);
}
