import { LabProblems, Place } from '../../parse/lab-problems.ts';
import { readTypingScript } from '../../parse/typing-script.ts';
import type { ImportReport } from './import-report.ts';
import type { PageBlocks } from './page-blocks.ts';
import type { PageCommand } from './page-commands.ts';
import type { ScenarioFile, ScenarioPage } from './scenario.ts';

/** The id of the one task of a step that had a verify script. */
export const TASK = 'verify';

/** The line that ends a script within a script. */
export const END_OF_SCRIPT = 'END_OF_SCRIPT';
const SHELL = /^#!\s*(?:\/usr\/bin\/env\s+)?(?:\S*\/)?(?<name>bash|sh|dash|ash|ksh|zsh)\b/;
/** What ends the shell that a script is typed into. */
const ENDS_SHELL = /^\s*(?:exit\b|exec\b|set\s+-\w*e)/m;

/** The interpreter that a script asks for, bash when it asks for none; undefined when it is no shell. */
export function shellOf(script: string): string | undefined {
  if (!script.startsWith('#!')) return 'bash';
  const name = SHELL.exec(script)?.groups?.['name'];
  if (name === undefined) return undefined;
  return name === 'bash' || name === 'ksh' || name === 'zsh' ? 'bash' : 'sh';
}

/**
 * The check that runs a verify script where it ran before: among the learner's programs and files. A check starts in the
 * pristine root; entering the mounts of PID 1 leaves it. The script is kept from the descriptor of the answers.
 */
export function toCheck({ file, text }: ScenarioFile): string {
  const shell = shellOf(text) ?? 'bash';
  // In a check, `fail` and `saw` at the place of a command belong to the prelude.
  const hides = /\b(?:fail|saw)\b/.test(text) || text.includes(END_OF_SCRIPT);
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => (hides ? `#|${line}` : line));
  return `# The scenario's ${file}, as it was: exit status 0 is met, anything else is not yet.
# To be reviewed. It runs about once a second, and it believes the learner's own programs, which can be replaced:
# better ask the kernel from here, and say what is missing with a message for each case.
script=$(
  ${hides ? "sed 's/^#|//'" : 'cat'} <<'${END_OF_SCRIPT}'
${lines.join('\n')}
${END_OF_SCRIPT}
)
nsenter --target 1 --mount -- /bin/${shell} -c "cd /root
$script" 3>&- > /dev/null 2>&1 || fail not-yet
`;
}

/** What a learner would type: the code that a click would have run, in the order of the page. */
export function toSolution(
  { text: { file } }: ScenarioPage,
  { commands, solution }: PageBlocks,
  folder: string,
  report: ImportReport,
): string {
  const typed = commands.length > 0 ? commands : solution.map(asCommand);
  const lines = [`#@ task ${TASK}`];
  let terminal = 1;
  for (const command of typed) {
    const code = command.code.trimEnd();
    if (!canBeTyped(code)) {
      report.note(
        'write',
        `${folder}/solve.sh`,
        `left out, since it cannot be typed: ${code.split('\n')[0]}`,
      );
      continue;
    }
    if (command.terminal !== terminal) lines.push(`#@ terminal ${command.terminal}`);
    terminal = command.terminal;
    if (command.interrupt) lines.push('#@ key C-c');
    lines.push(code);
  }
  noteSolution(file, lines.length > 1, commands.length > 0, folder, report);
  return `${lines.join('\n')}\n`;
}

const asCommand = (code: string): PageCommand => ({ code, interrupt: false, terminal: 1 });

function canBeTyped(code: string): boolean {
  const problems = new LabProblems();
  readTypingScript(code, new Place(problems, 'solve.sh'));
  return problems.all.length === 0 && !/^#@/m.test(code);
}

function noteSolution(
  page: string,
  hasLines: boolean,
  clicked: boolean,
  folder: string,
  report: ImportReport,
): void {
  const file = `${folder}/solve.sh`;
  if (!hasLines)
    report.note('write', file, `${page} has no code to run: write what a learner types`);
  else if (clicked)
    report.note('review', file, 'made of the code to run; it may do more or less than the task');
  else report.note('review', file, 'made of the solution that the page shows');
}

/** The text of a foreground script as somebody would type it; empty when nothing remains. */
export function typedForeground({ file, text }: ScenarioFile, report: ImportReport): string {
  if (shellOf(text) === undefined) {
    report.note('lost', file, 'is no script of a shell and was left out');
    return '';
  }
  // In a here-document, a line that looks like a comment is none.
  const dropped = text.includes('<<') ? /^#!/ : /^\s*(?:#|$)/;
  const lines = text
    .trimEnd()
    .split('\n')
    .filter((line) => !dropped.test(line));
  if (lines.every((line) => line.trim() === '')) return '';
  report.note(
    'review',
    file,
    'ran in the terminal when the page opened; it is now the first command of the page, for the learner to run',
  );
  if (ENDS_SHELL.test(text))
    report.note('review', file, 'exit, exec or set -e would end the shell of the learner');
  if (!canBeTyped(lines.join('\n'))) {
    report.note('lost', file, 'cannot be typed line by line and was left out');
    return '';
  }
  return lines.join('\n');
}
