import { expect, it, vi } from 'vitest';
import { Emitter } from '../../src/support/emitter.ts';

it('tells every listener until it leaves', () => {
  const emitter = new Emitter<number>();
  const heard: string[] = [];
  const leave = emitter.on((value) => heard.push(`a${value}`));
  emitter.on((value) => heard.push(`b${value}`));
  emitter.emit(1);
  leave();
  leave();
  emitter.emit(2);
  expect(heard).toEqual(['a1', 'b1', 'b2']);
  expect(emitter.size).toBe(1);
});

it('counts a listener that was added twice as two', () => {
  const emitter = new Emitter<void>();
  let heard = 0;
  const listener = () => {
    heard += 1;
  };
  const leave = emitter.on(listener);
  emitter.on(listener);
  leave();
  emitter.emit();
  expect(heard).toBe(1);
});

it('tells the listeners of the moment: one that leaves meanwhile hears it, one that comes does not', () => {
  const emitter = new Emitter<void>();
  const heard: string[] = [];
  emitter.on(() => {
    leave();
    emitter.on(() => heard.push('late'));
  });
  const leave = emitter.on(() => heard.push('leaving'));
  emitter.emit();
  expect(heard).toEqual(['leaving']);
});

it('reports a listener that throws, and tells the others all the same', () => {
  const reported: (() => void)[] = [];
  vi.stubGlobal('queueMicrotask', (report: () => void) => reported.push(report));
  const emitter = new Emitter<number>();
  const heard: number[] = [];
  emitter.on(() => {
    throw new Error('mistake of a listener');
  });
  emitter.on((value) => heard.push(value));
  emitter.emit(3);
  vi.unstubAllGlobals();
  expect(heard).toEqual([3]);
  expect(reported).toHaveLength(1);
  expect(reported[0]).toThrow('mistake of a listener');
});
