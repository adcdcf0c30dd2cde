/** A small lab as files, for tests: two steps, one with two tasks and one for reading. */

export const SAMPLE_FOLDER = '03-sample';

const STEP_TEXT = `# The host's name

A container has a name of **its own**: {{host}}.

\`\`\`sh run
unshare --uts bash
hostname {{host}}
\`\`\`

:::hint[Which command?]
\`unshare\` makes *namespaces*.
:::

:::quiz
Does the name outside change?

- [ ] yes
- [x] no

It does not, see [the manual](https://example.org/).
:::

:::view{namespaces}
`;

const TASKS = `tasks:
  - id: own-name
    title: {ko: 자기 이름, en: A name of its own}
    points: 2
    hints:
      - {ko: unshare를 쓰세요, en: Use unshare}
    messages:
      met: {ko: "PID {pid}, {{host}}", en: "PID {pid} is {{host}}"}
      outside: {ko: 호스트의 이름이 바뀌었습니다, en: The host's own name was changed}
  - id: looked
    title: {ko: 보기, en: Look}
    mode: edge
    timeoutMs: 1000
    messages: {}
`;

/** The files by path; a fresh map, to be changed by a test. */
export function sampleFiles(): Map<string, string> {
  return new Map([
    [
      'lab.yaml',
      `version: 2
profile: base
minutes: 10
title: {ko: 예제, en: Sample}
summary: {ko: 요약, en: Summary}
covers: [S5]
values:
  - {name: host, oneOf: [kestrel, heron]}
  - {name: port, min: 20000, max: 20009}
`,
    ],
    ['01-name/text.en.md', STEP_TEXT],
    ['01-name/text.ko.md', STEP_TEXT.replace("The host's name", '호스트의 이름')],
    ['01-name/tasks.yaml', TASKS],
    ['01-name/setup.sh', 'hostname drydock\n'],
    [
      '01-name/check.own-name.sh',
      'for pid in $(pids_outside uts); do\n  saw pid "$pid"\n  exit 0\ndone\nfail outside\n',
    ],
    ['01-name/check.looked.sh', '[ -e /proc/1/root/tmp/looked ]\n'],
    [
      '01-name/solve.sh',
      '#@ task own-name\nunshare --uts bash\nhostname {{host}}\n#@ task looked\n#@ terminal 2\ntouch /tmp/looked\n',
    ],
    ['01-name/wrong.own-name.outside.sh', '#@ message outside\nhostname "$host"\n'],
    ['01-name/wrong.own-name.echo.sh', '#@ typed\necho {{host}}\n'],
    ['01-name/wrong.looked.other.sh', 'touch /tmp/other\n'],
    ['01-name/wrong.looked.nothing.sh', 'true\n'],
    ['02-end/text.en.md', '# The end\n\nWell done.\n'],
    ['02-end/text.ko.md', '# 끝\n\n잘하셨습니다.\n'],
  ]);
}
