import { concat } from './byte-writer.ts';

const SEQUENCE = 0x30;
const INTEGER = 0x02;

/** An ECDSA signature as Web Crypto gives it, two numbers of equal length, in the DER that TLS wants (RFC 3279, section 2.2.3). */
export function derSignature(signature: Uint8Array): Uint8Array {
  const half = signature.length / 2;
  const content = concat(integer(signature.slice(0, half)), integer(signature.slice(half)));
  return concat(Uint8Array.of(SEQUENCE, content.length), content);
}

/** The shortest form; a leading zero says that the number is not negative. */
function integer(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  const short = first < 0 ? Uint8Array.of(0) : bytes.subarray(first);
  const sign = (short[0] ?? 0) >= 0x80 ? Uint8Array.of(0) : new Uint8Array(0);
  return concat(Uint8Array.of(INTEGER, sign.length + short.length), sign, short);
}
