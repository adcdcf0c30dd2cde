import { configureLocalization, localized, msg, str } from '@lit/localize';
import type { Language } from './language.ts';

/**
 * The only importer of @lit/localize. English is written where it is shown, Korean lives in `ko.ts` under the same ids and
 * is loaded when it is asked for.
 */
export { localized, msg, str };

const { getLocale, setLocale } = configureLocalization({
  sourceLocale: 'en',
  targetLocales: ['ko'],
  loadLocale: () => import('./ko.ts'),
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
  return setLocale(language);
}
