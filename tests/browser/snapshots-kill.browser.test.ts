import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEED_NAMES, type DeedName } from '../soak/deeds.ts';
import { StoreKills } from '../soak/store-kills.ts';
import { START_MS } from './fixture-page.ts';

/** Two of each kind; `npm run soak` does hundreds. */
const ROUNDS = 2 * DEED_NAMES.length;
const ROUND_MS = 60_000;

describe('the snapshots, when Chromium is killed in the middle of a save, a deletion, a collection or an import', () => {
  let kills: StoreKills | undefined;
  beforeAll(async () => {
    kills = await StoreKills.prepare();
  }, START_MS);
  afterAll(() => kills?.close());

  it(
    `are the old or the new ones to the last byte, ${ROUNDS} times`,
    async () => {
      const deeds: (DeedName | undefined)[] = [];
      for (let round = 0; round < ROUNDS; round++) deeds.push((await kills?.round())?.deed);
      expect(deeds).toEqual([...DEED_NAMES, ...DEED_NAMES]);
    },
    ROUNDS * ROUND_MS,
  );
});
