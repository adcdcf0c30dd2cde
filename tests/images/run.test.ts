import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CommandFailedError, run } from '../../images/support/run.ts';
import { temporaryFolder } from './temporary-folder.ts';

test('a command gives its output', async () => {
  expect(await run('printf', ['%s', 'a b'])).toBe('a b');
});

test('a failed command tells what was run, its last lines and where all of them are', async () => {
  const log = join(await temporaryFolder(), 'logs', 'make.log');
  const failure = await run('sh', ['-c', 'seq 1 30; echo broken >&2; exit 3'], { log }).catch(
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(CommandFailedError);
  const { message } = failure as CommandFailedError;
  expect(message).toContain("sh -c 'seq 1 30; echo broken >&2; exit 3'");
  expect(message).toContain('exit status 3');
  expect(message).toContain('| broken');
  expect(message).not.toContain('| 5\n');
  expect(message).toContain(log);
  expect(await readFile(log, 'utf8')).toContain('\n5\n');
});

test('a command that is not there is a failed command', async () => {
  await expect(run('no-such-command', [])).rejects.toThrow(
    /no-such-command\n.*could not be started/,
  );
});

test('an aborted command is stopped with its children', async () => {
  const controller = new AbortController();
  // The sleeping child holds the output open, so that the end of the command is the end of both.
  const running = run('sh', ['-c', 'sleep 60 & echo started; wait'], {
    signal: controller.signal,
    onLine: () => controller.abort(),
  });
  await expect(running).rejects.toThrow('was stopped by SIGTERM');
});

test('Ctrl-C ends the build and everything it runs', async () => {
  const script = join(await temporaryFolder(), 'build.mts');
  const module = new URL('../../images/support/run.ts', import.meta.url);
  await writeFile(
    script,
    `import { run } from '${module.href}';
    await run('sh', ['-c', 'sleep 60 & echo $!; wait'], { onLine: (line) => console.log(line) });`,
  );
  const tsx = join(process.cwd(), 'node_modules/.bin/tsx');
  const build = spawn(tsx, [script], { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const sleeper = await new Promise<number>((resolve) =>
    build.stdout.once('data', (text) => resolve(Number(text))),
  );
  process.kill(-(build.pid ?? 0), 'SIGINT');
  await new Promise((resolve) => build.once('close', resolve));
  await expect.poll(() => isAlive(sleeper)).toBe(false);
});

/** A dead process may stay in the table until its parent has asked for it. */
async function isAlive(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ' Z ');
  return !/ [ZX] /.test(stat);
}
