import { describe, expect, it } from 'vitest';
import { CHECK, edit, type Files, KO, LAB, problemsAfter, TASKS } from './mistakes.ts';

const mistakes: readonly (readonly [string, (files: Files) => void, RegExp])[] = [
  ['no lab.yaml', (files) => files.delete(LAB), /^lab\.yaml: : is missing/],
  [
    'an unknown field',
    edit(LAB, 'minutes: 10', 'minutes: 10\nauthor: me'),
    /^lab\.yaml: author: is not known here; .*version/,
  ],
  ['a missing field', edit(LAB, 'minutes: 10\n', ''), /^lab\.yaml: minutes: is missing; add it/],
  [
    'a field without value',
    edit(LAB, 'minutes: 10', 'minutes:'),
    /^lab\.yaml: minutes: is missing/,
  ],
  [
    'a missing language',
    edit(LAB, '{ko: 예제, en: Sample}', '{ko: 예제}'),
    /^lab\.yaml: title\.en: is missing/,
  ],
  [
    'a language too many',
    edit(LAB, 'en: Sample}', 'en: Sample, de: Probe}'),
    /^lab\.yaml: title\.de: is not known/,
  ],
  [
    'a number in place of text',
    edit(LAB, 'en: Sample}', 'en: 12}'),
    /^lab\.yaml: title\.en: must be text; put it into quotes/,
  ],
  [
    'text in place of a number',
    edit(LAB, 'version: 2', 'version: two'),
    /^lab\.yaml: version: must be a whole number from 1/,
  ],
  [
    'an unknown profile',
    edit(LAB, 'profile: base', 'profile: docker'),
    /^lab\.yaml: profile: must be one of: base, engine/,
  ],
  [
    'a statement that is none',
    edit(LAB, '[S5]', '[five]'),
    /^lab\.yaml: covers\[0\]: must be the id of a statement/,
  ],
  [
    'a value of one word',
    edit(LAB, '[kestrel, heron]', '[kestrel]'),
    /^lab\.yaml: values\[0\]\.oneOf: .*two different words/,
  ],
  [
    'a value that a shell would read',
    edit(LAB, 'heron', '"$(id)"'),
    /values\[0\]\.oneOf\[1\]: "\$\(id\)" is no plain word/,
  ],
  [
    'a value with a bad name',
    edit(LAB, 'name: host', 'name: PATH'),
    /values\[0\]\.name: "PATH" cannot be a variable/,
  ],
  [
    'a value named as a word of templates',
    edit(LAB, 'name: port', 'name: end'),
    /values\[1\]\.name: "end" is a word of templates/,
  ],
  [
    'a value named as those of the second machine',
    edit(LAB, 'name: port', 'name: vm_port'),
    /values\[1\]\.name/,
  ],
  [
    'two values of one name',
    edit(LAB, 'name: port', 'name: host'),
    /values\[1\]\.name: "host" is there twice/,
  ],
  [
    'a range upside down',
    edit(LAB, 'max: 20009', 'max: 10'),
    /values\[1\]\.max: must be greater than min/,
  ],
  [
    'an id that is none',
    edit(TASKS, 'id: looked', 'id: Looked_1'),
    /tasks\.yaml: tasks\[1\]\.id: "Looked_1" is no id/,
  ],
  [
    'two tasks of one id',
    edit(TASKS, 'id: looked', 'id: own-name'),
    /tasks\[1\]\.id: "own-name" is there twice/,
  ],
  [
    'an unknown mode',
    edit(TASKS, 'mode: edge', 'mode: once'),
    /tasks\[1\]\.mode: must be one of: level, edge/,
  ],
  [
    'a timeout too long',
    edit(TASKS, 'timeoutMs: 1000', 'timeoutMs: 100000'),
    /tasks\[1\]\.timeoutMs: must be a whole number/,
  ],
  [
    'hints that are no list',
    edit(TASKS, 'messages: {}', 'messages: {}\n    hints: use it'),
    /tasks\[1\]\.hints: must be a list/,
  ],
  [
    'a key of a message that is none',
    edit(TASKS, 'outside:', '"out side":'),
    /messages\.out side: is no key/,
  ],
  [
    'a message that no check says',
    edit(CHECK, 'fail outside', 'exit 1'),
    /tasks\[0\]\.messages\.outside: is never said/,
  ],
  [
    'an unknown message',
    edit(CHECK, 'fail outside', 'fail inside'),
    /check\.own-name\.sh: line 5: fails with "inside"; add it to messages of own-name/,
  ],
  [
    'a message that only the shell knows',
    edit(CHECK, 'fail outside', 'fail "$why"'),
    /line 5: "fail" needs the key of a message, written out/,
  ],
  [
    'fail without a key',
    edit(CHECK, 'fail outside', 'true || fail'),
    /line 5: "fail" needs the key/,
  ],
  [
    'a finding that no check records',
    edit(CHECK, 'saw pid', 'saw process'),
    /messages\.met\.(ko|en): \{pid\} is not known; record it with "saw pid/,
  ],
  [
    'an unknown value in a message',
    edit(TASKS, '{{host}}"}', '{{hosts}}"}'),
    /tasks\.yaml: line \d+: \{\{hosts\}\} is no value/,
  ],
  [
    'an unknown value in a text',
    edit(KO, '{{host}}', '{{name}}'),
    /text\.ko\.md: line 3: \{\{name\}\} is no value; .*known: host, port/,
  ],
  [
    'a value in braces in a check',
    edit(CHECK, 'exit 0', '[ {{host}} ] && exit 0'),
    /line 3: \{\{host\}\} is not filled in here; write \$host/,
  ],
];

describe('a field or a script with a mistake', () => {
  it.each(mistakes)('is named when it has %s', async (_what, change, expected) => {
    const problems = await problemsAfter((files) => void change(files));
    expect(problems.join('\n')).toMatch(new RegExp(expected.source, 'm'));
  });
});
