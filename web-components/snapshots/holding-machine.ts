import type { Machine } from '../../src/machine/machine.ts';
import type { SnapshotPage } from './snapshot-page.ts';

/** What of a machine snapshots use. */
export type SnapshotMachine = Pick<Machine, 'status' | 'capture' | 'restore'>;

/**
 * The machine, with a page that keeps its hands off it from the beginning of a restore until the page's own side is put back,
 * or until the restore has failed: else new shells and a step's setup would be run in the machine that has just come back.
 */
export function holdingMachine(
  machine: SnapshotMachine,
  page: Pick<SnapshotPage, 'hold' | 'release'>,
): SnapshotMachine {
  return {
    get status() {
      return machine.status;
    },
    capture: (options) => machine.capture(options),
    restore: async (capture) => {
      page.hold('restore');
      try {
        return await machine.restore(capture);
      } catch (error) {
        page.release('restore');
        throw error;
      }
    },
  };
}
