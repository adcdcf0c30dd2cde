import type { Task } from '../../src/labs/lab.ts';
import type { TaskState, TaskStatus } from '../../src/labs/session/lab-state.ts';
import { msg, str } from '../../src/localization/localization.ts';
import { localText, type Values } from './local-text.ts';

/** What is known of the tasks of a step at a moment. */
export interface TasksSeen {
  readonly states: readonly TaskState[];
  /** Everything in the step was reached, by then or before. */
  readonly passed: boolean;
}

/**
 * What is to be read out when `was` has become `now`: what is done, and what was done and no longer is, or is missing for
 * another reason than before. The first look at a step says nothing new, and neither does a number that counts up.
 */
export function announceChanges(
  tasks: readonly Task[],
  was: TasksSeen,
  now: TasksSeen,
  values: Values,
): string {
  const changed = now.states.filter((state) => {
    const before = was.states.find(({ id }) => id === state.id);
    return before !== undefined && isNews(before, state);
  });
  const passed = now.passed && !was.passed;
  return [...sentences(tasks, changed, values), ...(passed ? [passedText()] : [])].join(' ');
}

/** What is to be read out when the reader has asked for a look: everything, whether it changed or not. */
export function announceAll(tasks: readonly Task[], now: TasksSeen, values: Values): string {
  return [doneText(now.states), ...sentences(tasks, now.states, values)].join(' ');
}

/** How many of the tasks are done. */
export function doneText(states: readonly TaskState[]): string {
  const done = states.filter(({ result }) => result.status === 'met').length;
  return msg(str`${done} of ${states.length} done`, { id: 'tasks-done' });
}

/** That the step was passed just now. */
export function passedText(): string {
  return msg('Step passed.', { id: 'step-passed-now' });
}

function isNews(before: TaskState, now: TaskState): boolean {
  const [one, other] = [before.result, now.result];
  if (other.status === 'met' || other.status === 'failed') return one.status !== other.status;
  if (other.status === 'unknown' || one.status === 'unknown') return false;
  return one.status !== 'unmet' || withoutNumbers(one.message) !== withoutNumbers(other.message);
}

function withoutNumbers(message: unknown): string {
  return JSON.stringify(message ?? '').replace(/\d+/g, '0');
}

function sentences(tasks: readonly Task[], states: readonly TaskState[], values: Values): string[] {
  return states
    .map(({ id, result }) => {
      const task = tasks.find((one) => one.id === id);
      return task === undefined ? '' : sentence(localText(task.title, values), result);
    })
    .filter((text) => text !== '');
}

function sentence(title: string, result: TaskStatus): string {
  const message = 'message' in result && result.message ? localText(result.message) : '';
  switch (result.status) {
    case 'met':
      return msg(str`Done: ${title}. ${message}`, { id: 'announce-met' }).trim();
    case 'unmet':
      return msg(str`Not yet: ${title}. ${message}`, { id: 'announce-unmet' }).trim();
    case 'failed':
      return msg(str`The check could not run: ${title}.`, { id: 'announce-failed' });
    case 'unknown':
      return '';
  }
}
