import { SnapshotError } from '../errors.ts';
import type { StorageFacts } from '../snapshot.ts';

/** What the store needs of `navigator.storage`. */
export interface StorageGauge {
  estimate(): Promise<StorageEstimate>;
  persisted(): Promise<boolean>;
}

/** The browser's own book-keeping for a record takes room too, and its estimate is rounded. */
const MARGIN = 1.1;
const MARGIN_BYTES = 256 * 1024;

/**
 * Refuses before anything is written for which there is no room. Where the browser does not say, writing finds out.
 * @throws SnapshotError `quota-exceeded` with what is needed and what is free
 */
export async function requireRoom(bytes: number, gauge: StorageGauge | undefined): Promise<void> {
  const { usedBytes, quotaBytes } = await readStorageFacts(gauge);
  if (usedBytes === undefined || quotaBytes === undefined) return;
  const neededBytes = Math.ceil(bytes * MARGIN + MARGIN_BYTES);
  const freeBytes = Math.max(0, quotaBytes - usedBytes);
  if (neededBytes <= freeBytes) return;
  throw new SnapshotError(
    'quota-exceeded',
    `${neededBytes} bytes are needed and ${freeBytes} free`,
    {
      numbers: { neededBytes, freeBytes },
    },
  );
}

/** What the browser says of its room. A browser that refuses to say keeps nothing for sure. */
export async function readStorageFacts(gauge: StorageGauge | undefined): Promise<StorageFacts> {
  const unknown: StorageEstimate = {};
  const [estimate, persisted] = await Promise.all([
    gauge?.estimate().catch(() => unknown) ?? unknown,
    gauge?.persisted().catch(() => false) ?? false,
  ]);
  return { usedBytes: estimate.usage, quotaBytes: estimate.quota, mayBeEvicted: !persisted };
}
