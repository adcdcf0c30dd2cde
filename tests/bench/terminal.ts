import { setTimeout as pause } from 'node:timers/promises';
import { flood, interruptFlood, prepareFlood, withFloodMeter } from './flood.ts';
import { LabPage } from './lab-page.ts';
import { atLeast, atMost, type BenchResult } from './report.ts';
import type { BuiltSite } from './site.ts';
import { median, percentile } from './statistics.ts';

/** Keys in all, and on one line: less than fits beside the prompt, since a line that wraps is drawn in two. */
const KEYS = 100;
const KEYS_PER_LINE = 25;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';

/** The rhythm of a quick typist. */
const FASTEST_KEY_MS = 30;
const KEY_SPREAD_MS = 70;

const FLOOD_BYTES = 50_000_000;
const INTERRUPTIONS = 5;
const INTERRUPT_AFTER_BYTES = 3_000_000;

/** Typing, a flood of output, and Ctrl-C in the middle of one. */
export async function benchTerminal(
  site: BuiltSite,
  interruptions = INTERRUPTIONS,
): Promise<BenchResult> {
  return site.served((address) =>
    LabPage.with(address, (lab) => measure(lab, interruptions), withFloodMeter),
  );
}

async function measure(lab: LabPage, interruptions: number): Promise<BenchResult> {
  const keys = await timeKeys(lab);
  await prepareFlood(lab);
  const { bytes, ms } = await flood(lab, FLOOD_BYTES);
  const stops: number[] = [];
  for (let count = 0; count < interruptions; count++) {
    stops.push(await interruptFlood(lab, INTERRUPT_AFTER_BYTES));
  }
  const typing = {
    what: 'key to glyph',
    unit: 'ms',
    median: median(keys),
    high: percentile(keys, 0.95),
  } as const;
  return {
    name: 'terminal',
    measures: [
      { ...typing, goal: atMost(25) },
      {
        ...typing,
        what: 'key to glyph, 95th percentile',
        goal: atMost(50, 'high'),
      },
      {
        what: '50 MB of output, nothing lost',
        unit: 'MB/s',
        median: bytes / 1000 / ms,
        goal: atLeast(2),
      },
      {
        what: 'Ctrl-C during it, to the prompt',
        unit: 'ms',
        median: median(stops),
        high: Math.max(...stops),
        goal: atMost(250),
      },
    ],
    details: { keys, flood: { bytes, ms }, stops },
  };
}

/**
 * Types a comment, key by key, each when the one before is on the screen and the typist has breathed: a key that always came right
 * after a frame would always meet the same point of the next one.
 */
async function timeKeys(lab: LabPage): Promise<number[]> {
  const times: number[] = [];
  for (let line = 0; line < KEYS / KEYS_PER_LINE; line++) {
    let typed = `#${line}`;
    await lab.type(typed);
    await lab.drawn(typed);
    for (let count = 0; count < KEYS_PER_LINE; count++) {
      const key = ALPHABET[count % ALPHABET.length] ?? '';
      typed += key;
      await pause(FASTEST_KEY_MS + Math.random() * KEY_SPREAD_MS);
      const drawn = lab.drawn(typed);
      await lab.type(key);
      times.push((await drawn) - (await lab.lastKeyAt()));
    }
    await lab.type('\n');
    await lab.promptDrawn();
  }
  return times;
}
