import { LANGUAGES, type Language } from '../../localization/language.ts';
import type { LocalText, Step, Task } from '../lab.ts';
import { SECOND_MACHINE_VALUES } from '../placeholders.ts';
import { readAttempt, type WrongAttempt } from './attempts.ts';
import { fingerprintOf } from './fingerprint.ts';
import { type LabProblems, Place } from './lab-problems.ts';
import { noteMessages, noteUnknownValues, noteValuesInScript } from './references.ts';
import { flatten, noteDifferences } from './same-languages.ts';
import { readStepText, type StepText } from './step-blocks.ts';
import { readTasksFile, type TasksFile } from './tasks-file.ts';
import { linesForTask, readTypingScript, type TypingAct } from './typing-script.ts';

/** A step with what only proofs need. */
export interface StepSource {
  readonly step: Step;
  /** The step's folder, such as `01-uts`. */
  readonly folder: string;
  /** Where its setup stands: a path in the lab's folder. */
  readonly setupFile: string;
  /** What a learner would type, for all tasks, in its order; empty for a step without tasks. */
  readonly solution: readonly TypingAct[];
  readonly attempts: readonly WrongAttempt[];
}

const TASKS = 'tasks.yaml';
/** In a step's folder its own, beside `lab.yaml` that of the steps without one. */
export const SETUP = 'setup.sh';
const SOLUTION = 'solve.sh';
const CHECK = /^check\.(?<task>.+)\.sh$/;
const ATTEMPT = /^wrong\./;
const textName = (language: Language) => `text.${language}.md`;
const FIXED = [TASKS, SETUP, SOLUTION, ...LANGUAGES.map(textName)];

/** What the reading of a step needs to know of its surroundings. */
export interface StepContext {
  readonly id: string;
  readonly folder: string;
  /** Texts of the step's files by name. */
  readonly files: ReadonlyMap<string, string>;
  /** The setup of the lab's steps without one of their own. */
  readonly commonSetup: string | undefined;
  /** Names of the lab's values. */
  readonly values: ReadonlySet<string>;
  readonly problems: LabProblems;
}

/** Reads the folder of a step. What is wrong is noted in `context.problems`. */
export async function readStep(context: StepContext): Promise<StepSource> {
  const { id, folder } = context;
  noteStrangers(context);
  const texts = readTexts(context);
  const file = readTasks(context);
  const solution = readSolution(context, file);
  const tasks = file.tasks.map((task, index): Task => {
    const check = readCheck(context, task.id);
    const place = placeOf(context, TASKS).member('tasks').entry(index);
    noteMessages(task, check, placeOf(context, checkName(task.id)), place);
    return { ...task, check, solution: linesForTask(solution, task.id) };
  });
  const usesCommon = !context.files.has(SETUP) && context.commonSetup !== undefined;
  const step = {
    id,
    title: byLanguage((language) => texts[language].title) as LocalText,
    points: tasks.reduce((sum, { points }) => sum + points, 0),
    text: byLanguage((language) => texts[language].blocks),
    setup: usesCommon ? context.commonSetup : readScript(context, SETUP),
    tasks,
    ...(file.secondMachine && { secondMachine: file.secondMachine }),
  };
  noteSecondMachine(step, placeOf(context, TASKS));
  const attempts = readAttempts(context, file);
  return {
    step: { ...step, fingerprint: await fingerprintOf(step) },
    folder,
    setupFile: usesCommon ? SETUP : `${folder}/${SETUP}`,
    solution,
    attempts,
  };
}

const checkName = (task: string) => `check.${task}.sh`;

function placeOf({ folder, problems }: StepContext, name: string): Place {
  return new Place(problems, `${folder}/${name}`);
}

function byLanguage<T>(of: (language: Language) => T): Readonly<Record<Language, T>> {
  const entries = LANGUAGES.map((language) => [language, of(language)] as const);
  return Object.fromEntries(entries) as Record<Language, T>;
}

function noteStrangers(context: StepContext): void {
  for (const name of context.files.keys()) {
    if (FIXED.includes(name) || CHECK.test(name) || ATTEMPT.test(name)) continue;
    const known = [...FIXED, 'check.TASK.sh', 'wrong.TASK.NAME.sh'].join(', ');
    placeOf(context, name).report(`is no file of a step; remove it, or name it one of: ${known}`);
  }
}

