/**
 * Bytes that the emulator of the terminal is given at a time. It looks at the clock only between two writes, so one write must
 * stay far below 50 ms on a slow laptop: 4 KiB of short lines, each of which scrolls, take about 2 ms on a fast one.
 */
export const MAX_PIECE_BYTES = 4 * 1024;

/** Takes bytes and calls back when they are on the screen. */
export type WriteBytes = (bytes: Uint8Array, written: () => void) => void;

/** Writes `bytes` in pieces of at most {@link MAX_PIECE_BYTES}; calls `written` once, after the last of them. */
export function writeInPieces(bytes: Uint8Array, write: WriteBytes, written: () => void): void {
  let start = 0;
  while (bytes.length - start > MAX_PIECE_BYTES) {
    write(bytes.subarray(start, start + MAX_PIECE_BYTES), () => {});
    start += MAX_PIECE_BYTES;
  }
  write(bytes.subarray(start), written);
}
