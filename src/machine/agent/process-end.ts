import { MachineError } from '../errors.ts';
import type { Frame } from './frames.ts';
import { PayloadReader } from './payload.ts';

/** How a process ended, as the agent tells it in EXIT. */
export type Exit =
  | { readonly how: 'exited'; readonly status: number }
  | { readonly how: 'killed'; readonly signal: number }
  | { readonly how: 'deadline' }
  | { readonly how: 'cancelled' }
  | { readonly how: 'not-started'; readonly errno: number };

/** Reads the payload of an EXIT frame. */
export function readExit(frame: Frame): Exit {
  const reader = new PayloadReader(frame.payload);
  const how = reader.u8();
  const value = reader.u32();
  switch (how) {
    case 0:
      return { how: 'exited', status: value };
    case 1:
      return { how: 'killed', signal: value };
    case 2:
      return { how: 'deadline' };
    case 3:
      return { how: 'cancelled' };
    case 4:
      return { how: 'not-started', errno: value };
    default:
      throw new RangeError(`the agent named an unknown way to end: ${how}`);
  }
}

/** Makes the error of a REFUSED frame. */
export function toRefusedError(frame: Frame): MachineError {
  const reader = new PayloadReader(frame.payload);
  const reason = reader.u16();
  return new MachineError(
    'agent-refused',
    `the guest's agent refused (reason ${reason}): ${reader.string()}`,
  );
}
