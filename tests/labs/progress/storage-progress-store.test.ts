import { beforeEach, describe, expect, it } from 'vitest';
import {
  type LabProgress,
  newStepProgress,
  passedSteps,
} from '../../../src/labs/progress/progress.ts';
import { readProgress } from '../../../src/labs/progress/read-progress.ts';
import {
  StorageProgressStore,
  type TextStorage,
} from '../../../src/labs/progress/storage-progress-store.ts';

/** A browser's storage, which refuses from the n-th operation on when told so. */
class FakeStorage implements TextStorage {
  readonly entries = new Map<string, string>();
  operations = 0;
  refusesFrom = Number.POSITIVE_INFINITY;

  get length(): number {
    this.#count();
    return this.entries.size;
  }

  key(index: number): string | null {
    this.#count();
    return [...this.entries.keys()][index] ?? null;
  }

  getItem(key: string): string | null {
    this.#count();
    return this.entries.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.#count();
    this.entries.set(key, value);
  }

  removeItem(key: string): void {
    this.#count();
    this.entries.delete(key);
  }

  #count(): void {
    this.operations += 1;
    if (this.operations >= this.refusesFrom) throw new Error('QuotaExceededError');
  }
}

let storage: FakeStorage;
beforeEach(() => {
  storage = new FakeStorage();
});
const open = () => new StorageProgressStore(() => storage);

/** Notes a step as passed, as a session does. */
function pass(store: StorageProgressStore, step: string, lab = 'sample'): void {
  store.update(lab, (now) => ({
    seed: now?.seed ?? 'abc',
    lastStep: step,
    steps: { ...now?.steps, [step]: { ...newStepProgress(1, 'f'), passed: true } },
  }));
}
const passed = (store: StorageProgressStore, lab = 'sample') =>
  Object.keys(store.read(lab)?.steps ?? {});

describe('progress in the storage', () => {
  it('is there on the next visit', () => {
    pass(open(), 'one');
    expect(open().read('sample')).toEqual({
      seed: 'abc',
      lastStep: 'one',
      steps: { one: { ...newStepProgress(1, 'f'), passed: true } },
    });
    expect(open().persistent).toBe(true);
  });

  it('of two tabs loses nothing of either', () => {
    const [one, other] = [open(), open()];
    pass(one, 'a');
    pass(other, 'b');
    pass(one, 'c');
    for (const store of [one, other, open()]) expect(passed(store)).toEqual(['a', 'b', 'c']);
  });

  it('is told to those who listen, also when another tab made it', () => {
    const store = open();
    const heard: (string | undefined)[] = [];
    const stop = store.onChange((lab) => heard.push(lab));
    pass(store, 'a');
    store.noteOtherTab('drydock.progress.other');
    store.noteOtherTab('theme');
    store.noteOtherTab(null);
    stop();
    pass(store, 'b');
    expect(heard).toEqual(['sample', 'other', undefined]);
  });

  it('can be forgotten, one lab or all, and nothing else of the site with it', () => {
    storage.entries.set('theme', 'dark');
    const store = open();
    for (const lab of ['a', 'b', 'c']) pass(store, 'x', lab);
    store.clear('a');
    expect([store.read('a'), passed(store, 'b')]).toEqual([undefined, ['x']]);
    store.clear();
    expect([...storage.entries.keys()]).toEqual(['theme']);
  });
});

describe('a storage that refuses', () => {
  it.each([
    [
      'to be mentioned',
      () => {
        throw new DOMException('no', 'SecurityError');
      },
    ],
    ['to exist', () => undefined],
  ])('%s leaves the progress in memory', (_what, give) => {
    const store = new StorageProgressStore(give);
    pass(store, 'a');
    pass(store, 'b');
    expect([store.persistent, passed(store)]).toEqual([false, ['a', 'b']]);
    store.clear();
    expect(store.read('sample')).toBeUndefined();
  });

  it('at any operation loses nothing that was reached', () => {
    pass(open(), 'before');
    const [entry] = [...storage.entries];
    for (let from = 1; from < 20; from += 1) {
      storage = new FakeStorage();
      if (entry) storage.entries.set(...entry);
      storage.refusesFrom = from;
      const store = open();
      pass(store, 'a');
      pass(store, 'b');
      // What was stored before cannot be read any more when reading itself is refused; what was reached now can.
      expect(passed(store)).toEqual(expect.arrayContaining(['a', 'b']));
      expect(store.persistent).toBe(storage.operations < from);
    }
  });

  it('when it is full keeps what it has, and the rest stays in memory', () => {
    pass(open(), 'before');
    const store = open();
    storage.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    pass(store, 'a');
    expect([store.persistent, passed(store)]).toEqual([false, ['before', 'a']]);
  });
});

describe('what a browser kept', () => {
  const good: LabProgress = {
    seed: 'ab12',
    lastStep: 'one',
    steps: {
      one: {
        version: 1,
        fingerprint: 'f',
        passed: true,
        met: ['a'],
        helped: ['b'],
        hints: { a: 2 },
        answers: { '1': [0, 2] },
      },
    },
  };

  it('is read as it was written', () => {
    expect(readProgress(JSON.stringify(good))).toEqual(good);
  });

  it.each([
    '',
    'null',
    '[]',
    '{"seed":1,"steps":{}}',
    '{"seed":"zz","steps":{}}',
    '{"seed":"ab"}',
    JSON.stringify(good).slice(0, 40),
  ])('is nothing when it is %s', (text) => {
    expect(readProgress(text)).toBeUndefined();
  });

  it('is cleaned of what is no progress', () => {
    const text = `{"seed":"ab12","lastStep":"<b>","steps":{
      "__proto__":{"version":1,"fingerprint":"f","passed":true},
      "none":7, "no-version":{"fingerprint":"f"},
      "one":{"version":1,"fingerprint":"f","passed":"yes","met":["ok",3,"<x>"],"helped":"all",
             "hints":{"a":-1,"b":2,"__proto__":3},"answers":{"1":[0,"x"],"2":[1]}}}}`;
    expect(readProgress(text)).toEqual({
      seed: 'ab12',
      lastStep: '',
      steps: {
        one: {
          version: 1,
          fingerprint: 'f',
          passed: false,
          met: ['ok'],
          helped: [],
          hints: { b: 2 },
          answers: { '2': [1] },
        },
      },
    });
    expect(({} as Record<string, unknown>)['version']).toBeUndefined();
  });
});

describe('a changed lesson', () => {
  const done = (version: number, fingerprint: string): LabProgress => ({
    seed: 'ab',
    lastStep: '',
    steps: { one: { ...newStepProgress(version, fingerprint), passed: true } },
  });
  const lab = { version: 2, steps: [{ id: 'one', fingerprint: 'new' }] };

  it.each([
    ['the same', 2, 'new', ['one']],
    ['a step changed without a new version', 2, 'old', ['one']],
    ['a new version that left the step as it was', 1, 'new', ['one']],
    ['a new version that changed the step', 1, 'old', []],
    ['with a fingerprint that was longer', 1, 'new0123456789', ['one']],
  ] as const)('counts as before: %s', (_what, version, fingerprint, expected) => {
    expect(passedSteps(lab, done(version, fingerprint))).toEqual(expected);
  });
});
