/** The text of a step as a syntax tree. It is made from Markdown when the site is built; the page draws it, never as HTML text. */

/** A piece of running text. */
export type Inline =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'strong'; readonly children: readonly Inline[] }
  | { readonly type: 'emphasis'; readonly children: readonly Inline[] }
  /** `href` is a web address (https) or `#lab/step` within Drydock. */
  | { readonly type: 'link'; readonly href: string; readonly children: readonly Inline[] }
  | { readonly type: 'break' };

/** A piece of a step's text that stands alone. `{{name}}` in texts stands for a value drawn for the learner. */
export type Block =
  | { readonly type: 'heading'; readonly level: 2 | 3; readonly children: readonly Inline[] }
  | { readonly type: 'paragraph'; readonly children: readonly Inline[] }
  | {
      readonly type: 'list';
      readonly ordered: boolean;
      readonly items: readonly (readonly Block[])[];
    }
  | { readonly type: 'quote'; readonly children: readonly Block[] }
  /** Lines for a shell, which a button sends to the terminal; `on` the second machine to that one's. */
  | { readonly type: 'command'; readonly text: string; readonly on?: 'second' }
  /** Output or the content of a file: to be read, not run. */
  | { readonly type: 'code'; readonly language: string; readonly text: string }
  | {
      readonly type: 'table';
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    }
  /** Closed at first; `summary` is on its button, absent: "Hint". */
  | { readonly type: 'hint'; readonly summary: string; readonly children: readonly Block[] }
  | Quiz
  /** A part of the page: the kernel view of a topic, the preview of a port, the second machine, the comparison of machines. */
  | { readonly type: 'view'; readonly topic: string }
  /** `port` is a number, or `{{name}}` for one that is drawn for the learner; `on` the second machine that one's. */
  | { readonly type: 'port'; readonly port: number | string; readonly on?: 'second' }
  | { readonly type: 'second-machine' }
  | { readonly type: 'comparison' };

/** A question, usually a prediction before a command. Several may be right; then all of them are to be chosen. */
export interface Quiz {
  readonly type: 'quiz';
  /** Unique in the step, the same in every language: its place, from 1. */
  readonly id: string;
  readonly question: readonly Inline[];
  readonly choices: readonly QuizChoice[];
  /** Shown after the answer, right or wrong. */
  readonly explanation: readonly Block[];
}

/** One answer. */
export interface QuizChoice {
  readonly text: readonly Inline[];
  readonly right: boolean;
}
