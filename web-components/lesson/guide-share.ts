import { keepPreference, readPreference } from '../preferences.ts';

/** Share of the guide, in percent, until the reader moves the border. */
const BESIDE = 38;
/** The same where guide and terminals are stacked: reading needs lines, typing a few. */
const ABOVE = 52;

/** How much of the page is the guide's, as the reader left it. */
export class GuideShare {
  #beside = Number(readPreference('guide-width')) || BESIDE;
  #above = Number(readPreference('guide-height')) || ABOVE;

  /** In percent, beside the terminals. */
  get beside(): number {
    return this.#beside;
  }

  /** In percent, above them. */
  get above(): number {
    return this.#above;
  }

  /** The reader moved the border. */
  keep(percent: number, stacked: boolean): void {
    if (stacked) this.#above = percent;
    else this.#beside = percent;
    keepPreference(stacked ? 'guide-height' : 'guide-width', String(Math.round(percent)));
  }
}
