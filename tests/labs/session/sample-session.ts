/** A session in the sample lab, on a fake machine and in fake time. */
import type { Lab } from '../../../src/labs/lab.ts';
import { parseLab } from '../../../src/labs/parse/parse-lab.ts';
import { StorageProgressStore } from '../../../src/labs/progress/storage-progress-store.ts';
import { LabSession, type LabSessionParts } from '../../../src/labs/session/lab-session.ts';
import type { LabState } from '../../../src/labs/session/lab-state.ts';
import { answerFor, FakeMachine, SILENT } from '../fake-machine.ts';
import { SAMPLE_FOLDER, sampleFiles } from '../sample-lab.ts';
import { FakeTime } from './fake-time.ts';

/** The sample: a step with two tasks, one that asks a question, one with a second machine, one for reading. */
export async function sampleLab(): Promise<Lab> {
  const files = sampleFiles();
  files.delete('02-end/text.ko.md');
  files.delete('02-end/text.en.md');
  const quiz = ':::quiz\nWhy?\n\n- [ ] a\n- [x] b\n- [x] c\n:::\n';
  for (const language of ['ko', 'en']) {
    files.set(`02-question/text.${language}.md`, `# Question\n\n${quiz}\n${quiz}`);
    files.set(`03-second/text.${language}.md`, '# Second\n\n:::second-machine\n');
    files.set(`04-end/text.${language}.md`, '# The end\n\nWell done.\n');
  }
  files.set(
    '03-second/tasks.yaml',
    'secondMachine: true\ntasks:\n  - {id: boot, title: {ko: 부팅, en: Boot}}\n',
  );
  files.set('03-second/check.boot.sh', '[ -n "$vm_boot_id" ]\n');
  files.set('03-second/solve.sh', '#@ task boot\necho {{vm_boot_id}}\n');
  return parseLab(SAMPLE_FOLDER, files);
}

/** What tests talk to. */
export interface SampleSession {
  readonly session: LabSession;
  readonly machine: FakeMachine;
  readonly time: FakeTime;
  readonly progress: StorageProgressStore;
  /** Every state that was told. */
  readonly states: LabState[];
  /** Statuses of the checks from now on, by the task's id. */
  statuses: Record<string, number | readonly [number, ...string[]]>;
}

/** A session before its first step. */
export async function sampleSession(
  options: Partial<LabSessionParts> = {},
): Promise<SampleSession> {
  const time = new FakeTime();
  const progress = new StorageProgressStore(() => undefined);
  const sample = { time, states: [] as LabState[], statuses: {} } as unknown as SampleSession;
  const machine = new FakeMachine((run) =>
    run.options.root === 'pristine' ? answerFor(run, sample.statuses) : Promise.resolve(SILENT),
  );
  const { now, schedule } = time;
  const lab = await sampleLab();
  const session = new LabSession({ lab, machine, progress, now, schedule, ...options });
  session.onChange((state) => sample.states.push(state));
  return Object.assign(sample, { session, machine, progress: options.progress ?? progress });
}

/** Statuses of the open step's tasks. */
export function results({ session }: SampleSession): readonly string[] {
  return session.state.tasks.map(({ result }) => result.status);
}
