import { megabytes } from './boot-steps.ts';

const MILLISECONDS = 1000;
const KILOBYTE = 1000;
const MEGABYTE = 1_000_000;
const GIGABYTE = 1_000_000_000;

/** Milliseconds as people say them: `4.2 ms`, `340 ms`, `8.2 s`. The units are the same in every language. */
export function duration(ms: number): string {
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  if (ms < MILLISECONDS) return `${Math.round(ms)} ms`;
  return `${(ms / MILLISECONDS).toFixed(1)} s`;
}

/** Bytes in decimal units: `412 kB`, `2.1 MB`, `101 MB`, `2.1 GB`. */
export function byteSize(bytes: number): string {
  if (bytes < MEGABYTE) return `${Math.round(bytes / KILOBYTE)} kB`;
  if (bytes >= GIGABYTE) return `${(bytes / GIGABYTE).toFixed(1)} GB`;
  const exact = bytes < 100 * MEGABYTE;
  return `${exact ? megabytes(bytes) : Math.round(bytes / MEGABYTE)} MB`;
}

/** How many times as much: `1.0`, `4.3`, `58`. */
export function times(ratio: number): string {
  return ratio < 9.95 ? ratio.toFixed(1) : String(Math.round(ratio));
}
