/** How a state begins in v86 0.5.462 (src/state.js): four 32-bit numbers, then JSON, then the buffers it names. */
const MAGIC = 0x86768676;
const VERSION = 6;
const HEADER_BYTES = 16;

/**
 * Whether v86 would begin to read this. It finds out about the rest only half-way, with the processor already changed; that
 * the bytes are those that were saved is for whoever stored them to make sure.
 */
export function isDeviceState(bytes: Uint8Array): boolean {
  if (bytes.length < HEADER_BYTES) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [magic, version, length, infoLength] = [0, 4, 8, 12].map((at) => view.getUint32(at, true));
  return (
    magic === MAGIC &&
    version === VERSION &&
    length === bytes.length &&
    infoLength !== undefined &&
    infoLength <= bytes.length - HEADER_BYTES
  );
}
