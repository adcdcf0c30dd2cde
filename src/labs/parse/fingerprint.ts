import { sha256Hex } from '../../layers/sha256.ts';
import type { Step } from '../lab.ts';

/** Thirty-two bits tell two versions of a step apart; more would only make the catalogue longer. */
const FINGERPRINT_CHARACTERS = 8;

/** A short name of everything that decides whether a step is passed. Words may change without changing it. */
export async function fingerprintOf({
  tasks,
  setup,
  secondMachine,
  text,
}: Omit<Step, 'fingerprint'>): Promise<string> {
  const quizzes = text.en
    .filter((block) => block.type === 'quiz')
    .map(({ choices }) => choices.map(({ right }) => right));
  const judged = tasks.map(({ id, mode, points, check, machine }) => ({
    id,
    mode,
    points,
    check,
    ...(machine === 'second' && { machine }),
  }));
  // As it was written before there were two kinds: what was reached then still counts.
  const needed = secondMachine === 'production' ? secondMachine : secondMachine !== undefined;
  const bytes = new TextEncoder().encode(
    JSON.stringify({ judged, setup, secondMachine: needed, quizzes }),
  );
  return (await sha256Hex(bytes)).slice(0, FINGERPRINT_CHARACTERS);
}
