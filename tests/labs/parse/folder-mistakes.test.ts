import { describe, expect, it } from 'vitest';
import { parseLab } from '../../../src/labs/parse/parse-lab.ts';
import { SAMPLE_FOLDER, sampleFiles } from '../sample-lab.ts';
import { CHECK, EN, edit, type Files, KO, LAB, problemsAfter, SOLVE, TASKS } from './mistakes.ts';

const mistakes: readonly (readonly [string, (files: Files) => void, RegExp])[] = [
  [
    'a task without check',
    (files) => files.delete(CHECK),
    /check\.own-name\.sh: : is missing; every task has a check/,
  ],
  [
    'an empty check',
    (files) => files.set(CHECK, '\n'),
    /check\.own-name\.sh: : is empty and would pass always/,
  ],
  [
    'a check without task',
    (files) => files.set('01-name/check.more.sh', 'true'),
    /check\.more\.sh: : is for the task "more"/,
  ],
  ['no solution', (files) => files.delete(SOLVE), /solve\.sh: : is missing/],
  [
    'a solution that begins with nothing',
    edit(SOLVE, '#@ task own-name\n', ''),
    /solve\.sh: : must begin with "#@ task ID"/,
  ],
  [
    'a solution for an unknown task',
    edit(SOLVE, '#@ task looked', '#@ task seen'),
    /solve\.sh: : "#@ task seen" names a task/,
  ],
  [
    'an attempt at an unknown task',
    (files) => files.set('01-name/wrong.more.try.sh', 'true'),
    /wrong\.more\.try\.sh: : is for the task "more"/,
  ],
  [
    'an attempt that expects an unknown message',
    edit('01-name/wrong.own-name.outside.sh', 'message outside', 'message inside'),
    /expects the message "inside"/,
  ],
  [
    'an attempt of a wrong name',
    (files) => files.set('01-name/wrong.looked.sh', 'true'),
    /wrong\.looked\.sh: : must be named wrong\.TASK\.NAME\.sh/,
  ],
  [
    'a file that belongs to nothing',
    (files) => files.set('01-name/chek.looked.sh', 'true'),
    /chek\.looked\.sh: : is no file of a step/,
  ],
  [
    'a folder in a step',
    (files) => files.set('01-name/img/a.md', 'x'),
    /^01-name\/img\/a\.md: : is no file of a lab/,
  ],
  [
    'a setup of the lab for which every step has one of its own',
    (files) => files.set('setup.sh', 'true\n').set('02-end/setup.sh', 'true\n'),
    /^setup\.sh: : is used by no step/,
  ],
  [
    'a setup of the lab that waits for values to be filled in',
    (files) => files.set('setup.sh', 'hostname {{host}}\n'),
    /^setup\.sh: line 1: \{\{host\}\} is not filled in here; write \$host/,
  ],
  [
    'another file beside the steps',
    (files) => files.set('solve.sh', 'true\n'),
    /^solve\.sh: : is no file of a lab; there are lab\.yaml, setup\.sh and folders of steps/,
  ],
  [
    'a setup of the lab that is a book',
    (files) => files.set('setup.sh', `# ${'x'.repeat(70_000)}\n`),
    /^setup\.sh: : is longer than/,
  ],
  [
    'a step of a wrong name',
    (files) => files.set('name/text.en.md', '# x\n'),
    /^name: : must be named NN-id/,
  ],
  [
    'two steps in one place',
    (files) => ['ko', 'en'].map((to) => files.set(`01-other/text.${to}.md`, '# x\n')),
    /^01-other: : shares "01" with 01-name/,
  ],
  [
    'two steps of one id',
    (files) => ['ko', 'en'].map((to) => files.set(`03-name/text.${to}.md`, '# x\n')),
    /^03-name: : shares "name" with 01-name/,
  ],
  [
    'a text in one language',
    (files) => files.delete(KO),
    /text\.ko\.md: : is missing; every step has a text in every language/,
  ],
  [
    'a command in one language',
    edit(KO, 'hostname {{host}}\n', 'hostname other\n'),
    /text\.ko\.md|text\.en\.md.*command block 1/,
  ],
  [
    'a quiz with another right answer',
    edit(KO, '- [x] no', '- [x] no\n- [x] no!'),
    /quiz \(x = right\) 1 .*make them the same/,
  ],
  ['a view in one language', edit(KO, ':::view{namespaces}', ''), /part of the page 1/],
  [
    'a link to a step that is not there',
    edit(EN, 'https://example.org/', '#sample/nowhere'),
    /links to #sample\/nowhere/,
  ],
  [
    'a second machine that nobody asked for',
    (files) =>
      ['ko', 'en'].map((to) => files.set(`02-end/text.${to}.md`, '# x\n\n:::second-machine\n')),
    /tasks\.yaml: : the text shows a second machine; add "secondMachine: true", or "production"/,
  ],
  [
    'commands for a second machine that is nowhere',
    (files) =>
      ['ko', 'en'].map((to) =>
        files.set(`02-end/text.${to}.md`, '# x\n\n```sh run second\nls\n```\n'),
      ),
    /tasks\.yaml: : the text has commands for a second machine; show it with ":::second-machine"/,
  ],
  [
    'a port of a second machine that is nowhere',
    (files) =>
      ['ko', 'en'].map((to) => files.set(`02-end/text.${to}.md`, '# x\n\n:::port{80 second}\n')),
    /tasks\.yaml: : the text has a port of a second machine; show it with ":::second-machine"/,
  ],
  [
    'a port of a second machine that has no network',
    (files) =>
      ['ko', 'en'].map((to) =>
        files.set(`02-end/text.${to}.md`, '# x\n\n:::second-machine\n\n:::port{80 second}\n'),
      ),
    /tasks\.yaml: : the text has a port of a second machine with a network; add "secondMachine: production"/,
  ],
  [
    'commands that are for another machine in the other language',
    edit(KO, '```sh run', '```sh run second'),
    /command block 1/,
  ],
  [
    'a task for a server that is not there',
    edit(TASKS, 'mode: edge', 'mode: edge\n    machine: second'),
    /tasks\.yaml: tasks\[1\]\.machine: needs a second machine with an engine; add "secondMachine: production"/,
  ],
  [
    "a second machine's value in a step without one",
    edit(SOLVE, 'hostname {{host}}', 'hostname {{vm_boot_id}}'),
    /solve\.sh.*\{\{vm_boot_id\}\} is no value/,
  ],
  [
    "a second machine's value in a text, which is read before it is known",
    (files) => {
      edit(TASKS, 'tasks:', 'secondMachine: true\ntasks:')(files);
      edit(EN, '{{host}}', '{{vm_boot_id}}')(files);
    },
    /text\.en\.md.*\{\{vm_boot_id\}\} is no value/,
  ],
  [
    'a text too long',
    (files) => files.set(EN, `# x\n\n${'x'.repeat(70_000)}`),
    /text\.en\.md: : is longer than/,
  ],
];

