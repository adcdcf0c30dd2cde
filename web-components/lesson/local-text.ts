import type { LocalText } from '../../src/labs/lab.ts';
import { fillValues } from '../../src/labs/placeholders.ts';
import { currentLanguage } from '../../src/localization/localization.ts';

/** What was drawn for a learner, by name. */
export type Values = Readonly<Record<string, string>>;

/** Before anything was drawn: `{{name}}` stays as it is. */
export const NO_VALUES: Values = {};

/** The text in the language of the page, with the learner's values in it. */
export function localText(text: LocalText, values: Values = NO_VALUES): string {
  return fillValues(text[currentLanguage()], values);
}
