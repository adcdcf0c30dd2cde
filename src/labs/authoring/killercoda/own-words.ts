import { LANGUAGES, type Language } from '../../../localization/language.ts';
import type { LocalText } from '../../lab.ts';

/** The language that a scenario is written in; `other`: neither of ours. */
export type SourceLanguage = Language | 'other';

/** What the conversion says in the place of what a lab has no form for. */
export interface OwnWords {
  readonly language: Language;
  readonly interrupt: string;
  readonly foreground: string;
  readonly hint: string;
  readonly answer: string;
  readonly credits: string;
  /** Above a text in another language. */
  readonly untranslated: string;
  terminal(number: number): string;
  picture(description: string): string;
}

/** In every language of the page. */
export const OWN_WORDS: Readonly<Record<Language, OwnWords>> = {
  ko: {
    language: 'ko',
    interrupt: '먼저 Ctrl+C를 눌러 실행 중인 프로그램을 끝내세요.',
    foreground: '먼저 이 명령을 실행하세요.',
    hint: '힌트',
    answer: '풀이',
    credits: '출처:',
    untranslated: '아직 번역되지 않은 글입니다. 원문을 그대로 보여 줍니다.',
    terminal: (number) => `터미널 ${number}에서 실행하세요.`,
    picture: (description) => `(그림: ${description})`,
  },
  en: {
    language: 'en',
    interrupt: 'First press Ctrl+C to end the program that is running.',
    foreground: 'Run this first.',
    hint: 'Hint',
    answer: 'Solution',
    credits: 'Credits:',
    untranslated: 'This text is not translated yet. The original is shown.',
    terminal: (number) => `Run this in terminal ${number}.`,
    picture: (description) => `(picture: ${description})`,
  },
};

/** The titles of pages that have none. */
export const PAGE_TITLES = {
  intro: { ko: '소개', en: 'Introduction' },
  finish: { ko: '마무리', en: 'Finish' },
} as const satisfies Record<string, LocalText>;

/** The title of a step that has none. */
export function stepTitle(number: number): LocalText {
  return { ko: `${number}단계`, en: `Step ${number}` };
}

/** A text of the scenario in every language, marked where it is not translated. */
export function untranslated(text: string, source: SourceLanguage): LocalText {
  const marks: LocalText = { ko: ' (번역 전)', en: ' (untranslated)' };
  const entries = LANGUAGES.map((language) => [
    language,
    language === source ? text : `${text}${marks[language]}`,
  ]);
  return Object.fromEntries(entries) as LocalText;
}

/** From this share of Hangul on, a text is Korean; commands and names are Latin in every language. */
const KOREAN_SHARE = 0.2;
/** From this share of very common words on, a text is English. */
const ENGLISH_SHARE = 0.08;
const MIN_WORDS = 12;
const COMMON = new Set(
  'the a an and or of to in is are be you your this that it for with on we as can will not if from now run use'.split(
    ' ',
  ),
);

/** Guesses the language of prose. A text too short to tell is taken for English. */
export function guessLanguage(text: string): SourceLanguage {
  const prose = text.replace(
    /(`{3,}|~{3,})[\s\S]*?\1|`[^`\n]*`|https?:\S+|<[^>]*>|\{\{[^}]*\}\}/g,
    ' ',
  );
  const letters = prose.match(/\p{L}/gu)?.length ?? 0;
  const hangul = prose.match(/\p{Script=Hangul}/gu)?.length ?? 0;
  if (letters > 0 && hangul / letters >= KOREAN_SHARE) return 'ko';
  // Neither Latin nor Hangul: Cyrillic, Han, Kana and so on.
  const latin = prose.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (latin * 2 < letters) return 'other';
  const words = prose.toLowerCase().match(/\p{L}+/gu) ?? [];
  const common = words.filter((word) => COMMON.has(word)).length;
  return words.length < MIN_WORDS || common / words.length >= ENGLISH_SHARE ? 'en' : 'other';
}
