import { expect, it } from 'vitest';
import { parseLabSources } from '../../src/labs/parse/parse-lab.ts';
import { findLab, readLabFiles } from './lab-folders.ts';

it.each([
  ['has its own setup', '01-serve'],
  ['has the lab’s', '02-port'],
])('a lab can be read as far as it concerns one step that %s', async (_which, step) => {
  const { name, files } = await readLabFiles(await findLab('11-web'), step);
  const { steps } = await parseLabSources(name, files);
  expect(steps.map(({ folder }) => folder)).toEqual([step]);
});
