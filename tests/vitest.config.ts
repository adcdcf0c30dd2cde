import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Folders whose tests are run apart: they build programs, boot machines or drive browsers. */
const APART = ['agent', 'images', 'guest', 'browser'];
/** Proofs of labs, beside the tests of what reads and runs labs. */
const PROOFS = 'tests/labs/**/*.proof.test.ts';
/** Those with the Docker Engine, where every command takes seconds. */
const ENGINE_PROOFS = 'tests/labs/engine-*.proof.test.ts';

/** Browser tests that boot the real machine or kill browsers; the others have the page with a machine of paper. */
const WHOLE_SITE = 'tests/browser/{offline,real-*,snapshots-kill,whole-lab}.browser.test.ts';

/** Every wait inside of a browser test has its own end; these are for the test as a whole. In milliseconds. */
const BROWSER_LIMITS = { testTimeout: 300_000, hookTimeout: 120_000 };

const project = (name: string, include: readonly string[], exclude: readonly string[] = []) => ({
  extends: true as const,
  test: {
    name,
    include: [...include],
    exclude: [...exclude],
    ...(name.startsWith('browser') && BROWSER_LIMITS),
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
      project('labs', [PROOFS], [ENGINE_PROOFS]),
      project('labs-engine', [ENGINE_PROOFS]),
      project('browser-page', ['tests/browser/**/*.test.ts'], [WHOLE_SITE]),
      project('browser-site', [WHOLE_SITE]),
      ...APART.filter((folder) => folder !== 'browser').map((folder) =>
        project(folder, [`tests/${folder}/**/*.test.ts`]),
      ),
    ],
  },
});
