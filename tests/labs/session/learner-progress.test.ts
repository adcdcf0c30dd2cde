import { beforeEach, describe, expect, it } from 'vitest';
import { parseLab } from '../../../src/labs/parse/parse-lab.ts';
import { StorageProgressStore } from '../../../src/labs/progress/storage-progress-store.ts';
import { LabSession } from '../../../src/labs/session/lab-session.ts';
import {
  SecondMachine,
  type SecondMachineState,
} from '../../../src/labs/session/second-machine.ts';
import { defer } from '../../../src/support/deferred.ts';
import { Emitter } from '../../../src/support/emitter.ts';
import { answerFor, FakeMachine, SILENT } from '../fake-machine.ts';
import { SAMPLE_FOLDER, sampleFiles } from '../sample-lab.ts';
import { results, type SampleSession, sampleLab, sampleSession } from './sample-session.ts';

let sample: SampleSession;
beforeEach(async () => {
  sample = await sampleSession();
});

async function open(step: string): Promise<void> {
  sample.session.open(step);
  await sample.time.pass(0);
}

/** A later visit: another session over the same progress. */
const laterVisit = () => sampleSession({ progress: sample.progress });
const task = (place: number) => sample.session.state.tasks[place];

describe('hints and solutions', () => {
  it('come one at a time, as many as there are', async () => {
    await open('name');
    expect(task(0)?.hints).toBe(0);
    sample.session.showHint('own-name');
    expect(task(0)?.hints).toBe(1);
    sample.session.showHint('own-name');
    sample.session.showHint('looked');
    sample.session.showHint('nothing');
    expect([task(0)?.hints, task(1)?.hints]).toEqual([1, 0]);
  });

  it('are given with the learner’s values, and the task counts as helped', async () => {
    await open('name');
    expect(task(0)?.helped).toBe(false);
    expect(sample.session.showSolution('own-name')).toBe(
      `unshare --uts bash\nhostname ${sample.session.values['host']}`,
    );
    expect([task(0)?.helped, task(1)?.helped]).toEqual([true, false]);
    expect(sample.session.showSolution('nothing')).toBe('');
  });

  it('help nobody who has passed the step', async () => {
    sample.statuses = { 'own-name': 0, looked: 0 };
    await open('name');
    expect(sample.session.showSolution('own-name')).not.toBe('');
    expect(task(0)?.helped).toBe(false);
  });
});

describe('quizzes', () => {
  it('keep what was chosen, in its order', async () => {
    await open('question');
    sample.session.answerQuiz('1', [2, 0, 2]);
    expect(sample.session.state.answers).toEqual({ '1': [0, 2] });
    sample.session.answerQuiz('1', [1]);
    expect(sample.session.state.answers).toEqual({ '1': [1] });
  });

  it.each([
    ['no choice', '1', []],
    ['choices that are not there', '1', [7, -1, 0.5]],
    ['a quiz that is not there', '9', [0]],
    ['a quiz named as a part of JavaScript', '__proto__', [0]],
  ])('ignore %s', async (_what, quiz, choices) => {
    await open('question');
    sample.session.answerQuiz(quiz, choices);
    expect(sample.session.state.answers).toEqual({});
  });

  it('pass a step that has nothing else, once all are answered', async () => {
    await open('question');
    sample.session.answerQuiz('1', [0]);
    expect(sample.session.state.passed).toEqual([]);
    sample.session.answerQuiz('2', [1, 2]);
    expect(sample.session.state.passed).toEqual(['question']);
  });

  it('do not pass a step that has tasks', async () => {
    await open('name');
    sample.session.answerQuiz('1', [1]);
    expect(sample.session.state.answers).toEqual({ '1': [1] });
    expect(sample.session.state.passed).toEqual([]);
  });
});

