/** A Killercoda scenario as far as a lab can take it over: what `index.json` says, with the files that it names. */

/** A text file of the scenario. */
export interface ScenarioFile {
  /** Path in the scenario's folder. */
  readonly file: string;
  readonly text: string;
}

/** What a learner reads at a time: the introduction, a step or the end. */
export interface ScenarioPage {
  readonly kind: 'intro' | 'step' | 'finish';
  /** Empty when `index.json` has none. */
  readonly title: string;
  readonly text: ScenarioFile;
  /** Exit status 0: the learner may go on. */
  readonly verify?: ScenarioFile;
  /** Run when the page opens, unseen. */
  readonly background?: ScenarioFile;
  /** Run in the learner's terminal when the page opens. */
  readonly foreground?: ScenarioFile;
  /** Markdown that is shown on request. */
  readonly hint?: ScenarioFile;
  readonly answer?: ScenarioFile;
}

/** A file that is put into the machine before the first page. */
export interface ScenarioAsset {
  /** Path in the scenario's folder. */
  readonly file: string;
  /** Absolute path in the machine. */
  readonly path: string;
  /** Mode for chmod; empty for none. */
  readonly chmod: string;
  readonly bytes: Uint8Array;
}

/** A whole scenario. */
export interface Scenario {
  readonly title: string;
  readonly description: string;
  /** How long it takes, in the author's words; empty when not said. */
  readonly time: string;
  /** Whom to thank: a name or an address; empty when not said. */
  readonly credits: string;
  /** The machine that the scenario asks for, such as `ubuntu`; empty when not said. */
  readonly imageId: string;
  readonly pages: readonly ScenarioPage[];
  readonly assets: readonly ScenarioAsset[];
}
