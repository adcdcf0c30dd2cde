import { expect, it } from 'vitest';
import { abortable } from '../../src/support/abortable.ts';
import { defer } from '../../src/support/deferred.ts';

it('is the promise where nobody aborts', async () => {
  await expect(abortable(Promise.resolve(3))).resolves.toBe(3);
  await expect(abortable(Promise.resolve(4), new AbortController().signal)).resolves.toBe(4);
  const error = new Error('no');
  await expect(abortable(Promise.reject(error), new AbortController().signal)).rejects.toBe(error);
});

it('rejects with the signal’s reason as soon as it is aborted, whatever the promise does later', async () => {
  const abort = new AbortController();
  const wait = defer<void>();
  const waiting = abortable(wait.promise, abort.signal);
  const reason = new Error('step left');
  abort.abort(reason);
  await expect(waiting).rejects.toBe(reason);
  wait.reject(new Error('too late'));
  await expect(abortable(Promise.reject(new Error('x')), abort.signal)).rejects.toBe(reason);
});

it('leaves no listener on the signal', async () => {
  const { signal } = new AbortController();
  let listeners = 0;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  Object.assign(signal, {
    addEventListener: (...args: Parameters<typeof add>) => {
      listeners++;
      add(...args);
    },
    removeEventListener: (...args: Parameters<typeof remove>) => {
      listeners--;
      remove(...args);
    },
  });
  await abortable(Promise.resolve(), signal);
  expect(listeners).toBe(0);
});
