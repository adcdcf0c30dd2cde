import { internetChecksum } from './checksum.ts';
import { encodeIpv4, IPV4_HEADER_BYTES, IpProtocol, type Ipv4Packet } from './ipv4-packet.ts';

const ECHO_REPLY = 0;
const UNREACHABLE = 3;
const ECHO_REQUEST = 8;

/** Why a packet did not arrive (RFC 792). Linux tells programs the first as ENETUNREACH, the second as ECONNREFUSED. */
export const Unreachable = { network: 0, port: 3 } as const;

/** The answer to a ping; undefined for any other message. */
export function answerEcho(message: Uint8Array): Uint8Array | undefined {
  if (message[0] !== ECHO_REQUEST || internetChecksum(message) !== 0) return undefined;
  const reply = message.slice();
  reply[0] = ECHO_REPLY;
  return withChecksum(reply);
}

/** The message that says why `packet` went nowhere; it quotes the header and eight bytes. */
export function encodeUnreachable(code: number, packet: Ipv4Packet): Uint8Array {
  const quoted = encodeIpv4(packet).subarray(0, IPV4_HEADER_BYTES + 8);
  const message = new Uint8Array(8 + quoted.length);
  message[0] = UNREACHABLE;
  message[1] = code;
  message.set(quoted, 8);
  return withChecksum(message);
}

/** Nothing is said about an ICMP message that went nowhere, but for a ping. */
export function mayBeAnsweredWithError(packet: Ipv4Packet): boolean {
  return packet.protocol !== IpProtocol.icmp || packet.payload[0] === ECHO_REQUEST;
}

function withChecksum(message: Uint8Array): Uint8Array {
  message[2] = 0;
  message[3] = 0;
  const sum = internetChecksum(message);
  message[2] = sum >>> 8;
  message[3] = sum & 0xff;
  return message;
}
