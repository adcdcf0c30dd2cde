import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { StepTitles } from '../src/labs/lab.ts';
import type { LabLibrary } from '../src/labs/lab-library.ts';
import { chooseLanguage, type Language, toLanguage } from '../src/localization/language.ts';
import { loadTexts, localized, msg, setLanguage } from '../src/localization/localization.ts';
import type { BootMode, Profile } from '../src/machine/machine.ts';
import type { Offline } from '../src/offline/offline.ts';
import { Disposables } from '../src/support/disposables.ts';
import type { ChoiceOption } from './drydock-choice.ts';
import { CATALOGUE, hashOf, type LabPlace, placeOf } from './lesson/lab-place.ts';
import { pageTitle } from './lesson/page-title.ts';
import type { CreateMachine, CreateSecondMachine } from './machine-factory.ts';
import { keepPreference, readPreference } from './preferences.ts';
import type { OpenSnapshots } from './snapshots/snapshot-source.ts';
import { autoIcon, dockIcon, moonIcon, sunIcon } from './styles/icons.ts';
import { tokens } from './styles/tokens.ts';
import type { Theme } from './terminal/palette.ts';
import './drydock-choice.ts';
import './drydock-lab.ts';

/** Names of the languages, each in itself. */
const LANGUAGE_OPTIONS: readonly ChoiceOption[] = [
  { value: 'ko', label: '한국어', lang: 'ko' },
  { value: 'en', label: 'English', lang: 'en' },
];

/**
 * The whole page: a header with language and theme, and one lab under it. The fragment of the address names the lab and its
 * step, as `#namespaces/uts`, and follows the reader; the page's title says the same.
 *
 * The language is that of the `lang` attribute, else `?lang=` of the address, else what was chosen before, else the browser's.
 */
@localized()
@customElement('drydock-app')
export class DrydockApp extends LitElement {
  static override styles = [
    tokens,
    css`
      :host {
        display: flex;
        flex-direction: column;
        block-size: 100%;
        background: var(--_page);
        color: var(--_text);
        font: var(--_size) / 1.6 var(--_sans);
      }

      header {
        display: flex;
        flex: none;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--_space-2);
        padding: var(--_space-2) var(--_space-3);
        border-block-end: 1px solid var(--_line);
        background: var(--_surface);
      }

      .brand {
        display: flex;
        flex: 1 0 auto;
        align-items: baseline;
        gap: var(--_space-2);
      }

      svg {
        flex: none;
        inline-size: 1rem;
        block-size: 1rem;
        fill: none;
        stroke: currentColor;
        stroke-width: 1.5;
        stroke-linecap: round;
        stroke-linejoin: round;
      }

      .brand svg {
        align-self: center;
        inline-size: 1.375rem;
        block-size: 1.375rem;
        color: var(--_accent);
      }

      h1 {
        margin: 0;
        font: 650 var(--_size-large) / 1.5 var(--_sans);
        letter-spacing: -0.01em;
      }

      .tagline {
        color: var(--_muted);
        font-size: var(--_size-small);
      }

      drydock-lab {
        flex: 1;
      }

      @media (max-width: 44rem) {
        .tagline {
          display: none;
        }
      }

      /* All of it in one row of a phone. */
      @media (max-width: 24rem) {
        header {
          gap: var(--_space-1);
          padding-inline: var(--_space-2);
        }
      }
    `,
  ];

  /** Language of the page, `ko` or `en`. */
  @property() override lang = '';

  /** Which software the machine has: `base` or `engine`. */
  @property() profile: Profile = 'base';

  /** Address of the folder above `image/`; relative to the page. */
  @property({ attribute: 'base-url' }) baseUrl = './';

  /** `warm` restores the machine from its memory layer, `cold` boots it through BIOS and kernel. */
  @property({ attribute: 'boot-mode' }) bootMode: BootMode = 'warm';

  /** Gives a started machine; handed on to the lab. */
  @property({ attribute: false }) createMachine: CreateMachine | undefined;

  /** Gives a second machine; handed on to the lab. */
  @property({ attribute: false }) createSecondMachine: CreateSecondMachine | undefined;

  /** The labs of the site; handed on to the lab. */
  @property({ attribute: false }) labs: LabLibrary | undefined;

  /** Gives the snapshots of this browser; handed on to the lab. */
  @property({ attribute: false }) openSnapshots: OpenSnapshots | undefined;

  /** Use of the page without a network; undefined where there is none, and until it has begun. */
  @property({ attribute: false }) offline: Offline | undefined;

  @state() private theme: Theme = toTheme(readPreference('theme'));
  @state() private language: Language = 'en';
  /** The texts of the first language are there; nothing is shown in another one before. */
  @state() private textsReady = false;
  @state() private place: LabPlace = CATALOGUE;
  @state() private stepTitles: StepTitles | undefined;

