/** Two TCPs on one cable, and ways to harm what passes between them. */
import { ipv4 } from '../../../src/machine/network/ipv4-address.ts';
import type { Ipv4Packet } from '../../../src/machine/network/ipv4-packet.ts';
import { TcpPorts } from '../../../src/machine/network/tcp-ports.ts';
import { parseTcp } from '../../../src/machine/network/tcp-segment.ts';

export const PAGE = ipv4('192.168.86.1');
export const GUEST = ipv4('192.168.86.100');

/** What a test sees of a segment that passed. */
export interface Passed {
  readonly from: 'page' | 'guest';
  readonly packet: Ipv4Packet;
}

/** Both ends; a packet arrives in a later task, as it does across the worker of a machine. */
export function twoEnds(maximumSegment = { page: 1460, guest: 1460 }) {
  const passed: Passed[] = [];
  const cable = { carries: (_passed: Passed): boolean => true };
  const numbers = { page: 0xffff_ff00, guest: 77 };
  const end = (name: 'page' | 'guest', other: () => TcpPorts) =>
    new TcpPorts({
      maximumSegment: maximumSegment[name],
      randomNumber: () => numbers[name]++,
      send: (packet) => {
        passed.push({ from: name, packet });
        if (cable.carries({ from: name, packet })) setImmediate(() => other().receive(packet));
      },
    });
  const page: TcpPorts = end('page', () => guest);
  const guest: TcpPorts = end('guest', () => page);
  return { page, guest, passed, cable };
}

/** The segment in a packet, which must be sound. */
export function segmentOf({ packet }: Passed) {
  const segment = parseTcp(packet);
  if (segment === undefined) throw new Error('a damaged segment was sent');
  return segment;
}

/** Bytes that differ from their neighbours, and from those a window further on. */
export function patternOf(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let index = 0; index < length; index++) bytes[index] = index * 31 + (index >>> 8);
  return bytes;
}
