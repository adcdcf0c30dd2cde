import { LANGUAGES, type Language } from '../../localization/language.ts';
import type { Block } from '../step-text.ts';
import type { Place } from './lab-problems.ts';

/** What must be the same in every language, of one kind, in its order. */
interface Track {
  readonly what: string;
  readonly entries: readonly string[];
}

/** Notes where the texts of a step differ in more than words: commands, quizzes, parts of the page. */
export function noteDifferences(
  texts: Readonly<Record<Language, readonly Block[]>>,
  placeOf: (language: Language) => Place,
): void {
  const [first, ...others] = LANGUAGES;
  const tracks = tracksOf(texts[first]);
  for (const language of others) {
    const theirs = tracksOf(texts[language]);
    tracks.forEach((track, index) => {
      const difference = firstDifference(track, theirs[index]?.entries ?? []);
      if (difference) {
        placeOf(language).report(`${difference} in ${placeOf(first).file}; make them the same`);
      }
    });
  }
}

function firstDifference({ what, entries }: Track, theirs: readonly string[]): string | undefined {
  const length = Math.max(entries.length, theirs.length);
  for (let index = 0; index < length; index += 1) {
    const ours = entries[index];
    const other = theirs[index];
    if (ours === other) continue;
    const shown = other === undefined ? 'is missing' : `is ${JSON.stringify(other)}`;
    const expected = ours === undefined ? 'there is none' : `it is ${JSON.stringify(ours)}`;
    return `${what} ${index + 1} ${shown}, but ${expected}`;
  }
  return undefined;
}

function tracksOf(blocks: readonly Block[]): readonly Track[] {
  const all = flatten(blocks);
  const entries = (entry: (block: Block) => string | undefined) =>
    all.flatMap((block) => entry(block) ?? []);
  return [
    {
      what: 'command block',
      entries: entries((block) => commandKey(block)),
    },
    { what: 'quiz (x = right)', entries: entries(quizKey) },
    { what: 'part of the page', entries: entries(partKey) },
  ];
}

function commandKey(block: Block): string | undefined {
  if (block.type !== 'command') return undefined;
  return block.on ? `${block.text} (on the ${block.on} machine)` : block.text;
}

function quizKey(block: Block): string | undefined {
  if (block.type !== 'quiz') return undefined;
  return block.choices.map(({ right }) => (right ? 'x' : '-')).join('');
}

function partKey(block: Block): string | undefined {
  switch (block.type) {
    case 'view':
      return `view{${block.topic}}`;
    case 'port':
      return `port{${block.port}${block.on ? ` ${block.on}` : ''}}`;
    case 'second-machine':
    case 'comparison':
      return block.type;
    default:
      return undefined;
  }
}

/** All blocks, those within others after them. */
export function flatten(blocks: readonly Block[]): readonly Block[] {
  return blocks.flatMap((block) => [block, ...flatten(within(block))]);
}

function within(block: Block): readonly Block[] {
  switch (block.type) {
    case 'list':
      return block.items.flat();
    case 'quote':
    case 'hint':
      return block.children;
    case 'quiz':
      return block.explanation;
    default:
      return [];
  }
}
