import type { Lab, Step, Task } from '../lab.ts';
import { countOf, type LabRecord } from './lab-record.ts';
import type { LabState, TaskState, TaskStatus } from './lab-state.ts';
import { sameStatus } from './task-results.ts';

/** What a look found, by the task's id. */
export type Results = ReadonlyMap<string, TaskStatus>;

/** What is known of a step that is just being opened. */
export function freshState(lab: Lab, step: Step, record: LabRecord): LabState {
  return {
    ...progressOf(lab, step, record),
    stepId: step.id,
    setup: { phase: 'waiting' },
    checking: false,
    tasks: step.tasks.map((task) => taskState(task, { status: 'unknown' }, step, record)),
  };
}

/** The state after a look, or after a change of the progress; a task without result keeps the one it has. */
export function withResults(
  state: LabState,
  results: Results,
  lab: Lab,
  step: Step,
  record: LabRecord,
): LabState {
  const tasks = step.tasks.map((task) => {
    const before = state.tasks.find(({ id }) => id === task.id)?.result;
    return taskState(task, results.get(task.id) ?? before ?? { status: 'unknown' }, step, record);
  });
  return { ...state, ...progressOf(lab, step, record), tasks };
}

/** Everything that is asked for in a step holds at this moment. */
export function allMet({ tasks }: LabState): boolean {
  return tasks.length > 0 && tasks.every(({ result }) => result.status === 'met');
}

/** Whether a look found the same as the one before. */
export function sameResults(one: LabState, other: LabState): boolean {
  return one.tasks.every(({ result }, place) => {
    const there = other.tasks[place]?.result;
    return there !== undefined && sameStatus(result, there);
  });
}

function taskState(task: Task, result: TaskStatus, step: Step, record: LabRecord): TaskState {
  const { met, hints, helped } = record.of(step);
  // What has happened has happened, also when nobody remembers what it looked like.
  const stays = task.mode === 'edge' && result.status !== 'met' && met.includes(task.id);
  return {
    id: task.id,
    result: stays ? { status: 'met' } : result,
    hints: countOf(hints, task.id),
    helped: helped.includes(task.id),
  };
}

function progressOf(
  lab: Lab,
  step: Step,
  record: LabRecord,
): Pick<LabState, 'passed' | 'complete' | 'answers'> {
  const { passed } = record;
  const complete = passed.length === lab.steps.length;
  return { passed, complete, answers: record.of(step).answers };
}
