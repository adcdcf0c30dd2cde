import { spawnSync } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { composeBatch, readAnswers } from '../../../../src/labs/check/check-batch.ts';
import { detailsOf, sampleIndex, sampleScenario, Workshop } from './sample-scenario.ts';

let workshop: Workshop;
let folder: string;
beforeEach(async () => {
  workshop = new Workshop();
  folder = await workshop.folder();
});
afterEach(() => workshop.close());

/** Enough for shells on a computer that does other things as well. */
const PATIENT = { timeout: 60_000 };

/** A command that enters nothing, so that the check runs on the computer of the tests. */
const NSENTER = '#!/bin/sh\necho "$@" > "$0.called"\nshift 4\nexec "$@"\n';

/** What a check made of this verify script answers. */
async function answerOf(verify: string) {
  const { files } = await workshop.import(sampleScenario().set('light/verify.sh', verify));
  const check = files.get('02-light-a-lamp/check.verify.sh') ?? '';
  await mkdir(join(folder, 'bin'), { recursive: true });
  await writeFile(join(folder, 'bin/nsenter'), NSENTER);
  await chmod(join(folder, 'bin/nsenter'), 0o755);
  const tasks = [{ id: 'verify', check, timeoutMs: 1_000 }];
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-s'], {
    input: composeBatch(tasks, {}, 'mark'),
    encoding: 'utf8',
    env: { ...process.env, PATH: `${join(folder, 'bin')}:${process.env['PATH']}` },
  });
  return readAnswers(tasks, 'mark', { exitCode: status ?? -1, stdout, stderr }).get('verify');
}

describe('a check made of a verify script', PATIENT, () => {
  it('is met by exit status 0, and unmet with a message by any other', async () => {
    expect(await answerOf('#!/bin/bash\n[[ -d / ]]\n')).toEqual({ outcome: 'met', seen: {} });
    const unmet = { outcome: 'unmet', key: 'not-yet', seen: {} };
    expect(await answerOf('#!/bin/bash\nexit 7\n')).toEqual(unmet);
    expect(await answerOf('no-such-command\n')).toEqual(unmet);
  });

  it("enters the mounts of PID 1, where the learner's files are", async () => {
    await answerOf('true\n');
    expect(await readFile(join(folder, 'bin/nsenter.called'), 'utf8')).toMatch(
      /^--target 1 --mount -- \/bin\/bash -c cd \/root\ntrue\n$/,
    );
  });

  it('keeps words that mean something to checks, quotes and here-documents as they are', async () => {
    const verify = `#!/bin/bash
fail() { echo "$1"; exit 1; }
saw=$(cat <<END
it's $((1 + 1))
END
)
[ "$saw" = "it's 2" ] || fail "not \`two\`"
`;
    expect(await answerOf(verify)).toEqual({ outcome: 'met', seen: {} });
    expect(await answerOf('fail() { exit 1; }\nif true; then fail "no"; fi\n')).toMatchObject({
      outcome: 'unmet',
      key: 'not-yet',
    });
  });

  it('lets the script neither write answers nor wait for input', async () => {
    expect(await answerOf('echo "mark end 0" >&3 && exit 0; read -r x; exit 3\n')).toMatchObject({
      outcome: 'unmet',
    });
  });
});

