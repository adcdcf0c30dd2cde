import { LabProblems, Place } from '../../parse/lab-problems.ts';
import { readTypingScript } from '../../parse/typing-script.ts';
import type { ImportReport } from './import-report.ts';
import type { PageBlocks, PageCommand } from './page-blocks.ts';
import type { Scenario, ScenarioAsset, ScenarioFile, ScenarioPage } from './scenario.ts';

/** The id of the one task of a step that had a verify script. */
export const TASK = 'verify';

/** Characters of a setup script; the format takes 65,536. */
const MAX_SETUP_CHARACTERS = 60_000;
const END_OF_FILE = 'END_OF_FILE';
const END_OF_SCRIPT = 'END_OF_SCRIPT';
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

/** Makes the setup script of each page: what the pages up to it would have done by the time it opens. */
export class SetupWriter {
  readonly #id: string;
  readonly #assets: string;
  readonly #backgrounds: string[] = [];
  readonly #report: ImportReport;
  #room = MAX_SETUP_CHARACTERS;

  constructor(id: string, { assets, pages }: Scenario, report: ImportReport) {
    this.#id = id;
    this.#report = report;
    // Scripts first: without them, files are of little use.
    const scripts = new Map<ScenarioPage, string>();
    for (const page of pages) {
      const part = this.#background(page, scripts.size + 1);
      if (part !== '') scripts.set(page, part);
    }
    this.#backgrounds = pages.map((page) => scripts.get(page) ?? '');
    this.#assets = this.#assetPart(assets);
  }

  /** The script of the page at `index`; empty when nothing is to be prepared. */
  scriptOf(index: number): string {
    const scripts = this.#backgrounds.slice(0, index + 1).filter((part) => part !== '');
    if (this.#assets === '' && scripts.length === 0) return '';
    return `# What the scenario had prepared by the time this page opens; each part once, however often it opens.
set -e
done=/run/lab-${this.#id}
mkdir -p "$done"
first() { [ ! -e "$done/$1" ] && : > "$done/$1"; }
${this.#assets}${scripts.length === 0 ? '' : this.#chain(scripts)}`;
  }

  /** Background scripts run after one another, and nobody waits for them. */
  #chain(parts: readonly string[]): string {
    return `
set --
${parts.join('')}
[ $# -eq 0 ] || setsid /bin/sh -c 'cd /root; for script; do "$script"; done' sh "$@" > "$done/log" 2>&1 < /dev/null &
`;
  }

  #background({ background }: ScenarioPage, number: number): string {
    if (background === undefined) return '';
    const { file, text } = background;
    const shell = shellOf(text);
    const name = `background-${number}`;
    const body = text.startsWith('#!') ? text.slice(text.indexOf('\n') + 1) : text;
    const part = `
# ${file}
if first ${name}; then
  cat > "$done/${name}.sh" <<'${END_OF_SCRIPT}'
#!/bin/${shell}
${body.trimEnd()}
${END_OF_SCRIPT}
  chmod +x "$done/${name}.sh"
  set -- "$@" "$done/${name}.sh"
fi
`;
    if (shell === undefined || text.includes(END_OF_SCRIPT)) {
      this.#report.note('lost', file, 'is no script of a shell and was left out');
    } else if (!this.#takes(part)) {
      this.#report.note('lost', file, 'was left out: setup.sh would be too long');
    } else {
      const what =
        'runs in the background from setup.sh, once; a learner may be at work before it ends';
      this.#report.note('review', file, what);
      return part;
    }
    return '';
  }

  #assetPart(assets: readonly ScenarioAsset[]): string {
    const parts = assets.map((asset) => {
      const part = assetText(asset);
      if (this.#takes(part)) return part;
      this.#report.note('lost', asset.file, 'was left out: setup.sh would be too long');
      return '';
    });
    const all = parts.join('');
    return all === '' ? '' : `\nif first assets; then\n${all}fi\n`;
  }

  #takes(part: string): boolean {
    if (part.length > this.#room) return false;
    this.#room -= part.length;
    return true;
  }
}

function assetText({ file, path, chmod, bytes }: ScenarioAsset): string {
  const target = quoted(path);
  const mode = chmod === '' ? '' : `  chmod ${chmod} ${target}\n`;
  return `  # ${file.replace(/[^\x20-\x7e]/g, '?')}
  mkdir -p ${quoted(path.slice(0, path.lastIndexOf('/')) || '/')}
${contentText(bytes, target)}${mode}`;
}

function contentText(bytes: Uint8Array, target: string): string {
  const text = plainText(bytes);
  if (text === '') return `  : > ${target}\n`;
  const document = (content: string) => `<<'${END_OF_FILE}'\n${content}\n${END_OF_FILE}\n`;
  if (text === undefined) {
    const lines = Buffer.from(bytes)
      .toString('base64')
      .replace(/.{76}(?=.)/g, '$&\n');
    return `  base64 -d > ${target} ${document(lines)}`;
  }
  if (text.endsWith('\n')) return `  cat > ${target} ${document(text.slice(0, -1))}`;
  // A here-document ends with a line end, which a substitution takes away again.
  return `  printf %s "$(cat ${document(text)}  )" > ${target}\n`;
}

/** Text that a here-document gives back as it is. */
function plainText(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return /[\0\r\ufeff]/.test(text) || text.includes(END_OF_FILE) ? undefined : text;
  } catch {
    // Not UTF-8: it goes in base64.
    return undefined;
  }
}

function quoted(path: string): string {
  return /^[\w./@+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
