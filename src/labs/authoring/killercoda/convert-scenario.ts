import type { PhrasingContent } from 'mdast';
import { LANGUAGES, type Language } from '../../../localization/language.ts';
import type { LocalText } from '../../lab.ts';
import { valueNames } from '../../placeholders.ts';
import type { ImportReport } from './import-report.ts';
import { shellOf, TASK, toCheck, toSolution, typedForeground } from './lab-scripts.ts';
import { localText, oneLine, toStepText, yamlText } from './lab-texts.ts';
import { findProfile } from './needs.ts';
import {
  guessLanguage,
  OWN_WORDS,
  PAGE_TITLES,
  type SourceLanguage,
  stepTitle,
  untranslated,
} from './own-words.ts';
import { type PageBlocks, type PagePart, readPage } from './page-blocks.ts';
import type { Scenario, ScenarioPage } from './scenario.ts';
import { SetupWriter } from './setup-writer.ts';

/** How to convert. */
export interface ConvertOptions {
  /** The lab's id, its folder's name without the number. */
  readonly id: string;
  /** Absent: guessed from the texts. */
  readonly language?: SourceLanguage;
}

const MINUTES_PER_PAGE = 5;
const MAX_MINUTES = 600;
/** Characters; the format takes 2,000, and a mark may follow. */
const MAX_SUMMARY_CHARACTERS = 1_900;
const MAX_ID_CHARACTERS = 40;
/** Milliseconds. A verify script starts many programs. */
const CHECK_TIMEOUT_MS = 10_000;

/** Converts a scenario into the files of a lab, by path. What could not be carried over is noted in `report`. */
export function convertScenario(
  scenario: Scenario,
  { id, language }: ConvertOptions,
  report: ImportReport,
): ReadonlyMap<string, string> {
  const source = language ?? guessLanguage(scenario.pages.map(({ text }) => text.text).join('\n'));
  return new ScenarioConverter(scenario, id, source, report).convert();
}

class ScenarioConverter {
  readonly #scenario: Scenario;
  readonly #source: SourceLanguage;
  readonly #report: ImportReport;
  readonly #files = new Map<string, string>();
  readonly #setup: SetupWriter;
  readonly #ids = new Set<string>();

  constructor(scenario: Scenario, id: string, source: SourceLanguage, report: ImportReport) {
    this.#scenario = scenario;
    this.#source = source;
    this.#report = report;
    this.#setup = new SetupWriter(id, scenario, report);
  }

  convert(): ReadonlyMap<string, string> {
    const { pages } = this.#scenario;
    // In every language alike but for words of ours; what is noted twice is kept once.
    const blocks = pages.map((page) => localBlocks(page, this.#report));
    const english = blocks.map(({ en }) => en);
    const profile = findProfile(this.#scenario, english, this.#report);
    this.#files.set('lab.yaml', this.#labFile(profile));
    pages.forEach((page, index) => {
      const read = blocks[index];
      if (read !== undefined) this.#step(page, index, read);
    });
    const guess = `taken for ${{ ko: 'Korean', en: 'English', other: 'neither Korean nor English' }[this.#source]}`;
    this.#report.note(
      'review',
      'index.json',
      `the language is ${guess}; --language ko, en or other says so`,
    );
    this.#report.note(
      'review',
      'index.json',
      'ask whether the licence of the scenario allows its use',
    );
    return this.#files;
  }

  #labFile(profile: string): string {
    const { title, description, time } = this.#scenario;
    const summary = description.slice(0, MAX_SUMMARY_CHARACTERS).trim();
    const said = [...time.matchAll(/\d+/g)].map(([digits]) => Number(digits));
    const fallback = this.#scenario.pages.length * MINUTES_PER_PAGE;
    const minutes = Math.min(Math.max(1, ...(said.length === 0 ? [fallback] : said)), MAX_MINUTES);
    if (said.length === 0) {
      this.#report.note('write', 'lab.yaml', `minutes: no time was said; ${minutes} is a guess`);
    }
    const others = LANGUAGES.filter((language) => language !== this.#source).join(' and ');
    this.#report.note('write', 'lab.yaml', `title and summary: translate into ${others}`);
    return `# Made from a Killercoda scenario.
version: 1
profile: ${profile}
minutes: ${minutes}
${yamlText('title', untranslated(plain(title), this.#source))}${yamlText('summary', untranslated(plain(summary === '' ? title : summary), this.#source))}`;
  }

  #step(page: ScenarioPage, index: number, blocks: Readonly<Record<Language, PageBlocks>>): void {
    const title = this.#titleOf(page, index, blocks);
    const number = String(index + 1).padStart(2, '0');
    const folder = `${number}-${this.#stepId(page, index, title)}`;
    const setup = this.#setup.scriptOf(index);
    if (setup !== '') this.#files.set(`${folder}/setup.sh`, setup);
    for (const language of LANGUAGES) {
      const file = `${folder}/text.${language}.md`;
      const parts = this.#partsOf(page, index, language, blocks[language]);
      const isSource = language === this.#source;
      const notice = isSource ? '' : OWN_WORDS[language].untranslated;
      this.#files.set(file, toStepText({ title: title[language], notice, parts }));
      if (!isSource)
        this.#report.note('write', file, `translate; it is the text of ${page.text.file}`);
    }
    this.#task(page, folder, blocks.en);
  }

