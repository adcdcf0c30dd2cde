import { internetChecksum } from './checksum.ts';
import { IpProtocol, type Ipv4Packet, pseudoHeader } from './ipv4-packet.ts';

/** Bits of a segment's flags (RFC 9293, section 3.1). */
export const TcpFlag = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16 } as const;

const HEADER_BYTES = 20;
const OptionKind = { end: 0, nothing: 1, maximumSegment: 2, windowShift: 3 } as const;
/** RFC 7323, section 2.3. */
const LARGEST_WINDOW_SHIFT = 14;

/** What is said once, with SYN. */
export interface TcpOptions {
  /** The most payload that the sender of the option takes in one segment. */
  readonly maximumSegment?: number;
  /** By how many bits the sender's later windows are to be shifted to the left. */
  readonly windowShift?: number;
}

/** One TCP segment. Sequence numbers are unsigned 32-bit numbers. */
export interface TcpSegment {
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly sequence: number;
  readonly acknowledgement: number;
  readonly flags: number;
  /** As on the wire: not shifted yet. */
  readonly window: number;
  readonly options: TcpOptions;
  readonly payload: Uint8Array;
}

/** Reads the segment in a packet; undefined when it is damaged. */
export function parseTcp(packet: Ipv4Packet): TcpSegment | undefined {
  const bytes = packet.payload;
  if (bytes.length < HEADER_BYTES) return undefined;
  const headerBytes = ((bytes[12] ?? 0) >>> 4) * 4;
  if (headerBytes < HEADER_BYTES || headerBytes > bytes.length) return undefined;
  if (internetChecksum(pseudoHeader(packet), bytes) !== 0) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return {
    sourcePort: view.getUint16(0),
    destinationPort: view.getUint16(2),
    sequence: view.getUint32(4),
    acknowledgement: view.getUint32(8),
    flags: bytes[13] ?? 0,
    window: view.getUint16(14),
    options: parseOptions(bytes.subarray(HEADER_BYTES, headerBytes)),
    payload: bytes.subarray(headerBytes),
  };
}

function parseOptions(bytes: Uint8Array): TcpOptions {
  const options: { maximumSegment?: number; windowShift?: number } = {};
  for (let at = 0; at < bytes.length && bytes[at] !== OptionKind.end; ) {
    if (bytes[at] === OptionKind.nothing) {
      at += 1;
      continue;
    }
    const length = bytes[at + 1] ?? 0;
    if (length < 2) break;
    const value = bytes.subarray(at + 2, at + length);
    if (bytes[at] === OptionKind.maximumSegment) {
      options.maximumSegment = ((value[0] ?? 0) << 8) | (value[1] ?? 0);
    } else if (bytes[at] === OptionKind.windowShift) {
      options.windowShift = Math.min(value[0] ?? 0, LARGEST_WINDOW_SHIFT);
    }
    at += length;
  }
  return options;
}

/** Writes a segment into a packet between two addresses. */
export function encodeTcp(
  between: Pick<Ipv4Packet, 'source' | 'destination'>,
  segment: TcpSegment,
): Ipv4Packet {
  const options = encodeOptions(segment.options);
  const headerBytes = HEADER_BYTES + options.length;
  const payload = new Uint8Array(headerBytes + segment.payload.length);
  const view = new DataView(payload.buffer);
  view.setUint16(0, segment.sourcePort);
  view.setUint16(2, segment.destinationPort);
  view.setUint32(4, segment.sequence);
  view.setUint32(8, segment.acknowledgement);
  payload[12] = (headerBytes / 4) << 4;
  payload[13] = segment.flags;
  view.setUint16(14, segment.window);
  payload.set(options, HEADER_BYTES);
  payload.set(segment.payload, headerBytes);
  const packet = { ...between, protocol: IpProtocol.tcp, payload };
  view.setUint16(16, internetChecksum(pseudoHeader(packet), payload));
  return packet;
}

function encodeOptions({ maximumSegment, windowShift }: TcpOptions): Uint8Array {
  const bytes: number[] = [];
  if (maximumSegment !== undefined) {
    bytes.push(OptionKind.maximumSegment, 4, maximumSegment >>> 8, maximumSegment & 0xff);
  }
  // The leading no-operation fills up to whole words.
  if (windowShift !== undefined) {
    bytes.push(OptionKind.nothing, OptionKind.windowShift, 3, windowShift);
  }
  return Uint8Array.from(bytes);
}
