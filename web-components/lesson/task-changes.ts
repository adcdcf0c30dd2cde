import type { LabState, TaskStatus } from '../../src/labs/session/lab-state.ts';

/** A task of a lab is in another state now. */
export interface TaskChange {
  readonly labId: string;
  readonly stepId: string;
  readonly taskId: string;
  readonly status: TaskStatus['status'];
}

/** What changed from one state of an open lab to the next. Opening a step changes none of its tasks. */
export function taskChanges(labId: string, was: LabState, now: LabState): readonly TaskChange[] {
  if (was.stepId !== now.stepId) return [];
  return now.tasks.flatMap(({ id, result: { status } }) => {
    const before = was.tasks.find((task) => task.id === id)?.result.status;
    return before === status ? [] : [{ labId, stepId: now.stepId, taskId: id, status }];
  });
}