  #titleOf(
    page: ScenarioPage,
    index: number,
    blocks: Readonly<Record<Language, PageBlocks>>,
  ): LocalText {
    const own = oneLine(page.title === '' ? blocks.en.heading : page.title);
    if (own !== '') return localText(() => plain(own));
    const first = this.#scenario.pages[0]?.kind === 'intro' ? 0 : 1;
    return page.kind === 'step' ? stepTitle(index + first) : PAGE_TITLES[page.kind];
  }

  #stepId({ kind }: ScenarioPage, index: number, title: LocalText): string {
    const fromTitle = toId(title.en);
    const wanted = kind !== 'step' ? kind : fromTitle === '' ? `step-${index + 1}` : fromTitle;
    const id = this.#ids.has(wanted) ? `${wanted}-${index + 1}` : wanted;
    this.#ids.add(id);
    return id;
  }

  #partsOf(
    page: ScenarioPage,
    index: number,
    language: Language,
    blocks: PageBlocks,
  ): readonly PagePart[] {
    const words = OWN_WORDS[language];
    const folds = (['hint', 'answer'] as const).flatMap((kind): PagePart[] => {
      const file = page[kind];
      if (file === undefined) return [];
      if (!file.file.endsWith('.md')) {
        this.#report.note('lost', file.file, `${kind}: is no Markdown and was left out`);
        return [];
      }
      const { parts } = readPage(file, '', words, this.#report);
      const inner = parts.flatMap((part) =>
        part.part === 'block' ? [part.block] : part.part === 'hint' ? part.blocks : [],
      );
      return [{ part: 'hint', summary: words[kind], blocks: inner }];
    });
    return [
      ...this.#foreground(page, language),
      ...blocks.parts,
      ...folds,
      ...(index === 0 ? this.#credits(language) : []),
    ];
  }

  #foreground({ foreground }: ScenarioPage, language: Language): PagePart[] {
    const typed = foreground === undefined ? '' : typedForeground(foreground, this.#report);
    if (typed === '') return [];
    const said = OWN_WORDS[language].foreground;
    return [
      { part: 'block', block: { type: 'paragraph', children: [{ type: 'text', value: said }] } },
      { part: 'block', block: { type: 'code', lang: 'sh', meta: 'run', value: plain(typed) } },
    ];
  }

  #credits(language: Language): PagePart[] {
    const { credits } = this.#scenario;
    if (credits === '') return [];
    const value = `${OWN_WORDS[language].credits} `;
    const whom: PhrasingContent = { type: 'text', value: plain(oneLine(credits)) };
    const linked: PhrasingContent = /^https:\/\/\S+$/.test(credits)
      ? { type: 'link', url: credits, children: [whom] }
      : whom;
    return [
      {
        part: 'block',
        block: { type: 'paragraph', children: [{ type: 'text', value }, linked] },
      },
    ];
  }

  #task(page: ScenarioPage, folder: string, blocks: PageBlocks): void {
    const { verify } = page;
    if (verify === undefined) return;
    if (shellOf(verify.text) === undefined || verify.text.trim() === '') {
      this.#report.note('lost', verify.file, 'is no script of a shell; the step has no task');
      return;
    }
    this.#files.set(`${folder}/tasks.yaml`, TASKS_FILE);
    this.#files.set(`${folder}/check.${TASK}.sh`, toCheck(verify));
    this.#files.set(`${folder}/solve.sh`, toSolution(page, blocks, folder, this.#report));
    const check = `${folder}/check.${TASK}.sh`;
    const what = `runs ${verify.file} among the learner's programs once a second: it must change nothing, be quick, and can be deceived`;
    this.#report.note('review', check, what);
    this.#report.note('write', folder, `at least two wrong attempts: wrong.${TASK}.NAME.sh`);
    this.#report.note(
      'write',
      `${folder}/tasks.yaml`,
      'title, hints and messages that say what is missing',
    );
  }
}

const TASKS_FILE = `tasks:
  - id: ${TASK}
${yamlText('title', { ko: '이 단계에서 하라는 일 하기', en: 'Do what this step asks for' }, '    ')}    timeoutMs: ${CHECK_TIMEOUT_MS}
    messages:
${yamlText('not-yet', { ko: '아직 되지 않았습니다.', en: 'It is not done yet.' }, '      ')}`;

function localBlocks(
  page: ScenarioPage,
  report: ImportReport,
): Readonly<Record<Language, PageBlocks>> {
  const title = oneLine(page.title);
  const entries = LANGUAGES.map(
    (language) => [language, readPage(page.text, title, OWN_WORDS[language], report)] as const,
  );
  return Object.fromEntries(entries) as Record<Language, PageBlocks>;
}

/** An id made of a title; empty when the title has no Latin letters. */
export function toId(title: string): string {
  const words =
    title
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  return words.reduce(
    (id, word) =>
      id.length + word.length < MAX_ID_CHARACTERS ? `${id}${id === '' ? '' : '-'}${word}` : id,
    '',
  );
}

/** Without what would stand for a value of the lab. */
function plain(text: string): string {
  return valueNames(text).reduce(
    (all, name) => all.replaceAll(`{{${name}}}`, `{{ ${name} }}`),
    text,
  );
}
