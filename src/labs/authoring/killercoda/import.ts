/**
 * `npm run labs:import -- FOLDER`: makes a lab of a Killercoda scenario. `--id ID` names it, `--out FOLDER` is where labs are,
 * `--language ko|en|other` says what the scenario is written in.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { importScenario, importText } from './import-scenario.ts';
import type { SourceLanguage } from './own-words.ts';

const CURRICULUM = fileURLToPath(new URL('../../../curriculum', import.meta.url));
const USAGE =
  'npm run labs:import -- SCENARIO_FOLDER [--id ID] [--out FOLDER] [--language ko|en|other]';
const SOURCES: readonly SourceLanguage[] = ['ko', 'en', 'other'];

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { id: { type: 'string' }, out: { type: 'string' }, language: { type: 'string' } },
  });
  const [scenario, ...more] = positionals;
  if (scenario === undefined || more.length > 0) throw new Error(`name one folder: ${USAGE}`);
  const language = SOURCES.find((one) => one === values.language);
  if (values.language !== undefined && language === undefined) {
    throw new Error(`--language is ko, en or other: ${USAGE}`);
  }
  const imported = await importScenario({
    scenario,
    out: values.out ?? CURRICULUM,
    ...(values.id === undefined ? {} : { id: values.id }),
    ...(language === undefined ? {} : { language }),
  });
  console.log(importText(imported));
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