describe('a step for reading', () => {
  it('at the end of the lab is passed when it is opened, and completes the lab with the others', async () => {
    sample.statuses = { 'own-name': 0, looked: 0, boot: 0 };
    await open('name');
    await open('second');
    await open('question');
    sample.session.answerQuiz('1', [0]);
    sample.session.answerQuiz('2', [0]);
    expect(sample.session.state.complete).toBe(false);
    await open('end');
    expect(sample.session.state).toMatchObject({
      passed: ['name', 'question', 'second', 'end'],
      complete: true,
    });
  });

  it('elsewhere is passed when it is left', async () => {
    const lab = await sampleLab();
    const [name, question, second, end] = lab.steps;
    if (!name || !question || !second || !end) throw new Error('the sample has four steps');
    const moved = { ...lab, steps: [end, name, question, second] };
    const reading = await sampleSession({ lab: moved });
    reading.session.open('end');
    expect(reading.session.state.passed).toEqual([]);
    reading.session.open('question');
    expect(reading.session.state.passed).toEqual(['end']);
  });
});

describe('the next visit', () => {
  it('has the same values, and what was reached', async () => {
    sample.statuses = { looked: 0 };
    await open('name');
    sample.session.showHint('own-name');
    sample.session.showSolution('looked');
    sample.session.answerQuiz('1', [1]);
    sample.session.close();
    sample = await laterVisit();
    expect(sample.progress.read('sample')?.lastStep).toBe('name');
    await open('name');
    expect(results(sample)).toEqual(['unmet', 'met']);
    expect(sample.session.state).toMatchObject({
      answers: { '1': [1] },
      tasks: [
        { hints: 1, helped: false },
        { hints: 0, helped: true },
      ],
    });
  });

  it('has the same values', async () => {
    await open('name');
    const visits = await Promise.all([laterVisit(), laterVisit(), laterVisit()]);
    for (const { session } of visits) expect(session.values).toEqual(sample.session.values);
  });

  it('forgets what was done in a step that is another one now', async () => {
    sample.statuses = { 'own-name': 0, looked: 0 };
    await open('name');
    await open('end');
    sample.session.close();
    const lab = await sampleLab();
    const steps = lab.steps.map((step) =>
      step.id === 'name' ? { ...step, fingerprint: 'another' } : step,
    );
    const changed = { ...lab, version: lab.version + 1, steps };
    sample = await sampleSession({ progress: sample.progress, lab: changed });
    expect(sample.session.state.passed).toEqual(['end']);
    await open('name');
    expect(results(sample)).toEqual(['unmet', 'unmet']);
  });

  it('begins anew after the progress was forgotten', async () => {
    sample.statuses = { 'own-name': 0, looked: 0 };
    await open('name');
    sample.progress.clear('sample');
    expect(sample.session.state.passed).toEqual([]);
    sample.session.close();
    sample = await laterVisit();
    expect(sample.session.state.passed).toEqual([]);
  });
});

describe('two tabs', () => {
  it('see what the other reaches, each with its own machine', async () => {
    const entries = new Map<string, string>();
    const storage = {
      get length() {
        return entries.size;
      },
      key: (index: number) => [...entries.keys()][index] ?? null,
      getItem: (key: string) => entries.get(key) ?? null,
      setItem: (key: string, value: string) => void entries.set(key, value),
      removeItem: (key: string) => void entries.delete(key),
    };
    const stores = [0, 1].map(() => new StorageProgressStore(() => storage));
    const [one, other] = await Promise.all(stores.map((progress) => sampleSession({ progress })));
    if (!one || !other) throw new Error('there are two tabs');
    one.session.open('name');
    other.session.open('question');
    one.statuses = { 'own-name': 0, looked: 0 };
    await one.session.check();
    await one.time.pass(2_000);
    stores[1]?.noteOtherTab('drydock.progress.sample');
    expect(other.session.state.passed).toEqual(['name']);
    other.session.answerQuiz('1', [0]);
    other.session.answerQuiz('2', [0]);
    stores[0]?.noteOtherTab('drydock.progress.sample');
    expect(one.session.state.passed).toEqual(['name', 'question']);
  });
});

