import type { Frame } from './frames.ts';
import { PayloadReader } from './payload.ts';

/** Bytes of the number by which an agent tells itself from its predecessors. */
export const INSTANCE_BYTES = 8;
/** What follows a terminal's channel: its pid, columns and rows. */
const TERMINAL_DETAIL_BYTES = 8;

/** The channels of the terminals that an ATTACHED lists. */
export function readLivingTerminals(frame: Frame): Set<number> {
  const reader = new PayloadReader(frame.payload);
  reader.u32();
  reader.bytes(INSTANCE_BYTES);
  const numbers = new Set<number>();
  for (let count = reader.u16(); count > 0; count--) {
    numbers.add(reader.u16());
    reader.bytes(TERMINAL_DETAIL_BYTES);
  }
  return numbers;
}
