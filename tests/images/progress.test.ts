import { expect, test } from 'vitest';
import { BuildProgress, formatBytes } from '../../images/support/progress.ts';

function output(isTTY: boolean): { text: string; isTTY: boolean; write(text: string): void } {
  return {
    text: '',
    isTTY,
    write(text: string) {
      this.text += text;
    },
  };
}

test('stages are numbered and a log gets few lines', async () => {
  const log = output(false);
  const progress = new BuildProgress(2, log);
  await progress.stage('kernel', async (stage) => {
    for (let object = 1; object <= 500; object += 1) stage.report(`${object}/500 objects`);
  });
  const lines = log.text.trimEnd().split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toBe('[1/2] kernel');
  expect(lines[1]).toMatch(/^\[1\/2\] kernel: 500\/500 objects, done in [\d.]+ s$/);
});

test('a failed stage says so and passes its error on', async () => {
  const terminal = output(true);
  const progress = new BuildProgress(1, terminal);
  const failing = progress.stage('disk', () => Promise.reject(new Error('full')));
  await expect(failing).rejects.toThrow('full');
  expect(terminal.text).toContain('[1/1] disk: failed');
});

test('a warning keeps a line of its own', async () => {
  const log = output(false);
  await new BuildProgress(1, log).stage('packages', async (stage) => stage.warn('bash is gone'));
  expect(log.text).toContain('[1/1] packages: warning: bash is gone\n');
});

test('bytes are written for people', () => {
  expect([formatBytes(12), formatBytes(3456), formatBytes(195_800_000)]).toEqual([
    '12 B',
    '3 kB',
    '195.8 MB',
  ]);
});