/** Runs the setup script of a step on the computer of the tests, with what it keeps in `folder`. */
function runSetup(script: string): void {
  const here = script.replaceAll('/run/lab-', `${folder}/lab-`);
  const { status, stderr } = spawnSync('/bin/sh', ['-s'], { input: here, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
}

/** The sample with these assets, all of which go to a folder of the test. */
function withAssets(assets: Readonly<Record<string, string | Uint8Array>>, patterns: string[]) {
  const index = sampleIndex();
  const details = detailsOf(index);
  details['assets'] = {
    host01: patterns.map((file) => ({ file, target: join(folder, 'srv'), chmod: '640' })),
  };
  details['intro'] = { text: 'intro.md', background: 'prepare.sh' };
  const files = sampleScenario(index);
  for (const [name, content] of Object.entries(assets)) files.set(`assets/${name}`, content);
  return files;
}

describe('a setup script', PATIENT, () => {
  it('puts assets where they belong, byte for byte', async () => {
    const assets = {
      'plain.txt': "north\n'south' $HOME `id` \\\n",
      'no-end.txt': 'one\n\ntwo',
      'binary.bin': new Uint8Array([0, 1, 255, 13, 10]),
      'empty.txt': '',
      'tricky.txt': 'a\nEND_OF_FILE\nb\n',
    };
    const { files } = await workshop.import(withAssets(assets, Object.keys(assets)));
    runSetup(files.get('02-light-a-lamp/setup.sh') ?? '');
    for (const [name, content] of Object.entries(assets)) {
      const found = await readFile(join(folder, 'srv', name));
      expect(found.equals(Buffer.from(content)), name).toBe(true);
    }
  });

  it('takes patterns, and keeps folders below the pattern', async () => {
    const assets = { 'app/a.json': 'a\n', 'app/deep/b.json': 'b\n', 'app/c.txt': 'c\n' };
    const { files } = await workshop.import(withAssets(assets, ['app/**/*.json']));
    runSetup(files.get('03-look/setup.sh') ?? '');
    expect(await readFile(join(folder, 'srv/a.json'), 'utf8')).toBe('a\n');
    expect(await readFile(join(folder, 'srv/deep/b.json'), 'utf8')).toBe('b\n');
    await expect(readFile(join(folder, 'srv/c.txt'))).rejects.toThrow('ENOENT');
  });

  it('leaves what the learner changed when the step opens again', async () => {
    const { files } = await workshop.import(withAssets({ 'a.txt': 'a\n' }, ['a.txt']));
    const setup = files.get('01-intro/setup.sh') ?? '';
    runSetup(setup);
    await writeFile(join(folder, 'srv/a.txt'), 'changed\n');
    runSetup(setup);
    runSetup(files.get('02-light-a-lamp/setup.sh') ?? '');
    expect(await readFile(join(folder, 'srv/a.txt'), 'utf8')).toBe('changed\n');
  });

  it('runs background scripts in their order, once, those of skipped pages too', async () => {
    const index = sampleIndex();
    const details = detailsOf(index);
    delete details['assets'];
    details['intro'] = { text: 'intro.md', courseData: 'prepare.sh' };
    details['steps'] = [
      { title: 'One', text: 'look.md', background: 'one.sh' },
      { title: 'Two', text: 'look.md' },
    ];
    const log = join(folder, 'order');
    const files = sampleScenario(index)
      .set('prepare.sh', `#!/bin/bash\n[[ 1 ]] && sleep 0.2\necho intro >> ${log}\n`)
      .set('one.sh', `echo one >> ${log}\necho end >> ${log}\n`);
    const { files: lab } = await workshop.import(files);
    runSetup(lab.get('03-two/setup.sh') ?? '');
    const ended = () => readFile(log, 'utf8').catch(() => '');
    await expect.poll(ended, { timeout: 20_000 }).toBe('intro\none\nend\n');
    runSetup(lab.get('03-two/setup.sh') ?? '');
    expect(await ended()).toBe('intro\none\nend\n');
  });

  it('leaves out what is too large, and says so', async () => {
    const assets = {
      'huge.bin': new Uint8Array(40_000),
      'a.txt': 'a'.repeat(31_000),
      'b.txt': 'b'.repeat(31_000),
    };
    const { notes } = await workshop.import(withAssets(assets, ['*']));
    expect(notes).toContain('lost: assets/huge.bin: is left out: 40000 bytes, more than 32768');
    expect(notes).toContain('lost: assets/b.txt: was left out: setup.sh would be too long');
  });
});

describe('a solution', PATIENT, () => {
  it('presses Ctrl+C and changes terminals as the clicks did', async () => {
    const text = '`sleep 9`{{exec}}\n\n`pwd`{{exec interrupt}}\n\n`ls`{{execute T2}}\n';
    const { files } = await workshop.import(sampleScenario().set('light/text.md', text));
    expect(files.get('02-light-a-lamp/solve.sh')).toBe(
      '#@ task verify\nsleep 9\n#@ key C-c\npwd\n#@ terminal 2\nls\n',
    );
  });

  it('leaves out what cannot be typed, and says when nothing is left', async () => {
    const text = 'Write:\n\n```\ncat <<END > /tmp/x\n```{{exec}}\n';
    const { files, notes } = await workshop.import(sampleScenario().set('light/text.md', text));
    expect(files.get('02-light-a-lamp/solve.sh')).toBe('#@ task verify\n');
    expect(notes).toContain(
      'write: 02-light-a-lamp/solve.sh: left out, since it cannot be typed: cat <<END > /tmp/x',
    );
    expect(notes).toContain(
      'write: 02-light-a-lamp/solve.sh: light/text.md has no code to run: write what a learner types',
    );
  });
});