  #open = new Disposables();
  #titles: Promise<void> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#open = new Disposables();
    this.#open.listen(window, 'hashchange', () => this.#readAddress());
    this.#readAddress();
    this.#applyTheme();
    void this.#turnTo(this.#firstLanguage());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#open.dispose();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const language = toLanguage(this.lang);
    if (changed.has('lang') && this.hasUpdated && language) void this.#turnTo(language);
    if (this.offline && changed.has('offline')) void this.#loadOffline();
    if (this.place.stepId !== '' && this.labs && !this.#titles)
      this.#titles = this.#loadStepTitles();
  }

  protected override updated(): void {
    if (this.textsReady) document.title = pageTitle(this.place, this.labs, this.stepTitles);
  }

  protected override render() {
    if (!this.textsReady) return nothing;
    return html`
      <header>
        <div class="brand">
          ${dockIcon}
          <h1 translate="no">Drydock</h1>
          <span class="tagline">${msg('A Linux machine to take containers apart', { id: 'tagline' })}</span>
        </div>
        <drydock-choice
          .label=${msg('Language', { id: 'language' })}
          .options=${LANGUAGE_OPTIONS}
          .value=${this.language}
          @drydock-choice-request=${this.handleLanguage}
        ></drydock-choice>
        <drydock-choice
          .label=${msg('Colours', { id: 'theme' })}
          .options=${this.#themeOptions()}
          .value=${this.theme}
          @drydock-choice-request=${this.handleTheme}
        ></drydock-choice>
      </header>
      <drydock-lab
        .profile=${this.profile}
        .baseUrl=${this.baseUrl}
        .bootMode=${this.bootMode}
        .createMachine=${this.createMachine}
        .createSecondMachine=${this.createSecondMachine}
        .openSnapshots=${this.openSnapshots}
        .labs=${this.labs}
        .lab=${this.place.labId}
        .step=${this.place.stepId}
        @drydock-place-change=${this.handlePlace}
        takes-focus
        color-scheme=${this.theme === 'auto' ? nothing : this.theme}
      >
        ${this.offline && html`<drydock-offline slot="status" .offline=${this.offline}></drydock-offline>`}
      </drydock-lab>
    `;
  }

  /** A place that was reached becomes an entry of the history; the step that was chosen for the reader does not. */
  private handlePlace({ detail: place }: CustomEvent<LabPlace>): void {
    const before = placeOf(location.hash);
    this.place = place;
    const hash = hashOf(place);
    if (hash === hashOf(before)) return;
    if (before.labId === place.labId && before.stepId === '') location.replace(hash);
    else location.hash = hash;
  }

  private handleLanguage(event: CustomEvent<string>): void {
    const language = toLanguage(event.detail);
    if (!language) return;
    keepPreference('language', language);
    void this.#turnTo(language);
  }

  private handleTheme(event: CustomEvent<string>): void {
    this.theme = toTheme(event.detail);
    keepPreference('theme', this.theme);
    this.#applyTheme();
  }

  #readAddress(): void {
    this.place = placeOf(location.hash);
  }

  #themeOptions(): readonly ChoiceOption[] {
    return [
      { value: 'auto', label: msg('As the system', { id: 'theme-auto' }), icon: autoIcon },
      { value: 'light', label: msg('Light', { id: 'theme-light' }), icon: sunIcon },
      { value: 'dark', label: msg('Dark', { id: 'theme-dark' }), icon: moonIcon },
    ];
  }

  #firstLanguage(): Language {
    return chooseLanguage({
      attribute: this.getAttribute('lang'),
      address: new URLSearchParams(location.search).get('lang'),
      remembered: readPreference('language'),
      preferred: navigator.languages,
    });
  }

  async #turnTo(language: Language): Promise<void> {
    try {
      await setLanguage(language);
      this.language = language;
      document.documentElement.lang = language;
    } catch (error) {
      // The texts could not be loaded; the page stays in the language it has, which is English at first.
      console.warn('Drydock: the texts of this language could not be loaded', error);
    }
    this.textsReady = true;
  }

  /** Nobody needs it at first. Without it only the line about it is missing. */
  async #loadOffline(): Promise<void> {
    try {
      await loadTexts('offline');
      await import('./drydock-offline.ts');
    } catch (error) {
      console.warn('Drydock: how much is stored for use without a network cannot be shown', error);
    }
  }

  /** For the page's title, which names the lab alone without them. */
  async #loadStepTitles(): Promise<void> {
    try {
      this.stepTitles = await this.labs?.stepTitles();
    } catch (error) {
      this.#titles = undefined; // the next change of place tries again
      console.warn('Drydock: the titles of the steps could not be loaded', error);
    }
  }

  /** The root element too, so that scroll bars and the page behind follow. */
  #applyTheme(): void {
    document.documentElement.style.colorScheme = this.theme === 'auto' ? '' : this.theme;
  }
}

function toTheme(value: string | null): Theme {
  return value === 'light' || value === 'dark' ? value : 'auto';
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-app': DrydockApp;
  }
}