function readTexts(context: StepContext): Readonly<Record<Language, StepText>> {
  const texts = byLanguage((language): StepText => {
    const place = placeOf(context, textName(language));
    const text = context.files.get(textName(language));
    if (text === undefined) {
      place.report('is missing; every step has a text in every language');
      return { title: '', blocks: [] };
    }
    noteUnknownValues(text, context.values, place);
    return readStepText(text, place);
  });
  if (LANGUAGES.every((language) => context.files.has(textName(language)))) {
    noteDifferences(
      byLanguage((language) => texts[language].blocks),
      (language) => placeOf(context, textName(language)),
    );
  }
  return texts;
}

function readTasks(context: StepContext): TasksFile {
  const place = placeOf(context, TASKS);
  const text = context.files.get(TASKS);
  const file = text === undefined ? undefined : readTasksFile(text, place);
  if (text !== undefined) noteUnknownValues(text, valuesOfScripts(context, file), place);
  const known = new Set(file?.tasks.map(({ id }) => id));
  for (const name of context.files.keys()) {
    const task = CHECK.exec(name)?.groups?.['task'];
    if (task === undefined || known.has(task)) continue;
    placeOf(context, name).report(`is for the task "${task}", which ${TASKS} does not have`);
  }
  return file ?? { tasks: [] };
}

function readScript(context: StepContext, name: string): string {
  const text = context.files.get(name) ?? '';
  noteValuesInScript(text, context.values, placeOf(context, name));
  return text;
}

function readCheck(context: StepContext, task: string): string {
  const place = placeOf(context, checkName(task));
  if (!context.files.has(checkName(task))) {
    place.report('is missing; every task has a check');
  } else if (context.files.get(checkName(task))?.trim() === '') {
    place.report('is empty and would pass always; write what must hold');
  }
  return readScript(context, checkName(task));
}

/** What can be known when commands are typed and answers are given, unlike when the text of the step is read. */
function valuesOfScripts(
  { values }: StepContext,
  file: TasksFile | undefined,
): ReadonlySet<string> {
  return file?.secondMachine === 'pc' ? new Set([...values, ...SECOND_MACHINE_VALUES]) : values;
}

function readSolution(context: StepContext, file: TasksFile): readonly TypingAct[] {
  const { tasks } = file;
  const place = placeOf(context, SOLUTION);
  const text = context.files.get(SOLUTION);
  if (text === undefined) {
    if (tasks.length > 0) place.report('is missing; write what a learner would type');
    return [];
  }
  noteUnknownValues(text, valuesOfScripts(context, file), place);
  const acts = readTypingScript(text, place);
  if (acts[0]?.act !== 'task') place.report('must begin with "#@ task ID"');
  for (const act of acts) {
    if (act.act !== 'task' || tasks.some(({ id }) => id === act.id)) continue;
    place.report(`"#@ task ${act.id}" names a task that ${TASKS} does not have`);
  }
  return acts;
}

function readAttempts(context: StepContext, file: TasksFile): readonly WrongAttempt[] {
  return [...context.files].flatMap(([name, text]) => {
    if (!ATTEMPT.test(name)) return [];
    const place = placeOf(context, name);
    noteUnknownValues(text, valuesOfScripts(context, file), place);
    const attempt = readAttempt(name, text, place);
    if (attempt === undefined) return [];
    const task = file.tasks.find(({ id }) => id === attempt.task);
    if (task === undefined) {
      place.report(`is for the task "${attempt.task}", which ${TASKS} does not have`);
    } else if (attempt.message !== undefined && !Object.hasOwn(task.messages, attempt.message)) {
      place.report(`expects the message "${attempt.message}", which ${task.id} does not have`);
    }
    return [attempt];
  });
}

function noteSecondMachine(step: Omit<Step, 'fingerprint'>, place: Place): void {
  const blocks = flatten(step.text.en);
  const shown = blocks.some(({ type }) => type === 'second-machine');
  const used = blocks.some((block) => block.type === 'command' && block.on === 'second');
  const visited = blocks.some((block) => block.type === 'port' && block.on === 'second');
  if ((used || visited) && !shown) {
    const what = used ? 'commands for' : 'a port of';
    place.report(`the text has ${what} a second machine; show it with ":::second-machine"`);
  } else if (visited && step.secondMachine !== 'production') {
    place.report(
      'the text has a port of a second machine with a network; add "secondMachine: production"',
    );
  } else if (shown && !step.secondMachine) {
    place.report('the text shows a second machine; add "secondMachine: true", or "production"');
  }
}
