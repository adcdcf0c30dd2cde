import type { ReadPack } from '../format/gather.ts';
import type { PackReference } from '../format/manifest.ts';

/** Packs that are read and unpacked while the first of them is waited for: at most so many MiB more in memory. */
const AHEAD = 4;

/** Reads packs in the order in which they will be asked for, a few ahead of time. */
export function readAhead(packs: readonly PackReference[], read: ReadPack): ReadPack {
  const places = new Map(packs.map(({ id }, index) => [id, index]));
  const started = new Map<string, Promise<Uint8Array>>();
  const start = ({ id }: PackReference) => {
    if (started.has(id)) return;
    const reading = read(id);
    reading.catch(() => undefined); // told to whoever asks for it
    started.set(id, reading);
  };
  return async (id) => {
    const place = places.get(id) ?? 0;
    for (const pack of packs.slice(place, place + AHEAD)) start(pack);
    const reading = started.get(id) ?? read(id);
    started.set(id, reading);
    const pages = await reading;
    // Only the promise was worth keeping.
    started.delete(id);
    return pages;
  };
}
