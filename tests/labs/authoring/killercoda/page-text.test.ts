import { describe, expect, it } from 'vitest';
import { ImportReport } from '../../../../src/labs/authoring/killercoda/import-report.ts';
import { toStepText } from '../../../../src/labs/authoring/killercoda/lab-texts.ts';
import { OWN_WORDS } from '../../../../src/labs/authoring/killercoda/own-words.ts';
import { readPage } from '../../../../src/labs/authoring/killercoda/page-blocks.ts';
import { LabProblems, Place } from '../../../../src/labs/parse/lab-problems.ts';
import { readStepText } from '../../../../src/labs/parse/step-blocks.ts';

/** The text of a lab's step that a page becomes, without its title, and what is told; the parser must take the text. */
function convert(text: string) {
  const report = new ImportReport();
  const page = readPage({ file: 'page.md', text }, 'Title', OWN_WORDS.en, report);
  const written = toStepText({ title: 'Title', notice: '', parts: page.parts });
  const problems = new LabProblems();
  readStepText(written, new Place(problems, 'text.en.md'));
  expect(problems.all).toEqual([]);
  const told = report.notes.map(({ line, what }) => `${line ?? '-'}: ${what}`);
  return { text: written.replace('# Title\n\n', '').trimEnd(), told, page };
}

const run = (...lines: string[]) => ['```sh run', ...lines, '```'].join('\n');

describe('code with a marker', () => {
  it('in a fence becomes a command, in a list too', () => {
    expect(convert('```bash\npwd\nls\n```{{exec}}').text).toBe(run('pwd', 'ls'));
    expect(convert('1. Go:\n\n   ```\n   pwd\n   ```{{execute}}\n').text).toBe(
      '1. Go:\n\n   ```sh run\n   pwd\n   ```',
    );
  });

  it('in a fence of tildes, or with words after it, is closed all the same', () => {
    expect(convert('~~~\npwd\n~~~{{exec}}\n\nNext').text).toBe(`${run('pwd')}\n\nNext`);
    expect(convert('```\npwd\n```{{exec}} Next').text).toBe(`${run('pwd')}\n\nNext`);
  });

  it('at the end of a line becomes a command below it', () => {
    expect(convert('See: `ls -l`{{exec}}.\nAnd `pwd`{{execute}}').text).toBe(
      `See:\n\n${run('ls -l')}\n\nAnd\n\n${run('pwd')}`,
    );
  });

  it('within a sentence stays there and becomes a command as well', () => {
    expect(convert('Run `ls`{{exec}} and look.').text).toBe(`Run \`ls\` and look.\n\n${run('ls')}`);
  });

  it('in a table becomes a command below the table', () => {
    const { text } = convert('| a | b |\n| - | - |\n| x | `ls`{{exec}} |\n');
    expect(text).toContain('| x | `ls` |');
    expect(text.endsWith(run('ls'))).toBe(true);
  });

  it('that is to be copied, or not even that, is only shown', () => {
    expect(convert('`a`{{copy}} `b`{{}}').text).toBe('`a` `b`');
    expect(convert('```\na\n```{{copy}}').text).toBe('```\na\n```');
  });

  it('that comes after Ctrl+C or in another terminal says so in words', () => {
    const { text, told, page } = convert(
      '`sleep 9`{{exec}}\n\n`pwd`{{exec interrupt}}\n\n`ls`{{execute T2}}',
    );
    expect(text).toContain(
      `First press Ctrl+C to end the program that is running.\n\n${run('pwd')}`,
    );
    expect(text).toContain(`Run this in terminal 2.\n\n${run('ls')}`);
    expect(told).toEqual([
      "3: {{exec interrupt}}: Ctrl+C is the learner's to press; a sentence says so",
      '5: {{execute T2}}: a sentence names the terminal; the button uses the one in front',
    ]);
    expect(page.commands).toEqual([
      { code: 'sleep 9', interrupt: false, terminal: 1 },
      { code: 'pwd', interrupt: true, terminal: 1 },
      { code: 'ls', interrupt: false, terminal: 2 },
    ]);
  });

  it('for keys, an editor, another machine or something unknown is shown and told', () => {
    const { text, told } = convert(
      '`dd`{{execute no-newline}} `a.js`{{open}} `ls`{{execute HOST2}} `x`{{wobble}}',
    );
    expect(text).toBe('`dd` `a.js` `ls` `x`');
    expect(told.map((one) => one.replace(/^\d: /, ''))).toEqual([
      '{{execute no-newline}}: no click presses keys here; the learner does',
      '{{open}}: there is no editor that opens files',
      '{{execute HOST2}}: there is one machine; the code is shown only',
      'the marker word "wobble" is not known',
    ]);
  });

  it('shows braces that look like a value of a lab with blanks in them', () => {
    const { text, told } = convert('```\necho {{name}} {{.Names}} {{end}}\n```{{exec}}');
    expect(text).toBe(run('echo {{ name }} {{.Names}} {{end}}'));
    expect(told).toEqual(['1: {{name}} would be a value of the lab; it is written {{ name }}']);
  });
});

