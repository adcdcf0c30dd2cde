/** Bytes put one behind the other. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Bytes behind their length, which is itself `lengthBytes` long: the vectors of TLS. */
export function vector(lengthBytes: 1 | 2 | 3, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = concat(...parts);
  const length = [16, 8, 0]
    .slice(3 - lengthBytes)
    .map((shift) => (content.length >>> shift) & 0xff);
  return concat(Uint8Array.from(length), content);
}

/** A 16-bit number, the more significant byte first. */
export function uint16(value: number): Uint8Array {
  return Uint8Array.of(value >>> 8, value & 0xff);
}
