import { internetChecksum } from './checksum.ts';
import type { Ipv4Address } from './ipv4-address.ts';

/** The numbers of the protocols above IPv4. */
export const IpProtocol = { icmp: 1, tcp: 6, udp: 17 } as const;

/** Bytes of the header that is written here: without options. */
export const IPV4_HEADER_BYTES = 20;

const VERSION_AND_LENGTH = 0x45;
const DONT_FRAGMENT = 0x4000;
const TIME_TO_LIVE = 64;
/** More fragments to come, or an offset: part of a packet. */
const FRAGMENT_MASK = 0x3fff;

/** One IPv4 packet (RFC 791). */
export interface Ipv4Packet {
  readonly source: Ipv4Address;
  readonly destination: Ipv4Address;
  readonly protocol: number;
  readonly payload: Uint8Array;
}

/**
 * Reads a packet; undefined when it is damaged or a fragment. Linux sends TCP with "don't fragment" set, so a fragment is a
 * datagram that nobody here would answer.
 */
export function parseIpv4(bytes: Uint8Array): Ipv4Packet | undefined {
  if (bytes.length < IPV4_HEADER_BYTES || (bytes[0] ?? 0) >>> 4 !== 4) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const headerBytes = ((bytes[0] ?? 0) & 0xf) * 4;
  const totalBytes = view.getUint16(2);
  if (headerBytes < IPV4_HEADER_BYTES || totalBytes < headerBytes || totalBytes > bytes.length) {
    return undefined;
  }
  if (internetChecksum(bytes.subarray(0, headerBytes)) !== 0) return undefined;
  if ((view.getUint16(6) & FRAGMENT_MASK) !== 0) return undefined;
  return {
    source: view.getUint32(12),
    destination: view.getUint32(16),
    protocol: bytes[9] ?? 0,
    payload: bytes.subarray(headerBytes, totalBytes),
  };
}

/** Writes a packet. */
export function encodeIpv4({ source, destination, protocol, payload }: Ipv4Packet): Uint8Array {
  const bytes = new Uint8Array(IPV4_HEADER_BYTES + payload.length);
  const view = new DataView(bytes.buffer);
  bytes[0] = VERSION_AND_LENGTH;
  view.setUint16(2, bytes.length);
  view.setUint16(6, DONT_FRAGMENT);
  bytes[8] = TIME_TO_LIVE;
  bytes[9] = protocol;
  view.setUint32(12, source);
  view.setUint32(16, destination);
  view.setUint16(10, internetChecksum(bytes.subarray(0, IPV4_HEADER_BYTES)));
  bytes.set(payload, IPV4_HEADER_BYTES);
  return bytes;
}

/** What TCP and UDP count into their checksums besides themselves. */
export function pseudoHeader(packet: Ipv4Packet): Uint8Array {
  const bytes = new Uint8Array(12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, packet.source);
  view.setUint32(4, packet.destination);
  bytes[9] = packet.protocol;
  view.setUint16(10, packet.payload.length);
  return bytes;
}