describe('HTML', () => {
  it('for letters becomes Markdown', () => {
    expect(convert('<b>a</b> <em>b</em> <kbd>Ctrl</kbd> <span>c</span>').text).toBe(
      '**a** *b* `Ctrl` c',
    );
    expect(convert('See <a href="https://example.org/">there</a>.').text).toBe(
      'See [there](https://example.org/).',
    );
  });

  it('for lines and boxes goes, and what is in it stays', () => {
    expect(
      convert('<br>\n\n<div align="center">\n  <h2>Lamps</h2>\n  <p>are <b>lit</b></p>\n</div>')
        .text,
    ).toBe('## Lamps\n\nare **lit**');
    expect(convert('one<br/>two').text).toBe('one\\\ntwo');
  });

  it('that folds becomes a hint', () => {
    const { text } = convert(
      '<details><summary>Tip [1]</summary>\n\nTry:\n\n```\nls\n```{{exec}}\n\n</details>\n\nOn.',
    );
    expect(text).toBe(`:::hint[Tip 1]\nTry:\n\n${run('ls')}\n:::\n\nOn.`);
  });

  it('that folds without blank lines is a hint too', () => {
    const { text } = convert(
      '<details>\n<summary>Tip</summary>\nTry:\n```bash\nls\n```\n</details>',
    );
    expect(text).toBe(':::hint[Tip]\nTry:\n\n```bash\nls\n```\n:::');
  });

  it('that folds within a list is shown openly and told', () => {
    const { text, told } = convert(
      '- a\n\n  <details><summary>Tip</summary>\n\n  b\n\n  </details>\n',
    );
    expect(text).toBe('- a\n\n  **Tip**\n\n  b');
    expect(told).toEqual(['-: <details> within something else is shown openly: Tip']);
  });

  it('of text as it is becomes a code block', () => {
    expect(convert('<pre>\na &lt; b\n  c\n</pre>').text).toBe('```\na < b\n  c\n```');
    const { text, told } = convert(
      '<pre class="file" data-filename="a.js" data-target="replace">x = 1;\n</pre>',
    );
    expect(text).toBe('```\nx = 1;\n```');
    expect(told).toEqual([
      '1: a click wrote this text into a file or the clipboard; here it is only shown',
    ]);
  });

  it('that runs or plays something goes and is told', () => {
    const { text, told } = convert(
      'a\n\n<iframe src="https://example.org"></iframe>\n\n<script>alert(1)</script>\n\nb',
    );
    expect(text).toBe('a\n\nb');
    expect(told).toEqual(['3: <iframe> was left out', '5: <script> was left out']);
  });

  it('that is none is text', () => {
    const { text } = convert('Write <name> here, and a comment <!-- not this -->.');
    expect(text).toBe('Write \\<name> here, and a comment .');
  });
});

describe('links and pictures', () => {
  it('that lead to a port of the machine show its preview', () => {
    const { text, told } = convert('[Open]({{TRAFFIC_HOST1_8080}}/a)\n\nOn.');
    expect(text).toBe('**Open**\n\n:::port{8080}\n\nOn.');
    expect(told).toEqual([]);
    expect(
      convert('https://[[HOST_SUBDOMAIN]]-80-[[KATACODA_HOST]].environments.katacoda.com/').text,
    ).toContain(':::port{80}');
  });

  it('that lead elsewhere than to https:// are text and told', () => {
    const { text, told } = convert(
      '[a](http://example.org/) [b](./b.md) [c]({{TRAFFIC_SELECTOR}})',
    );
    expect(text).toBe('a (`http://example.org/`) b c');
    expect(told).toHaveLength(3);
  });

  it('by reference are written out', () => {
    expect(convert('[a][1] and [1]\n\n[1]: https://example.org/').text).toBe(
      '[a](https://example.org/) and [1](https://example.org/)',
    );
  });

  it('of pictures leave the description and are told', () => {
    const { text, told } = convert('![a lamp](./lamp.png) <img src="b.png" width="10">');
    expect(text).toBe('(picture: a lamp)');
    expect(told).toEqual([
      '1: the picture ./lamp.png was left out: labs have no pictures',
      '1: the picture b.png was left out: labs have no pictures',
    ]);
  });
});

describe('Markdown that a lab does not have', () => {
  it('is brought to its levels and forms', () => {
    expect(convert('# A\n\n#### B\n\n---\n\n- [x] done\n- [ ] open').text).toBe(
      '## A\n\n### B\n\n- ☑ done\n- ☐ open',
    );
  });

  it('loses stars and colons that would mean something else', () => {
    const { text, told } = convert('::: note\n\n**그림(a)**은 글');
    expect(text).toBe('note\n\n그림(a)은 글');
    expect(told).toHaveLength(2);
  });

  it('repeats no title', () => {
    expect(convert('# title\n\nText').text).toBe('Text');
  });

  it('may have a list that begins later, which is told', () => {
    expect(convert('3. c').told).toEqual(['1: a list that begins with 3 begins with 1']);
  });
});

describe('a fold that is called a solution', () => {
  it('gives its code as what is to be typed, when a click would have run nothing', () => {
    const { page } = convert(
      '<details><summary>Solution</summary>\n\n```bash\nls\n```\n\n</details>',
    );
    expect(page.solution).toEqual(['ls']);
    expect(page.commands).toEqual([]);
  });
});
