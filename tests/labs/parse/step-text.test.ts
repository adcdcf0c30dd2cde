import { describe, expect, it } from 'vitest';
import { LabProblems, Place } from '../../../src/labs/parse/lab-problems.ts';
import { readStepText } from '../../../src/labs/parse/step-blocks.ts';

function read(...lines: readonly string[]) {
  const problems = new LabProblems();
  const place = new Place(problems, 'text.en.md');
  const { title, blocks } = readStepText(['# Title', '', ...lines].join('\n'), place);
  const told = problems.all.map(({ field, message }) => `${field}: ${message}`);
  return { title, blocks, problems: told };
}

/** The blocks of a text without mistakes. */
function blocksOf(...lines: readonly string[]) {
  const { blocks, problems } = read(...lines);
  expect(problems).toEqual([]);
  return blocks;
}

const text = (words: string) => ({ type: 'text', text: words });
const paragraph = (words: string) => ({ type: 'paragraph', children: [text(words)] });

describe("a step's text", () => {
  it('has its first heading as title, without marks', () => {
    const { title } = readStepText(
      '# The `uts` *namespace*\n',
      new Place(new LabProblems(), 'text.en.md'),
    );
    expect(title).toBe('The uts namespace');
  });

  it('has headings, emphasis, code, links and breaks', () => {
    expect(blocksOf('## Two', '### Three', 'a **b** *c* `d` [e](https://x.org/)\\', 'f')).toEqual([
      { type: 'heading', level: 2, children: [text('Two')] },
      { type: 'heading', level: 3, children: [text('Three')] },
      {
        type: 'paragraph',
        children: [
          text('a '),
          { type: 'strong', children: [text('b')] },
          text(' '),
          { type: 'emphasis', children: [text('c')] },
          text(' '),
          { type: 'code', text: 'd' },
          text(' '),
          { type: 'link', href: 'https://x.org/', children: [text('e')] },
          { type: 'break' },
          text('f'),
        ],
      },
    ]);
  });

  it('joins the lines of a paragraph', () => {
    expect(blocksOf('one', 'two')).toEqual([paragraph('one two')]);
  });

  it('takes a colon in running text for a colon', () => {
    expect(blocksOf('alpine:latest, 예:이름, at 10:30')).toEqual([
      paragraph('alpine:latest, 예:이름, at 10:30'),
    ]);
  });

  it('tells commands to be sent from what is only read', () => {
    expect(
      blocksOf('```sh run', 'uname -r', '```', '```sh', 'x', '```', '```', 'output', '```'),
    ).toEqual([
      { type: 'command', text: 'uname -r' },
      { type: 'code', language: 'sh', text: 'x' },
      { type: 'code', language: '', text: 'output' },
    ]);
  });

  it('tells commands for the second machine', () => {
    expect(blocksOf('```sh run second', 'docker ps', '```')).toEqual([
      { type: 'command', text: 'docker ps', on: 'second' },
    ]);
  });

  it('has lists with commands in them, quotes and tables', () => {
    expect(
      blocksOf(
        '1. do',
        '',
        '   ```sh run',
        '   ls',
        '   ```',
        '',
        '> said',
        '',
        '| a | b |',
        '| - | - |',
        '| 1 | `2` |',
      ),
    ).toEqual([
      {
        type: 'list',
        ordered: true,
        items: [[paragraph('do'), { type: 'command', text: 'ls' }]],
      },
      { type: 'quote', children: [paragraph('said')] },
      {
        type: 'table',
        head: [[text('a')], [text('b')]],
        rows: [[[text('1')], [{ type: 'code', text: '2' }]]],
      },
    ]);
  });

  it('has hints with a label or without', () => {
    expect(blocksOf(':::hint[Which *one*?]', 'this', ':::', '', ':::hint', 'that', ':::')).toEqual([
      { type: 'hint', summary: 'Which one?', children: [paragraph('this')] },
      { type: 'hint', summary: '', children: [paragraph('that')] },
    ]);
  });

  it('has parts of the page on a line of their own, without an end line', () => {
    expect(
      blocksOf(
        'before',
        ':::view{namespaces}',
        'between',
        '',
        ':::port{8081}',
        ':::second-machine',
        ':::comparison',
        'after',
      ),
    ).toEqual([
      paragraph('before'),
      { type: 'view', topic: 'namespaces' },
      paragraph('between'),
      { type: 'port', port: 8081 },
      { type: 'second-machine' },
      { type: 'comparison' },
      paragraph('after'),
    ]);
  });

  it('has ports that are drawn for the learner', () => {
    expect(blocksOf(':::port{{{web}}}')).toEqual([{ type: 'port', port: '{{web}}' }]);
    expect(blocksOf(':::port{8080 second}', ':::port{{{web}} second}')).toEqual([
      { type: 'port', port: 8080, on: 'second' },
      { type: 'port', port: '{{web}}', on: 'second' },
    ]);
  });

  it('leaves what looks like a part alone within a code block', () => {
    expect(blocksOf('````', '```', ':::view{x}', '````', ':::view{y}')).toEqual([
      { type: 'code', language: '', text: '```\n:::view{x}' },
      { type: 'view', topic: 'y' },
    ]);
  });

  it('counts its quizzes', () => {
    const quiz = [
      ':::quiz',
      'Why?',
      '',
      'Really?',
      '',
      '- [ ] a',
      '- [x] `b`',
      '',
      'Because.',
      '',
      '- list',
      ':::',
      '',
    ];
    const found = blocksOf(...quiz, ...quiz);
    expect(found.map((block) => block.type === 'quiz' && block.id)).toEqual(['1', '2']);
    expect(found[0]).toEqual({
      type: 'quiz',
      id: '1',
      question: [text('Why?'), { type: 'break' }, text('Really?')],
      choices: [
        { text: [text('a')], right: false },
        { text: [{ type: 'code', text: 'b' }], right: true },
      ],
      explanation: [
        paragraph('Because.'),
        { type: 'list', ordered: false, items: [[paragraph('list')]] },
      ],
    });
  });
});

