/** What the database holds, by the beginning of its keys. Every record says itself whether it was altered. */
export const SNAPSHOTS = 'snapshot/';
/** A pack's header; the key ends in the pack's id. */
export const PACK_HEADERS = 'pack-header/';
/** A pack's body. */
export const PACK_BODIES = 'pack-body/';
/** Packs that were found to be damaged: no new snapshot shall build on them. */
export const DAMAGED_PACKS = 'pack-damaged/';
/** What only fills the database's log, for a moment. */
export const FILLER = 'filler/';

/** The ids of keys with this prefix. */
export function idsOf(keys: readonly string[], prefix: string): readonly string[] {
  return keys.map((key) => key.slice(prefix.length));
}

/** Whether a record is what it was when it was read. */
export function isSameRecord(one: Uint8Array, other: Uint8Array | undefined): boolean {
  return one.length === other?.length && one.every((byte, index) => byte === other[index]);
}
