import { expect, it } from 'vitest';
import { Disposables } from '../../src/support/disposables.ts';

it('closes everything once, newest first', () => {
  const closed: string[] = [];
  const open = new Disposables();
  open.add(() => closed.push('first'));
  open.add(() => closed.push('second'));
  expect(open.size).toBe(2);
  open.dispose();
  open.dispose();
  expect(closed).toEqual(['second', 'first']);
  expect(open.size).toBe(0);
});

it('closes at once what is opened too late', () => {
  const open = new Disposables();
  open.dispose();
  let closed = false;
  open.add(() => {
    closed = true;
  });
  expect(closed).toBe(true);
  expect(open.size).toBe(0);
});

it('closes the others when one cannot be closed, and then says which', () => {
  const closed: string[] = [];
  const open = new Disposables();
  open.add(() => closed.push('first'));
  open.add(() => {
    throw new Error('stuck');
  });
  open.add(() => closed.push('third'));
  expect(() => open.dispose()).toThrow('stuck');
  expect(closed).toEqual(['third', 'first']);
});

it('takes its listeners off the target', () => {
  const target = new EventTarget();
  const open = new Disposables();
  let heard = 0;
  open.listen(target, 'change', () => {
    heard += 1;
  });
  target.dispatchEvent(new Event('change'));
  open.dispose();
  target.dispatchEvent(new Event('change'));
  expect(heard).toBe(1);
});
