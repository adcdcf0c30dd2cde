import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Folders whose tests are run apart: they build programs, boot machines or drive browsers. */
const APART = ['agent', 'images', 'guest', 'browser'];
/** Proofs of labs, beside the tests of what reads and runs labs. */
const PROOFS = 'tests/labs/**/*.proof.test.ts';

/** Every wait inside of a browser test has its own end; these are for the test as a whole. In milliseconds. */
const BROWSER_LIMITS = { testTimeout: 300_000, hookTimeout: 120_000 };

const project = (name: string, include: readonly string[], exclude: readonly string[] = []) => ({
  extends: true as const,
  test: {
    name,
    include: [...include],
    exclude: [...exclude],
    ...(name === 'browser' && BROWSER_LIMITS),
  },
});

/** `npm test` chooses projects and the number of workers; `npx vitest --config tests/vitest.config.ts` runs all. */
export default defineConfig({
  root: join(import.meta.dirname, '..'),
  test: {
    environment: 'node',
    projects: [
      project(
        'unit',
        ['tests/**/*.test.ts'],
        [...APART.map((folder) => `tests/${folder}/**`), PROOFS],
      ),
      project('labs', [PROOFS]),
      ...APART.map((folder) => project(folder, [`tests/${folder}/**/*.test.ts`])),
    ],
  },
});
