/** A lab that can be proved, as files, for the tests of the prover: each makes one mistake in it. */

export const DOCK_FOLDER = '90-dock';

const TEXT =
  '# A dock\n\nMake the folder `{{dock}}` and sign it.\n\n```sh run\nmkdir {{dock}}\n```\n';

/** The files by path; a fresh map, to be changed by a test. */
export function dockFiles(changes: Readonly<Record<string, string>> = {}): Map<string, string> {
  return new Map(Object.entries({ ...FILES, ...changes }));
}

const FILES = {
  'lab.yaml': `version: 1
profile: base
minutes: 5
title: {ko: 독, en: A dock}
summary: {ko: 폴더 하나, en: One folder}
values:
  - {name: dock, oneOf: [north, south, east, west]}
`,
  '01-dock/text.en.md': TEXT,
  '01-dock/text.ko.md': TEXT,
  '01-dock/tasks.yaml': `tasks:
  - id: made
    title: {ko: 만들기, en: Make it}
    messages:
      missing: {ko: 없습니다, en: It is not there}
      unsigned: {ko: 서명이 없습니다, en: It is not signed}
`,
  '01-dock/setup.sh': 'rm -rf "/root/$dock"\n',
  '01-dock/check.made.sh': `[ -d "/proc/1/root/root/$dock" ] || fail missing
read -r line < "/proc/1/root/root/$dock/name" 2> /dev/null || fail unsigned
[ "$line" = "$dock" ] || fail unsigned
`,
  '01-dock/solve.sh': '#@ task made\nmkdir {{dock}}\necho {{dock}} > {{dock}}/name\n',
  '01-dock/wrong.made.file.sh': '#@ message missing\necho "$dock" > "/root/$dock"\n',
  '01-dock/wrong.made.unsigned.sh': '#@ typed\n#@ message unsigned\nmkdir {{dock}}\n',
};
