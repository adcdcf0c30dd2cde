/** Bytes in order in both directions, each of which ends on its own. */
export interface ByteStream {
  /**
   * The next bytes, at least one; undefined once the other side has ended its direction. One read at a time.
   * Rejects with NetworkProblemError when the connection is broken off.
   */
  read(): Promise<Uint8Array | undefined>;
  /**
   * Sends bytes, which must not be changed afterwards. Resolves when there is room for more; rejects with NetworkProblemError.
   */
  write(bytes: Uint8Array): Promise<void>;
  /** Ends the own direction once everything is sent; the other side may go on. */
  end(): void;
  /** Breaks the connection off; reads and writes that wait reject. No-op when it is over. */
  abort(): void;
}
