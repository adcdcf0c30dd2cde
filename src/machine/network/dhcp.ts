import type { Ipv4Address } from './ipv4-address.ts';

/** What the guest is told when it asks for an address. */
export interface DhcpLease {
  readonly address: Ipv4Address;
  readonly netmask: Ipv4Address;
  /** Router and name server in one. */
  readonly gateway: Ipv4Address;
  /** Bytes of the largest packet. */
  readonly mtu: number;
}

const FIXED_BYTES = 236;
const MAGIC = 0x63825363;
const REQUEST = 1;
const REPLY = 2;
const Option = {
  pad: 0,
  netmask: 1,
  router: 3,
  nameServer: 6,
  mtu: 26,
  leaseSeconds: 51,
  messageType: 53,
  server: 54,
  end: 255,
} as const;
const MessageType = { discover: 1, offer: 2, request: 3, ack: 5, inform: 8 } as const;
/** One day; a lab is shorter, and asking again gives the same. */
const LEASE_SECONDS = 86_400;

/** Answers a DHCP message (RFC 2131) of a client; undefined for what needs no answer. */
export function answerDhcp(message: Uint8Array, lease: DhcpLease): Uint8Array | undefined {
  if (message.length < FIXED_BYTES + 4 || message[0] !== REQUEST) return undefined;
  const view = new DataView(message.buffer, message.byteOffset, message.length);
  if (view.getUint32(FIXED_BYTES) !== MAGIC) return undefined;
  const type = readMessageType(message.subarray(FIXED_BYTES + 4));
  if (type === MessageType.discover) return reply(message, MessageType.offer, lease);
  if (type === MessageType.request || type === MessageType.inform) {
    return reply(message, MessageType.ack, lease);
  }
  return undefined;
}

function readMessageType(options: Uint8Array): number | undefined {
  for (let at = 0; at < options.length && options[at] !== Option.end; ) {
    if (options[at] === Option.pad) at += 1;
    else if (options[at] === Option.messageType) return options[at + 2];
    else at += 2 + (options[at + 1] ?? 0);
  }
  return undefined;
}

function reply(message: Uint8Array, type: number, lease: DhcpLease): Uint8Array {
  const options = [
    Uint8Array.of(Option.messageType, 1, type),
    option(Option.server, lease.gateway),
    option(Option.leaseSeconds, LEASE_SECONDS),
    option(Option.netmask, lease.netmask),
    option(Option.router, lease.gateway),
    option(Option.nameServer, lease.gateway),
    Uint8Array.of(Option.mtu, 2, lease.mtu >>> 8, lease.mtu & 0xff),
    Uint8Array.of(Option.end),
  ];
  const bytes = new Uint8Array(
    FIXED_BYTES + 4 + options.reduce((sum, { length }) => sum + length, 0),
  );
  const view = new DataView(bytes.buffer);
  // Transaction, hardware type and address are the client's.
  bytes.set(message.subarray(0, 44));
  bytes[0] = REPLY;
  view.setUint32(16, lease.address);
  view.setUint32(20, lease.gateway);
  view.setUint32(FIXED_BYTES, MAGIC);
  let at = FIXED_BYTES + 4;
  for (const part of options) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function option(code: number, value: number): Uint8Array {
  const bytes = Uint8Array.of(code, 4, 0, 0, 0, 0);
  new DataView(bytes.buffer).setUint32(2, value);
  return bytes;
}
