import { vi } from 'vitest';
import type { CaptureOptions, MachineCapture } from '../../src/machine/capture.ts';
import type { MachineStatus, MachineTerminal } from '../../src/machine/machine.ts';
import type { SnapshotMachine } from '../../src/snapshots/moment.ts';
import type { PageStateKeeper } from '../../src/snapshots/page-state-keeper.ts';
import type { PageState } from '../../src/snapshots/snapshot.ts';
import { range, sampleCapture } from './samples.ts';

/** A machine whose whole state is one number, which its pages are made of. */
export class FakeSnapshotMachine implements SnapshotMachine {
  status: MachineStatus = { state: 'ready' };
  content = 1;
  /** The next restore fails after it has spoilt the machine. */
  failsHalfway = false;
  capture = vi.fn(async ({ onMoment }: CaptureOptions = {}): Promise<MachineCapture> => {
    onMoment?.();
    return this.#capture();
  });
  restore = vi.fn(async (capture: MachineCapture): Promise<readonly MachineTerminal[]> => {
    if (this.failsHalfway) {
      this.failsHalfway = false;
      this.content = -1;
      throw new Error('the guest does not answer');
    }
    this.content = capture.takenAt;
    return [];
  });

  #capture(): MachineCapture {
    return sampleCapture(range(this.content * 100, 5), this.content);
  }
}

/** A page whose whole state is one text. */
export class FakePage implements PageStateKeeper {
  text = 'one';
  place = { labId: 'chroot', stepId: 'jail' };
  /** What is not understood. */
  refuses: PageState = 'strange';
  failsToApply = false;

  read() {
    return { ...this.place, state: this.text, picture: [this.text] };
  }

  prepare(state: PageState) {
    if (state === this.refuses || typeof state !== 'string') throw new Error('not understood');
    return () => {
      if (this.failsToApply) {
        this.failsToApply = false;
        throw new Error('no room on the page');
      }
      this.text = state;
    };
  }
}
