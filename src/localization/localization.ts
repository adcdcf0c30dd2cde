import { configureLocalization, localized, msg, str } from '@lit/localize';
import type { Language } from './language.ts';

/**
 * The only importer of @lit/localize. English is written where it is shown, Korean lives in `ko.ts` under the same ids and
 * is loaded when it is asked for.
 */
export { localized, msg, str };

/** Korean texts by their ids. */
type Texts = Record<string, typeof import('./ko.ts')['templates'][string]>;
type LoadTexts = () => Promise<{ readonly templates: Readonly<Texts> }>;

/** What is loaded when Korean is asked for: the texts of the page, and those of parts that are there by then. */
const parts = new Set<LoadTexts>([() => import('./ko.ts')]);
const korean: Texts = {};
let wanted: Language = 'en';

const { getLocale, setLocale } = configureLocalization({
  sourceLocale: 'en',
  targetLocales: ['ko'],
  loadLocale: async () => {
    for (const load of parts) Object.assign(korean, (await load()).templates);
    return { templates: korean };
  },
});

/** The language on the page now. */
export function currentLanguage(): Language {
  return getLocale() === 'ko' ? 'ko' : 'en';
}

/**
 * Turns the whole page to `language`; every localized element renders again. It rejects when the texts cannot be
 * loaded, and the page then stays as it was.
 */
export function setLanguage(language: Language): Promise<void> {
  wanted = language;
  return setLocale(language);
}

/** Parts of the page whose texts nobody needs at first. */
export type TextPart = 'lesson' | 'snapshots' | 'offline' | 'preview';

const PARTS: Readonly<Record<TextPart, LoadTexts>> = {
  lesson: () => import('./ko-lesson.ts'),
  snapshots: () => import('./ko-snapshots.ts'),
  offline: () => import('./ko-offline.ts'),
  preview: () => import('./ko-preview.ts'),
};

/**
 * Loads the texts of a part, for the language of the page and for the one it may be turned to later. To be waited for before
 * any of them is shown. Rejects when they cannot be loaded.
 */
export async function loadTexts(part: TextPart): Promise<void> {
  const load = PARTS[part];
  parts.add(load);
  if (wanted === 'ko') Object.assign(korean, (await load()).templates);
}
