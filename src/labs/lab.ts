/**
 * What a lab is made of, as data: read from a folder by `parse/`, carried to the page as JSON, run by `session/`. Everything
 * here can be structured-cloned.
 */
import type { Language } from '../localization/language.ts';
import type { Block } from './step-text.ts';

/** A text in every language of the page. */
export type LocalText = Readonly<Record<Language, string>>;

/** Which software a lab's machine has: the base system, or the container engine on top of it. */
export type LabProfile = 'base' | 'engine';

/** What the catalogue knows of a lab without loading it. */
export interface LabSummary {
  /** The folder's name without its number, such as `namespaces`; part of addresses. */
  readonly id: string;
  /** The folder's number, from 1; the order of the catalogue. */
  readonly number: number;
  /** Counts up when a change of the lesson should be noticed by those who did it before. */
  readonly version: number;
  readonly profile: LabProfile;
  /** How long the lab takes a beginner. */
  readonly minutes: number;
  readonly title: LocalText;
  readonly summary: LocalText;
  readonly steps: readonly StepSummary[];
}

/** What the catalogue knows of a step. */
export interface StepSummary {
  /** The folder's name without its number, such as `uts`; part of addresses. */
  readonly id: string;
  /** Points of all its tasks together. */
  readonly points: number;
  /** Changes when tasks, checks or setup change: progress made with another one no longer counts. */
  readonly fingerprint: string;
}

/** What `lab.yaml?titles` gives: the id of a lab, and its steps' ids with their titles. */
export type TitlesOfLab = readonly [string, readonly (readonly [string, LocalText])[]];

/** Titles of steps by the ids of their labs and their own. */
export type StepTitles = ReadonlyMap<string, ReadonlyMap<string, LocalText>>;

/** A whole lab. */
export interface Lab extends LabSummary {
  /** Ids of the statements of the curriculum, such as `S5`, that its steps make true. */
  readonly covers: readonly string[];
  /** What is drawn for each learner; `{{name}}` in texts, `$name` in scripts. */
  readonly values: readonly ValueSpec[];
  readonly steps: readonly Step[];
}

/** How a value is drawn: one of some words, or a whole number from `min` to `max`, both included. */
export type ValueSpec =
  | { readonly name: string; readonly oneOf: readonly string[] }
  | { readonly name: string; readonly min: number; readonly max: number };

/** One page of a lab: a text, and what is to be done. */
export interface Step extends StepSummary {
  /** The first heading of the text, which is not repeated in `text`. */
  readonly title: LocalText;
  readonly text: Readonly<Record<Language, readonly Block[]>>;
  /** Brings the machine into the state the step expects, whatever was done before; empty for none. Run by /bin/sh as root. */
  readonly setup: string;
  readonly tasks: readonly Task[];
  /** The second machine that the step needs, if it needs one. */
  readonly secondMachine?: SecondMachineKind;
}

/**
 * `pc`: a small machine that boots through BIOS and kernel; its facts reach the scripts as `$vm_boot_id` and so on. `production`: a
 * server with a container engine, which shares the first machine's registry.
 */
export type SecondMachineKind = 'pc' | 'production';

/** The machine that a task is judged on. */
export type TaskMachine = 'first' | 'second';

/** Whether a task asks for what holds now, or for what has happened since the step was opened. */
export type TaskMode = 'level' | 'edge';

/** Something to be done, judged by a script that looks at the kernel. */
export interface Task {
  readonly id: string;
  readonly title: LocalText;
  readonly points: number;
  readonly mode: TaskMode;
  readonly machine: TaskMachine;
  /** How long the check may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Shown one at a time. */
  readonly hints: readonly LocalText[];
  /** What a learner is told, by the key that the check gives to `fail`; `met` is said once it is done. `{{name}}` stands for a value. */
  readonly messages: Readonly<Record<string, LocalText>>;
  /** Body of a shell function: 0 met, 1 not yet, anything else: the check itself failed. */
  readonly check: string;
  /** The lines of `solve.sh` that do this task, as they would be typed; empty when those of another task do. */
  readonly solution: string;
}
