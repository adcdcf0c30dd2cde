import { LANGUAGES } from '../../localization/language.ts';
import { MachineError, type MachineErrorCode } from '../../machine/errors.ts';
import type { CheckAnswer, Seen } from '../check/check-batch.ts';
import type { LocalText, Task } from '../lab.ts';
import { fillSeen, fillValues } from '../placeholders.ts';
import type { TaskStatus } from './lab-state.ts';

/** The machine was away, which says nothing about the task. */
const AWAY: readonly MachineErrorCode[] = [
  'agent-restarted',
  'agent-silent',
  'exec-cancelled',
  'machine-destroyed',
  'machine-stopped',
  'not-ready',
  'worker-died',
];

/** What is known of a task that is judged on a second machine which is off. */
export const SECOND_MACHINE_OFF: TaskStatus = {
  status: 'unmet',
  message: {
    ko: '두 번째 머신이 꺼져 있습니다. 본문에 있는 버튼으로 켜세요.',
    en: 'The second machine is off. Switch it on with its button in the text.',
  },
};

/** What a check's answer means to the learner. */
export function toStatus(
  task: Task,
  answer: CheckAnswer | undefined,
  values: Readonly<Record<string, string>>,
): TaskStatus {
  switch (answer?.outcome) {
    case 'met':
      return { status: 'met', ...messageOf(task, 'met', answer.seen, values) };
    case 'unmet':
      return { status: 'unmet', ...messageOf(task, answer.key, answer.seen, values) };
    case 'failed':
      return { status: 'failed', detail: answer.detail };
    case undefined:
      return { status: 'unknown' };
  }
}

/** What is known of a task when the machine could not look because of `error`. */
export function statusAfterError(error: unknown): TaskStatus {
  if (error instanceof MachineError && AWAY.includes(error.code)) return { status: 'unknown' };
  return { status: 'failed', detail: error instanceof Error ? error.message : String(error) };
}

/** Whether a learner would see no difference. */
export function sameStatus(one: TaskStatus, other: TaskStatus): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function messageOf(
  task: Task,
  key: string | undefined,
  seen: Seen,
  values: Readonly<Record<string, string>>,
): { readonly message?: LocalText } {
  const known = key !== undefined && Object.hasOwn(task.messages, key);
  const message = known ? task.messages[key] : undefined;
  if (message === undefined) return {};
  // What was seen comes last: it is the learner's text, in which nothing stands for anything.
  const entries = LANGUAGES.map(
    (language) => [language, fillSeen(fillValues(message[language], values), seen)] as const,
  );
  return { message: Object.fromEntries(entries) as LocalText };
}
