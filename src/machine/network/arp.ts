import type { MacAddress } from './ethernet.ts';
import type { Ipv4Address } from './ipv4-address.ts';

/** Asks who has an address, or says so. */
export const ArpOperation = { request: 1, reply: 2 } as const;

/** An ARP message for IPv4 over Ethernet (RFC 826). */
export interface ArpMessage {
  readonly operation: number;
  readonly senderMac: MacAddress;
  readonly senderAddress: Ipv4Address;
  readonly targetMac: MacAddress;
  readonly targetAddress: Ipv4Address;
}

const MESSAGE_BYTES = 28;
/** Hardware type Ethernet, protocol type IPv4, and the lengths of their addresses. */
const PREFIX = Uint8Array.of(0, 1, 8, 0, 6, 4);

/** Reads a message; undefined for one of another protocol. */
export function parseArp(bytes: Uint8Array): ArpMessage | undefined {
  if (bytes.length < MESSAGE_BYTES || PREFIX.some((byte, index) => bytes[index] !== byte)) {
    return undefined;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, MESSAGE_BYTES);
  return {
    operation: view.getUint16(6),
    senderMac: bytes.slice(8, 14),
    senderAddress: view.getUint32(14),
    targetMac: bytes.slice(18, 24),
    targetAddress: view.getUint32(24),
  };
}

/** Writes a message. */
export function encodeArp(message: ArpMessage): Uint8Array {
  const bytes = new Uint8Array(MESSAGE_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set(PREFIX);
  view.setUint16(6, message.operation);
  bytes.set(message.senderMac, 8);
  view.setUint32(14, message.senderAddress);
  bytes.set(message.targetMac, 18);
  view.setUint32(24, message.targetAddress);
  return bytes;
}
