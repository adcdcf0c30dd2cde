import { internetChecksum } from './checksum.ts';
import { IpProtocol, type Ipv4Packet, pseudoHeader } from './ipv4-packet.ts';

const HEADER_BYTES = 8;

/** One UDP datagram (RFC 768). */
export interface UdpDatagram {
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly payload: Uint8Array;
}

/** Reads the datagram in a packet; undefined when it is damaged. */
export function parseUdp(packet: Ipv4Packet): UdpDatagram | undefined {
  const bytes = packet.payload;
  if (bytes.length < HEADER_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = view.getUint16(4);
  if (length < HEADER_BYTES || length > bytes.length) return undefined;
  return {
    sourcePort: view.getUint16(0),
    destinationPort: view.getUint16(2),
    payload: bytes.subarray(HEADER_BYTES, length),
  };
}

/** Writes a datagram into a packet between two addresses. */
export function encodeUdp(
  between: Pick<Ipv4Packet, 'source' | 'destination'>,
  datagram: UdpDatagram,
): Ipv4Packet {
  const payload = new Uint8Array(HEADER_BYTES + datagram.payload.length);
  const view = new DataView(payload.buffer);
  view.setUint16(0, datagram.sourcePort);
  view.setUint16(2, datagram.destinationPort);
  view.setUint16(4, payload.length);
  payload.set(datagram.payload, HEADER_BYTES);
  const packet = { ...between, protocol: IpProtocol.udp, payload };
  // A sum of 0 would mean that there is none.
  view.setUint16(6, internetChecksum(pseudoHeader(packet), payload) || 0xffff);
  return packet;
}
