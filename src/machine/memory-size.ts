import type { BootMode } from './machine.ts';

/** Memory comes in megabytes (2^20 bytes), as it does for a PC. */
const MEGABYTE = 1024 * 1024;

/** With less, the kernel comes up, but the terminals get nothing: the agent keeps 32 MB back from them. */
const LEAST_MEGABYTES = 64;

/** What the image's own machine has. More would take the page's memory for nothing. */
const MOST_MEGABYTES = 512;

/**
 * Refuses a size of memory that the machine cannot have; absent is always right: the size the image was made for.
 * @throws RangeError for any size with a warm boot, whose layer fits one size only, and for sizes no machine works with
 */
export function requireMemorySize(bootMode: BootMode, memoryBytes: number | undefined): void {
  if (memoryBytes === undefined) return;
  if (bootMode !== 'cold') {
    throw new RangeError(
      'memoryBytes needs bootMode "cold": the warm layer fits the memory it was made with',
    );
  }
  const megabytes = memoryBytes / MEGABYTE;
  const fits = megabytes >= LEAST_MEGABYTES && megabytes <= MOST_MEGABYTES;
  if (Number.isInteger(megabytes) && fits) return;
  throw new RangeError(
    `memoryBytes is ${memoryBytes}; it must be whole megabytes, ${LEAST_MEGABYTES} to ${MOST_MEGABYTES}`,
  );
}
