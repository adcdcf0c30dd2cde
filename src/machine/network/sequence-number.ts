/** Sequence numbers of TCP count modulo 2³²; these are the two things done with them. */

/** `sequence` moved on by `count`. */
export function advance(sequence: number, count: number): number {
  return (sequence + count) >>> 0;
}

/** How far `later` is beyond `earlier`; negative when it is before it. */
export function distance(earlier: number, later: number): number {
  return (later - earlier) | 0;
}