describe('a step with a second machine', () => {
  it('may use its values in what is typed and answered', async () => {
    const files = sampleFiles();
    edit(TASKS, 'tasks:', 'secondMachine: true\ntasks:')(files);
    edit(TASKS, '{{host}}', '{{vm_boot_id}}')(files);
    edit(SOLVE, 'hostname {{host}}', 'hostname {{vm_boot_id}}')(files);
    edit('01-name/wrong.own-name.echo.sh', '{{host}}', '{{vm_boot_id}}')(files);
    const lab = await parseLab(SAMPLE_FOLDER, files);
    expect(lab.steps[0]?.tasks[0]?.solution).toContain('hostname {{vm_boot_id}}');
  });
});

describe('a lab with a mistake', () => {
  it.each(mistakes)('names the place of %s', async (_what, change, expected) => {
    const problems = await problemsAfter((files) => void change(files));
    expect(problems.join('\n')).toMatch(new RegExp(expected.source, 'm'));
  });

  it('tells all of them at once', async () => {
    const problems = await problemsAfter((files) => {
      edit(LAB, 'minutes: 10', 'minutes: many')(files);
      edit(TASKS, 'points: 2', 'points: -1')(files);
      edit(CHECK, 'fail outside', 'fail nowhere')(files);
      files.delete('02-end/text.ko.md');
    });
    for (const file of ['lab.yaml', TASKS, CHECK, '02-end/text.ko.md']) {
      expect(problems.some((problem) => problem.startsWith(`${file}:`))).toBe(true);
    }
  });

  it('is told in one message for the terminal', async () => {
    const files = sampleFiles();
    edit(LAB, 'minutes: 10', 'minutes: many')(files);
    const message =
      /the lab 03-sample cannot be read:\n {2}lab\.yaml: minutes: must be a whole number/;
    await expect(parseLab(SAMPLE_FOLDER, files)).rejects.toThrow(message);
  });

  it.each(['sample', '3-sample', '00-sample', '03-Sample', '03-__proto__'])(
    'may be the name of its folder: %s',
    async (folder) => {
      expect((await problemsAfter(() => {}, folder)).join()).toMatch(/must be named NN-id/);
    },
  );

  it('may be that there is nothing', async () => {
    await expect(parseLab('01-empty', new Map())).rejects.toThrow(/has no steps/);
  });
});
