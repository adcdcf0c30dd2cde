import { execFileSync } from 'node:child_process';
import { test } from 'vitest';
import { buildFrameFuzzer } from './build.ts';

const ITERATIONS = 3000;
const SEED = 20_261_123;

test('made-up bytes decode the same however they are cut, within every limit', () => {
  execFileSync(buildFrameFuzzer(), [`${ITERATIONS}`, `${SEED}`], { stdio: 'inherit' });
}, 60_000);