describe('a second machine', () => {
  /** Boots nothing; its facts come from the test. */
  class FakeSecond extends SecondMachine {
    readonly changes = new Emitter<SecondMachineState>();
    facts: Readonly<Record<string, string>> = {};
    closed = false;
    constructor() {
      super('pc', () => new FakeMachine(() => Promise.resolve(SILENT)));
    }
    override get values() {
      return this.facts;
    }
    override onChange(listener: (state: SecondMachineState) => void) {
      return this.changes.on(listener);
    }
    override close() {
      this.closed = true;
    }
  }

  const made: FakeSecond[] = [];
  beforeEach(async () => {
    made.length = 0;
    const createSecondMachine = () => {
      const second = new FakeSecond();
      made.push(second);
      return second;
    };
    sample = await sampleSession({ createSecondMachine });
  });

  it('is there in the steps that want it, and closed when they are left', async () => {
    await open('name');
    expect([made.length, sample.session.secondMachine]).toEqual([0, undefined]);
    await open('second');
    expect(sample.session.secondMachine).toBe(made[0]);
    await open('end');
    expect([made[0]?.closed, made[0]?.changes.size, sample.session.secondMachine]).toEqual([
      true,
      0,
      undefined,
    ]);
    await open('second');
    sample.session.close();
    expect([made.length, made[1]?.closed]).toEqual([2, true]);
  });

  it('stays while the learner’s machine is reset', async () => {
    await open('second');
    await sample.machine.reset();
    expect([made.length, made[0]?.closed]).toEqual([1, false]);
  });

  it('gives its facts to the checks, soon after they are known', async () => {
    await open('second');
    await sample.time.pass(120_000);
    const second = made[0] ?? new FakeSecond();
    second.facts = { vm_boot_id: "a'b" };
    second.changes.emit(second.state);
    await sample.time.pass(1_000);
    expect(sample.machine.looks.at(-1)?.script).toContain("vm_boot_id='a'\\''b'");
    expect(sample.session.showSolution('boot')).toBe("echo a'b");
  });
});

describe('a task that is judged on the server', () => {
  const server = new FakeMachine((run) => answerFor(run, { serve: 0 }));
  /** Switched on and off by the test. */
  class Switch extends SecondMachine {
    isOn = false;
    constructor() {
      super('production', () => server);
    }
    override get machine() {
      return this.isOn ? server : undefined;
    }
  }
  let second: Switch;
  beforeEach(async () => {
    server.runs.length = 0;
    const files = sampleFiles();
    files.set(
      '02-end/tasks.yaml',
      `secondMachine: production
tasks:
  - {id: push, title: {ko: 올리기, en: Push}}
  - {id: serve, title: {ko: 실행, en: Serve}, machine: second}
`,
    );
    for (const task of ['push', 'serve']) files.set(`02-end/check.${task}.sh`, `echo ${task}`);
    files.set('02-end/solve.sh', '#@ task push\necho\n#@ task serve\n#@ terminal second\necho\n');
    const lab = await parseLab(SAMPLE_FOLDER, files);
    const createSecondMachine = () => {
      second = new Switch();
      return second;
    };
    sample = await sampleSession({ lab, createSecondMachine });
    sample.statuses = { push: 0 };
    await open('end');
  });

  it('is not met, and says why, while the server is off', () => {
    expect(sample.session.state.tasks.map(({ result }) => result.status)).toEqual(['met', 'unmet']);
    expect(sample.session.state.tasks[1]?.result).toMatchObject({
      message: { en: expect.stringContaining('is off') },
    });
    expect(server.runs).toEqual([]);
  });

  it('is looked at there, and the others on the first machine', async () => {
    second.isOn = true;
    await sample.session.check();
    expect(sample.session.state.tasks.map(({ result }) => result.status)).toEqual(['met', 'met']);
    expect(sample.session.state.passed).toEqual(['end']);
    expect(server.runs.at(-1)?.script).toContain('echo serve');
    expect(server.runs.at(-1)?.script).not.toContain('echo push');
    expect(sample.machine.looks.at(-1)?.script).not.toContain('echo serve');
  });

  it('shows in which terminal it is solved', () => {
    expect(sample.session.showSolution('serve')).toBe('# second machine\necho');
  });
});

describe('without a clock given', () => {
  it('runs on the real one', async () => {
    const machine = new FakeMachine((run) => answerFor(run, { 'own-name': 0, looked: 0 }));
    const progress = new StorageProgressStore(() => undefined);
    const session = new LabSession({ lab: await sampleLab(), machine, progress });
    const passed = defer<void>();
    session.onChange(({ passed: steps }) => steps.includes('name') && passed.resolve());
    session.open('name');
    await passed.promise;
    session.close();
  });
});
