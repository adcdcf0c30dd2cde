import { MachineError } from './errors.ts';

/**
 * Loads what compares and writes a machine's memory: a first visit, which captures and restores nothing, does without.
 * @throws MachineError `download-failed`; the next call tries again
 */
export async function loadMemoryCode(): Promise<typeof import('./memory-code.ts')> {
  try {
    return await import('./memory-code.ts');
  } catch (cause) {
    const message = 'the script that saves and restores machines could not be loaded';
    throw new MachineError('download-failed', message, '', { cause });
  }
}
