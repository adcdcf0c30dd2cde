import { afterEach, describe, expect, it, vi } from 'vitest';
import { Database } from '../../src/snapshots/store/database.ts';
import { openWriteMark, type WriteMark } from '../../src/snapshots/store/write-mark.ts';
import { closeChannels, newBrowser, openStore, sampleDraft } from './samples.ts';

afterEach(closeChannels);

/** A mark in memory, which remembers what became of it. */
function fakeMark(isSet: boolean): WriteMark & { readonly deeds: string[] } {
  const deeds: string[] = [];
  return {
    deeds,
    isSet: async () => isSet,
    set: async () => void deeds.push('set'),
    clear: async () => void deeds.push('clear'),
  };
}

/** A database that counts the bytes that are put into it. */
function countingDatabase() {
  const browser = newBrowser();
  const database = new Database({ name: 'test', factory: () => browser, deadlineMs: 20_000 });
  const put = vi.fn();
  const write = database.write.bind(database);
  vi.spyOn(database, 'write').mockImplementation((work) =>
    write((records) =>
      work({
        ...records,
        put: (key, value) => {
          put(key, value.length);
          records.put(key, value);
        },
      }),
    ),
  );
  return { browser, database, put };
}

const FOUR_MEGABYTES = 4 * 1024 * 1024;

describe('the mark of a write', () => {
  it('is there while something is written, and gone when that failed', async () => {
    const mark = fakeMark(false);
    const store = openStore(newBrowser(), { mark });
    const { id } = await store.save(sampleDraft());
    expect(mark.deeds).toEqual(['set', 'clear']);
    await store.collect([id], 0);
    await expect(store.rename(id, 'gone')).rejects.toThrow('no such snapshot');
    expect(mark.deeds).toEqual(['set', 'clear', 'set', 'clear', 'set', 'clear']);
  });

  it('that was left behind has more written than the log takes, once, and nothing of it stays', async () => {
    const { database, put } = countingDatabase();
    const mark = fakeMark(true);
    const store = openStore(newBrowser(), { mark, database });
    await Promise.all([store.mend(), store.mend()]);
    const written = put.mock.calls.reduce((sum, [, bytes]) => sum + bytes, 0);
    expect(written).toBeGreaterThan(FOUR_MEGABYTES);
    expect(mark.deeds).toEqual(['clear']);
    expect(await database.read((records) => records.keys(''))).toEqual([]);
  });

  it('that was not left behind has nothing written', async () => {
    const { database, put } = countingDatabase();
    await openStore(newBrowser(), { mark: fakeMark(false), database }).mend();
    expect(put).not.toHaveBeenCalled();
  });

  it('stays, and work goes on, when there is no room to mend', async () => {
    const { browser, database } = countingDatabase();
    const { id } = await openStore(browser).save(sampleDraft());
    vi.mocked(database.write).mockRejectedValueOnce(new Error('the disk is full'));
    const mark = fakeMark(true);
    const store = openStore(browser, { mark, database });
    await store.mend();
    expect(mark.deeds).toEqual([]);
    await store.remove(id);
    expect((await store.list()).snapshots[0]?.removedAt).toBeDefined();
    expect(mark.deeds).toEqual(['clear', 'set', 'clear']);
  });

  it.each([
    ['has no files of its own', undefined],
    ['knows of none', {}],
    ['refuses them', { getDirectory: () => Promise.reject(new DOMException('', 'SecurityError')) }],
  ])('is never there in a browser that %s', async (_why, files) => {
    const mark = openWriteMark('test', files);
    await mark.set();
    expect(await mark.isSet()).toBe(false);
    await mark.clear();
  });
});
