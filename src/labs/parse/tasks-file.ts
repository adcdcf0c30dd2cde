import type { SecondMachineKind, Task, TaskMachine, TaskMode } from '../lab.ts';
import { Fields, readLocalText } from './fields.ts';
import type { Place } from './lab-problems.ts';
import { readYaml } from './yaml-document.ts';

const MAX_POINTS = 100;
const DEFAULT_TIMEOUT_MS = 5_000;
const MIN_TIMEOUT_MS = 500;
const MAX_TIMEOUT_MS = 60_000;
/** What a check gives to `fail`. */
export const MESSAGE_KEY = /^[a-z][A-Za-z0-9_-]{0,39}$/;

/** A task as `tasks.yaml` has it: without what scripts add. */
export type TaskFields = Omit<Task, 'check' | 'solution'>;

/** What `tasks.yaml` says. */
export interface TasksFile {
  readonly secondMachine?: SecondMachineKind;
  readonly tasks: readonly TaskFields[];
}

/** Reads `tasks.yaml`; what is wrong is noted at `place`. */
export function readTasksFile(text: string, place: Place): TasksFile {
  const map = readYaml(text, place);
  if (map === undefined) return { tasks: [] };
  const fields = new Fields(map, place);
  const secondMachine = readSecondMachine(fields);
  const tasks = fields.list('tasks', readTask);
  fields.end();
  noteTwins(tasks, place.member('tasks'));
  if (secondMachine !== 'production') noteSecond(tasks, place.member('tasks'));
  return { ...(secondMachine && { secondMachine }), tasks };
}

/** `true` stood for the small machine before there was another kind. */
function readSecondMachine(fields: Fields): SecondMachineKind | undefined {
  const wanted = fields.flagOr('secondMachine', ['production'] as const);
  return wanted === true ? 'pc' : wanted || undefined;
}

function readTask(value: unknown, place: Place): TaskFields | undefined {
  const fields = Fields.of(value, place);
  if (fields === undefined) return undefined;
  const task: TaskFields = {
    id: fields.id('id'),
    title: fields.localText('title'),
    points: fields.integer('points', 0, MAX_POINTS, 1),
    mode: fields.choice<TaskMode>('mode', ['level', 'edge'], 'level'),
    machine: fields.choice<TaskMachine>('machine', ['first', 'second'], 'first'),
    timeoutMs: fields.integer('timeoutMs', MIN_TIMEOUT_MS, MAX_TIMEOUT_MS, DEFAULT_TIMEOUT_MS),
    hints: fields.list('hints', readLocalText),
    messages: fields.localTexts(
      'messages',
      MESSAGE_KEY,
      'begin with a lower-case letter, go on with letters, digits, _ and -',
    ),
  };
  fields.end();
  return task;
}

function noteTwins(tasks: readonly TaskFields[], place: Place): void {
  const seen = new Set<string>();
  tasks.forEach(({ id }, index) => {
    if (seen.has(id)) place.entry(index).member('id').report(`"${id}" is there twice`);
    seen.add(id);
  });
}

/** A task is looked at where there is something to look with. */
function noteSecond(tasks: readonly TaskFields[], place: Place): void {
  tasks.forEach(({ machine }, index) => {
    if (machine === 'first') return;
    place
      .entry(index)
      .member('machine')
      .report('needs a second machine with an engine; add "secondMachine: production"');
  });
}
