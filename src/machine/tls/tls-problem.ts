/** The other side does not speak TLS as it is spoken here, or was tampered with. */
export class TlsProblemError extends Error {
  override readonly name = 'TlsProblemError';
}
