import type { ImportReport } from './import-report.ts';
import { END_OF_SCRIPT, shellOf } from './lab-scripts.ts';
import type { Scenario, ScenarioAsset, ScenarioPage } from './scenario.ts';

/** Characters of a setup script; the format takes 65,536. */
const MAX_SETUP_CHARACTERS = 60_000;
const END_OF_FILE = 'END_OF_FILE';

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
