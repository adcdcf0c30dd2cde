import { openScriptSha256 } from '../../layers/sha256.ts';
import { TASK_BYTES, TASK_ROUNDS } from './guest-scripts.ts';
import type { TaskFigure } from './measure-guest.ts';

/** Hashed at one go: some milliseconds, so that the page goes on answering. */
const SLICE_BYTES = 256 * 1024;

/**
 * Does the task in the page itself: the computer that the machines are emulated on. Plain JavaScript, like the machines'
 * plain C: neither uses the processor's own instructions for this sum, which would compare something else.
 *
 * Only the work counts, not the pauses in which the page does other things. Rejects with the signal's reason.
 */
export async function measurePageTask(
  signal: AbortSignal,
  now: () => number = () => performance.now(),
): Promise<TaskFigure> {
  await hashOnce(signal, now); // only warms up
  let best = await hashOnce(signal, now);
  for (let round = 1; round < TASK_ROUNDS; round += 1) {
    const next = await hashOnce(signal, now);
    if (next.ms < best.ms) best = next;
  }
  return best;
}

async function hashOnce(signal: AbortSignal, now: () => number): Promise<TaskFigure> {
  const hash = await openScriptSha256();
  const slice = new Uint8Array(SLICE_BYTES);
  let ms = 0;
  for (let done = 0; done < TASK_BYTES; done += SLICE_BYTES) {
    await new Promise((resolve) => setTimeout(resolve, 0));
    signal.throwIfAborted();
    const before = now();
    hash.update(slice);
    ms += now() - before;
  }
  return { ms, sum: hash.digestHex() };
}