describe('a text that does not fit', () => {
  it.each([
    ['HTML', ['a', '', '<b onclick="x()">x</b>'], /^line 5: has HTML/],
    ['a block of HTML', ['<script>', 'x', '</script>'], /^line 3: has HTML/],
    ['a comment', ['<!-- later -->'], /has HTML/],
    ['a picture', ['![x](https://x.org/a.png)'], /^line 3: has a picture/],
    [
      'a script in a link',
      ['[x](javascript:alert(1))'],
      /links to "javascript:alert\(1\)"; only https/,
    ],
    ['a link without encryption', ['[x](http://x.org/)'], /only https:\/\/ addresses/],
    ['a link to a file', ['[x](../other.md)'], /only https/],
    ['a link by reference', ['[x][y]', '', '[y]: https://x.org/'], /link by reference/],
    ['another title', ['# Again'], /^line 3: headings below the title/],
    ['a rule', ['a', '', '---'], /has thematicBreak/],
    ['an unknown fence', ['```bash run', 'ls', '```'], /"bash run" is not known; .*"sh run"/],
    [
      'commands for a third machine',
      ['```sh run third', 'ls', '```'],
      /"sh run third" is not known/,
    ],
    ['an empty command', ['```sh run', '```'], /empty code block/],
    [
      'an unknown directive',
      [':::note', 'x', ':::'],
      /":::note" is not known; use one of: hint, quiz/,
    ],
    ['an end line too many', [':::view{x}', '', ':::'], /colons that belong to nothing/],
    ['a hint in a list', ['- x', '', '  :::hint', '  y', '  :::'], /must stand in the text itself/],
    [
      'a part in a hint',
      [':::hint', 'x', '', ':::view{y}', ':::'],
      /must stand in the text itself/,
    ],
    ['an empty hint', [':::hint', ':::'], /the hint is empty/],
    ['a view of nothing', [':::view'], /a view needs its topic/],
    ['a port that is none', [':::port{99999}'], /a port needs its number/],
    ['a port with something behind it', [':::port{8081}x}'], /a port needs its number/],
    ['a port of another machine', [':::port{8081 third}'], /a port needs its number/],
    ['a port of two values', [':::port{{{a}}{{b}}}'], /a port needs its number/],
    ['braces where none belong', [':::comparison{x}'], /nothing in braces/],
    ['boxes outside of a quiz', ['- [x] a'], /boxes to tick, which only a ":::quiz"/],
    ['a quiz without choices', [':::quiz', 'Why?', ':::'], /the quiz has no choices/],
    [
      'a quiz without question',
      [':::quiz', '- [x] a', '- [ ] b', ':::'],
      /the quiz has no question/,
    ],
    [
      'a quiz without right answer',
      [':::quiz', 'Why?', '- [ ] a', '- [ ] b', ':::'],
      /at least one that is right/,
    ],
    [
      'a quiz with a plain list',
      [':::quiz', 'Why?', '- [x] a', '- b', ':::'],
      /^line 6: a choice is one line/,
    ],
    [
      'emphasis that Markdown does not see',
      ['**컨테이너(container)**는'],
      /^line 3: shows \*\* as text/,
    ],
  ])('is told about %s', (_what, lines, expected) => {
    expect(read(...lines).problems.join('\n')).toMatch(expected);
  });

  it.each([['no title'], ['## Two']])('is told that its title is missing: %s', (first) => {
    const problems = new LabProblems();
    readStepText(`${first}\n`, new Place(problems, 'text.en.md'));
    expect(problems.all[0]?.message).toMatch(/must begin with the title/);
  });

  it('is told that its title has a value, which lists and tabs do not know', () => {
    const problems = new LabProblems();
    readStepText('# How many are {{count}}?\n', new Place(problems, 'text.en.md'));
    expect(problems.all).toMatchObject([
      {
        field: 'line 1',
        message: '{{count}} has no place in a title, which lists and tabs show, too',
      },
    ]);
  });

  it('may link to steps of labs', () => {
    expect(read('[x](#namespaces/uts)').problems).toEqual([]);
  });
});
