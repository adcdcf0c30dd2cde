import type { CaptureOptions, MachineCapture } from '../machine/capture.ts';
import { MachineError } from '../machine/errors.ts';
import type { Machine, MachineTerminal } from '../machine/machine.ts';
import { SnapshotError } from './errors.ts';
import type { PageMoment, PageStateKeeper } from './page-state-keeper.ts';
import type { ImageFacts, LabPlaceFacts, SnapshotKind } from './snapshot.ts';
import type { SnapshotDraft } from './snapshot-store.ts';

/** What snapshots need of a machine. */
export interface SnapshotMachine extends Pick<Machine, 'status'> {
  capture(options?: CaptureOptions): Promise<MachineCapture>;
  /** Refuses a capture that does not fit before anything is touched. Takes the capture's arrays over. */
  restore(capture: MachineCapture): Promise<readonly MachineTerminal[]>;
}

/** Machine and page at one moment. */
export interface Moment {
  readonly capture: MachineCapture;
  readonly page: PageMoment;
}

/** What makes a snapshot of a moment. */
export interface AboutMoment {
  readonly kind: SnapshotKind;
  readonly label: string;
  /** Absent: where the learner is. */
  readonly place?: LabPlaceFacts;
}

/** What is to be stored of a moment. `images` are the known ones, for the names of the image. */
export function draftOf(
  { capture, page }: Moment,
  { kind, label, place = page }: AboutMoment,
  images: readonly ImageFacts[],
): SnapshotDraft {
  const { parent, fingerprint, memoryBytes } = capture;
  const known = images.find((one) => one.parent === parent);
  const image = { ...(known ?? { profile: '', version: '' }), parent, fingerprint, memoryBytes };
  const { labId, stepId } = place;
  const { picture, state: pageState } = page;
  return { kind, label, labId, stepId, picture, image, capture, pageState };
}

/**
 * Takes both sides of now. Rejects with `machine-failed`, or with the signal's reason.
 */
export async function takeMoment(
  machine: SnapshotMachine,
  keeper: PageStateKeeper,
  signal?: AbortSignal,
): Promise<Moment> {
  signal?.throwIfAborted();
  try {
    const moment: { page?: Promise<PageMoment> } = {};
    const capture = await machine.capture({
      ...(signal && { signal }),
      // Output that comes later is not in the capture.
      onMoment: () => {
        moment.page = readNow(keeper);
        moment.page.catch(() => undefined); // told below
      },
    });
    if (moment.page === undefined) throw new Error('the machine did not say when it was captured');
    return { capture, page: await moment.page };
  } catch (cause) {
    signal?.throwIfAborted();
    throw machineFailed('the machine could not be captured', cause);
  }
}

async function readNow(keeper: PageStateKeeper): Promise<PageMoment> {
  return keeper.read();
}

/**
 * Puts both sides back, or neither: when one of them fails, `before` is put back and the call rejects with `machine-failed`.
 * Without `before` (the machine was not running) a machine that failed stays as failed as it says.
 */
export async function applyMoment(
  machine: SnapshotMachine,
  keeper: PageStateKeeper,
  wanted: Pick<Moment, 'capture'> & { readonly page: Pick<PageMoment, 'state'> },
  before?: Moment,
): Promise<void> {
  const apply = prepare(keeper, wanted.page);
  try {
    await apply(await machine.restore(wanted.capture));
  } catch (cause) {
    if (before && !wasRefused(cause))
      await applyMoment(machine, keeper, before).catch(() => undefined); // the first failure is the one to tell
    throw machineFailed('the snapshot could not be put back', cause);
  }
}

/** A machine that refuses a capture has not been touched. */
function wasRefused(error: unknown): boolean {
  return error instanceof MachineError && /^capture-/.test(error.code);
}

function prepare(keeper: PageStateKeeper, { state }: Pick<PageMoment, 'state'>) {
  try {
    return keeper.prepare(state);
  } catch (cause) {
    const message = 'the page cannot use what it kept with the snapshot';
    throw new SnapshotError('page-state-invalid', message, { cause });
  }
}

function machineFailed(message: string, cause: unknown): SnapshotError {
  if (cause instanceof SnapshotError) return cause;
  const why = cause instanceof Error ? cause.message : String(cause);
  return new SnapshotError('machine-failed', `${message}: ${why}`, { cause });
}
