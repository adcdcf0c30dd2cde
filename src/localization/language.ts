/** The languages of the page. Both are complete at all times; a test holds this. */
export const LANGUAGES = ['ko', 'en'] as const;

/** One of {@link LANGUAGES}. */
export type Language = (typeof LANGUAGES)[number];

/** Where a wish for a language can come from, in the order in which they are heard. */
export interface LanguageWishes {
  /** The `lang` attribute an author wrote. */
  readonly attribute: string | null;
  /** The address's `?lang=`. */
  readonly address: string | null;
  /** What this reader chose on an earlier visit. */
  readonly remembered: string | null;
  /** The browser's list, best first. */
  readonly preferred: readonly string[];
}

/** The language a tag such as `ko-KR` asks for; undefined for one we do not have. */
export function toLanguage(tag: string | null | undefined): Language | undefined {
  const primary = tag?.trim().toLowerCase().split('-')[0];
  return LANGUAGES.find((language) => language === primary);
}

/** Picks the first wish that can be met; English if there is none. */
export function chooseLanguage(wishes: LanguageWishes): Language {
  const tags = [wishes.attribute, wishes.address, wishes.remembered, ...wishes.preferred];
  for (const tag of tags) {
    const language = toLanguage(tag);
    if (language) return language;
  }
  return 'en';
}
