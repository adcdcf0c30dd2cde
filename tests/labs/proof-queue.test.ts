import { describe, expect, it } from 'vitest';
import { ProofQueue } from './proof-queue.ts';

const job = (step: string) => ({ lab: 'lab', step });

async function order(queue: ProofQueue): Promise<string[]> {
  const steps: string[] = [];
  while (!queue.isEmpty) steps.push((await queue.next()).job.step);
  return steps;
}

describe('a queue of proofs', () => {
  it('keeps the order, and each once', async () => {
    const queue = new ProofQueue();
    for (const step of ['one', 'two', 'one', 'three']) queue.add(job(step));
    expect(await order(queue)).toEqual(['one', 'two', 'three']);
  });

  it('puts first what is saved, and interrupts what is being proved, which comes again', async () => {
    const queue = new ProofQueue();
    for (const step of ['one', 'two', 'three']) queue.add(job(step));
    const first = await queue.next();
    expect(first.signal.aborted).toBe(false);
    queue.save(job('three'));
    expect(first.signal.aborted).toBe(true);
    expect(await order(queue)).toEqual(['three', 'one', 'two']);
  });

  it('proves what is saved while it is being proved once more, not twice', async () => {
    const queue = new ProofQueue();
    queue.add(job('one'));
    await queue.next();
    queue.save(job('one'));
    queue.save(job('one'));
    expect(await order(queue)).toEqual(['one']);
  });

  it('waits for a save when there is nothing to do', async () => {
    const queue = new ProofQueue();
    const next = queue.next();
    queue.save(job('two'));
    expect((await next).job).toEqual(job('two'));
  });

  it('forgets a lab', async () => {
    const queue = new ProofQueue();
    queue.add(job('one'));
    queue.add({ lab: 'other', step: 'two' });
    queue.drop('lab');
    expect(await order(queue)).toEqual(['two']);
  });
});
