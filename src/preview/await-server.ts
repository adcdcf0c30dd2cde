import type { GuestNetwork, ServerPlace } from '../machine/guest-network.ts';
import type { Disposer } from '../support/disposables.ts';

/** Calls `action` once, `delayMs` milliseconds from now, unless the disposer is called before. */
export type Schedule = (action: () => void, delayMs: number) => Disposer;

/** From one knock to the next. A knock costs the guest one packet and its answer; nobody tells the page what listens. */
const FIRST_PAUSE_MS = 700;
const LONGEST_PAUSE_MS = 2_000;
const GROWTH = 1.3;

const byTimer: Schedule = (action, delayMs) => {
  const timer = setTimeout(action, delayMs);
  return () => clearTimeout(timer);
};

/**
 * Calls `appeared` once, when something listens there or, if a machine is awaited, when there is one; unless the disposer is called
 * before.
 */
export function awaitServer(
  network: GuestNetwork,
  place: ServerPlace,
  awaited: 'server' | 'machine',
  appeared: () => void,
  schedule: Schedule = byTimer,
): Disposer {
  const ended = new AbortController();
  let pauseMs = FIRST_PAUSE_MS;
  let endOfPause: Disposer = () => {};
  const knock = async () => {
    // A machine that is stopped or busy may answer later: a failure is as good as "nobody".
    const answers = await network.probe(place, ended.signal).then(
      (listens) => listens || awaited === 'machine',
      () => false,
    );
    if (ended.signal.aborted) return;
    if (answers) appeared();
    else rest();
  };
  const rest = () => {
    endOfPause = schedule(() => void knock(), pauseMs);
    pauseMs = Math.min(pauseMs * GROWTH, LONGEST_PAUSE_MS);
  };
  rest();
  return () => {
    ended.abort();
    endOfPause();
  };
}
