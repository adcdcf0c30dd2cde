import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Ajv } from 'ajv';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { importText } from '../../../../src/labs/authoring/killercoda/import-scenario.ts';
import { readLabFolder } from '../../../../src/labs/authoring/read-lab-folder.ts';
import { parseLab } from '../../../../src/labs/parse/parse-lab.ts';
import { detailsOf, sampleIndex, sampleScenario, Workshop } from './sample-scenario.ts';

let workshop: Workshop;
beforeEach(() => {
  workshop = new Workshop();
});
afterEach(() => workshop.close());

/** Enough on a computer that does other things as well. */
const PATIENT = { timeout: 60_000 };

describe('an imported scenario', PATIENT, () => {
  it('is a lab that the parser takes, page by page', async () => {
    const { imported } = await workshop.import();
    const { name, files } = await readLabFolder(imported.folder);
    const lab = await parseLab(name, files);
    expect(name).toBe('01-lamps-of-harbour');
    expect(lab.steps.map(({ id }) => id)).toEqual(['intro', 'light-a-lamp', 'look', 'finish']);
    expect(lab.steps.map(({ title }) => title.en)).toEqual([
      'Introduction',
      'Light a lamp',
      'Look',
      'All is well',
    ]);
    expect(lab.minutes).toBe(15);
    expect(lab.profile).toBe('base');
    expect(imported).toMatchObject({ steps: 4, tasks: 1 });
  });

  it('has YAML that the schemas for editors take', async () => {
    const { files } = await workshop.import();
    const schema = (name: string) =>
      JSON.parse(
        readFileSync(
          new URL(`../../../../src/labs/authoring/${name}.schema.json`, import.meta.url),
          'utf8',
        ),
      );
    const ajv = new Ajv({ allowUnionTypes: true });
    for (const [file, name] of [
      ['lab.yaml', 'lab'],
      ['02-light-a-lamp/tasks.yaml', 'tasks'],
    ] as const) {
      const valid = ajv.compile(schema(name));
      expect(valid(parse(files.get(file) ?? '')), ajv.errorsText(valid.errors)).toBe(true);
    }
  });

  it('has the text in both languages, marked where it is not translated', async () => {
    const { files, notes } = await workshop.import();
    expect(files.get('03-look/text.en.md')).toBe('# Look\n\nThere is nothing to be done here.\n');
    expect(files.get('03-look/text.ko.md')).toContain('> 아직 번역되지 않은 글입니다.');
    expect(files.get('03-look/text.ko.md')).toContain('There is nothing to be done here.');
    expect(files.get('lab.yaml')).toContain('ko: "Lamps of the harbour (번역 전)"');
    expect(notes).toContain('write: 03-look/text.ko.md: translate; it is the text of look.md');
    expect(notes).toContain('write: lab.yaml: title and summary: translate into ko');
    expect(notes.filter((note) => note.includes('translate;'))).toHaveLength(4);
  });

  it('of Korean texts asks for English', async () => {
    const files = sampleScenario();
    for (const file of ['intro.md', 'light/text.md', 'look.md', 'finish.md']) {
      files.set(file, '# 등대\n\n항구의 등불을 켜고 파일을 확인하세요.\n');
    }
    const { files: lab, notes } = await workshop.import(files);
    expect(lab.get('03-look/text.ko.md')).not.toContain('번역');
    expect(lab.get('03-look/text.en.md')).toContain('> This text is not translated yet.');
    expect(notes).toContain('write: lab.yaml: title and summary: translate into en');
  });

  it('of a third language asks for both', async () => {
    const files = sampleScenario();
    const text =
      'Der Wärter zündet jeden Abend die Lampen im Hafen an und schreibt die Namen auf.\n';
    for (const file of ['intro.md', 'light/text.md', 'look.md', 'finish.md']) files.set(file, text);
    const { files: lab } = await workshop.import(files);
    expect(lab.get('03-look/text.ko.md')).toContain('> 아직 번역되지 않은');
    expect(lab.get('03-look/text.en.md')).toContain('> This text is not translated yet.');
    const told = await workshop.import(files, { language: 'en' });
    expect(told.files.get('03-look/text.en.md')).not.toContain('not translated');
  });

  it('types the code to run as the solution, and says what is to be written', async () => {
    const { files, notes } = await workshop.import();
    expect(files.get('02-light-a-lamp/solve.sh')).toBe(
      '#@ task verify\ntouch /srv/harbour/lit\nls /srv/harbour\n',
    );
    expect(notes).toContain(
      'write: 02-light-a-lamp: at least two wrong attempts: wrong.verify.NAME.sh',
    );
    expect(notes.some((note) => note.startsWith('review: 02-light-a-lamp/check.verify.sh:'))).toBe(
      true,
    );
  });

  it('has a foreground script as the first command of its page', async () => {
    const { files, notes } = await workshop.import();
    expect(files.get('01-intro/text.en.md')).toContain(
      'Run this first.\n\n```sh run\nuntil [ -d /srv/harbour ]; do sleep 1; done\n```',
    );
    expect(files.get('01-intro/text.ko.md')).toContain('먼저 이 명령을 실행하세요.');
    expect(notes.some((note) => note.startsWith('review: wait.sh: ran in the terminal'))).toBe(
      true,
    );
  });

  it('thanks those whom the scenario thanks', async () => {
    const { files } = await workshop.import();
    expect(files.get('01-intro/text.en.md')).toContain(
      'Credits: [https://example.org/harbour](https://example.org/harbour)',
    );
  });

  it('tells what has no place in a lab', async () => {
    const index = sampleIndex();
    index['backend'] = { imageid: 'kubernetes-kubeadm-1node' };
    detailsOf(index)['assets'] = { node02: [{ file: 'lamps.txt', target: '/srv' }] };
    const files = sampleScenario(index);
    files.set('light/verify.sh', 'kubectl get pods | grep lamp\n');
    const { notes } = await workshop.import(files);
    expect(notes).toContain(
      'lost: index.json: no place in a lab: difficulty, environment.uilayout',
    );
    expect(notes).toContain(
      "lost: index.json: backend.imageid kubernetes-kubeadm-1node: there is no cluster here; the lab runs on Drydock's Debian, profile base",
    );
    expect(notes).toContain(
      'lost: index.json: details.assets.node02: there is one machine; its files were left out',
    );
    expect(notes).toContain('lost: light/verify.sh: runs what the machine does not have: kubectl');
  });

  it('that uses Docker asks for the engine', async () => {
    const files = sampleScenario();
    files.set('look.md', 'Look:\n\n```\ndocker ps\n```{{exec}}\n');
    const { files: lab } = await workshop.import(files);
    expect(lab.get('lab.yaml')).toContain('profile: engine');
  });

  it('without a shell script to verify has no task, and says so', async () => {
    const files = sampleScenario();
    files.set('light/verify.sh', '#!/usr/bin/python3\nprint("done")\n');
    const { imported, notes } = await workshop.import(files);
    expect(imported.tasks).toBe(0);
    expect(notes).toContain('lost: light/verify.sh: is no script of a shell; the step has no task');
  });

  it('may lack scripts that it names, but is told which', async () => {
    const files = sampleScenario();
    files.delete('prepare.sh');
    files.delete('assets/lamps.txt');
    const { notes } = await workshop.import(files);
    expect(notes).toContain('lost: index.json: details.intro.background: prepare.sh is not there');
    expect(notes).toContain('lost: assets/lamps.txt: is not there');
  });

  it('shows hints and answers of the index on request', async () => {
    const index = sampleIndex();
    const steps = detailsOf(index)['steps'] as Record<string, unknown>[];
    steps[1] = { ...steps[1], hint: 'hint.md', answer: 'answer.md' };
    const files = sampleScenario(index);
    files.set('hint.md', 'Open your eyes.\n').set('answer.md', 'There it is.\n');
    const { files: lab } = await workshop.import(files);
    expect(lab.get('03-look/text.en.md')).toContain(':::hint[Hint]\nOpen your eyes.\n:::');
    expect(lab.get('03-look/text.ko.md')).toContain(':::hint[풀이]\nThere it is.\n:::');
  });

  it('gets the next number among the labs, and the id that was asked for', async () => {
    const out = await workshop.folder();
    await workshop.import(sampleScenario(), { out });
    const { imported } = await workshop.import(sampleScenario(), { out, id: 'lamps' });
    expect(imported.folder).toBe(join(out, '02-lamps'));
  });

  it('is told about in a text by what is to be done, file by file', async () => {
    const { imported } = await workshop.import();
    const text = importText(imported);
    const heads = text.split('\n').filter((line) => /^\S/.test(line));
    expect(heads.map((line) => line.replace(/\d+/g, 'N'))).toEqual([
      'Not carried over (N)',
      'To be reviewed (N)',
      'To be written (N)',
      expect.stringContaining(`${basename(imported.folder).slice(2)}: N steps, N tasks`),
    ]);
  });
});
