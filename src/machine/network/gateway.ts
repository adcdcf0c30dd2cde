import type { Disposer } from '../../support/disposables.ts';
import { ArpOperation, encodeArp, parseArp } from './arp.ts';
import type { ByteStream } from './byte-stream.ts';
import { answerDhcp } from './dhcp.ts';
import { answerDns } from './dns.ts';
import {
  BROADCAST,
  type EthernetLink,
  EtherType,
  encodeFrame,
  type MacAddress,
  parseFrame,
} from './ethernet.ts';
import { answerEcho, encodeUnreachable, mayBeAnsweredWithError, Unreachable } from './icmp.ts';
import { type Ipv4Address, ipv4 } from './ipv4-address.ts';
import {
  encodeIpv4,
  IPV4_HEADER_BYTES,
  IpProtocol,
  type Ipv4Packet,
  parseIpv4,
} from './ipv4-packet.ts';
import { type ConnectionListener, type DialPort, TcpPorts } from './tcp-ports.ts';
import { encodeUdp, parseUdp, type UdpDatagram } from './udp.ts';

/** The guest's network, in which the page is every other computer. */
export const GATEWAY_ADDRESS = ipv4('192.168.86.1');
/** What the guest's only interface is configured with, by DHCP or by hand. */
export const GUEST_ADDRESS = ipv4('192.168.86.100');
const NETMASK = ipv4('255.255.255.0');
const LIMITED_BROADCAST = ipv4('255.255.255.255');
/** Locally administered, as a machine that exists in software only should have. */
const GATEWAY_MAC: MacAddress = Uint8Array.of(0x52, 0x54, 0x00, 0x01, 0x02, 0x03);

const TCP_HEADER_BYTES = 20;
const Port = { dns: 53, dhcpServer: 67, dhcpClient: 68 } as const;
/** Packets to the guest that wait for its hardware address. */
const MOST_WAITING_PACKETS = 64;

/** What a gateway is made with. */
export interface GatewayOptions {
  readonly link: EthernetLink;
  /** Bytes of the largest packet on the link. */
  readonly mtu: number;
  /** The computers that there are: names in lower case and their addresses in the guest's network. */
  readonly hosts: ReadonlyMap<string, Ipv4Address>;
  readonly randomNumber: () => number;
}

/**
 * Everything at the far end of the guest's network cable: router, name server, DHCP server, and the computers that have names.
 * Beyond them there is nothing, and the guest is told so at once: unknown names do not exist, other networks are unreachable,
 * closed ports refuse.
 */
export class Gateway {
  readonly #options: GatewayOptions;
  readonly #hosts: Map<string, Ipv4Address>;
  readonly #ports: TcpPorts;
  #guestMac: MacAddress | undefined;
  readonly #waiting: Ipv4Packet[] = [];

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#hosts = new Map(options.hosts);
    this.#ports = new TcpPorts({
      send: (packet) => this.#send(packet),
      maximumSegment: options.mtu - IPV4_HEADER_BYTES - TCP_HEADER_BYTES,
      randomNumber: options.randomNumber,
    });
    options.link.onFrame = (frame) => this.#receive(frame);
  }

  /** Number of TCP connections; tests count it to find leaks. */
  get connections(): number {
    return this.#ports.size;
  }

  /** Takes the guest's connections to a port of a computer in {@link GatewayOptions.hosts}. */
  listen(address: Ipv4Address, port: number, listener: ConnectionListener): Disposer {
    return this.#ports.listen(address, port, listener);
  }

  /** Adds a computer all of whose ports are those that `dial` connects to; the disposer takes it away again. */
  addComputer(name: string, address: Ipv4Address, dial: DialPort): Disposer {
    this.#hosts.set(name, address);
    const close = this.#ports.forward(address, dial);
    return () => {
      this.#hosts.delete(name);
      close();
    };
  }

  /** Connects to a port of the guest, as the router. Rejects with NetworkProblemError, or with the signal's reason. */
  connect(port: number, signal?: AbortSignal): Promise<ByteStream> {
    return this.#ports.connect(GATEWAY_ADDRESS, GUEST_ADDRESS, port, signal);
  }

  /** Breaks off all connections and answers no more. */
  close(): void {
    this.#options.link.onFrame = () => {};
    this.#ports.close();
    this.#waiting.length = 0;
  }

  #isOurs(address: Ipv4Address): boolean {
    return address === GATEWAY_ADDRESS || [...this.#hosts.values()].includes(address);
  }

  #receive(bytes: Uint8Array): void {
    const frame = parseFrame(bytes);
    if (frame?.type === EtherType.arp) this.#receiveArp(frame.payload);
    else if (frame?.type === EtherType.ipv4) this.#receiveIpv4(frame.from, frame.payload);
  }

  #receiveArp(bytes: Uint8Array): void {
    const message = parseArp(bytes);
    if (message === undefined) return;
    if (message.senderAddress === GUEST_ADDRESS) this.#learn(message.senderMac);
    const isForUs = this.#isOurs(message.targetAddress);
    if (message.operation !== ArpOperation.request || !isForUs) return;
    this.#sendArp(ArpOperation.reply, message.targetAddress, message.senderMac, {
      mac: message.senderMac,
      address: message.senderAddress,
    });
  }

  #receiveIpv4(from: MacAddress, bytes: Uint8Array): void {
    const packet = parseIpv4(bytes);
    if (packet === undefined) return;
    if (packet.source === GUEST_ADDRESS) this.#learn(from);
    const datagram = packet.protocol === IpProtocol.udp ? parseUdp(packet) : undefined;
    if (datagram?.destinationPort === Port.dhcpServer) this.#answerDhcp(from, datagram);
    else if (packet.source !== GUEST_ADDRESS) return;
    else if (this.#isOurs(packet.destination)) this.#deliver(packet, datagram);
    else if (isOutside(packet.destination)) this.#refuse(Unreachable.network, packet);
  }

  #deliver(packet: Ipv4Packet, datagram: UdpDatagram | undefined): void {
    if (packet.protocol === IpProtocol.tcp) this.#ports.receive(packet);
    else if (packet.protocol === IpProtocol.icmp) this.#answerEcho(packet);
    else if (datagram?.destinationPort === Port.dns) this.#answerDns(packet, datagram);
    else this.#refuse(Unreachable.port, packet);
  }

  #answerEcho({ source, destination, protocol, payload: message }: Ipv4Packet): void {
    const payload = answerEcho(message);
    if (payload) this.#send({ source: destination, destination: source, protocol, payload });
  }

  #answerDns({ source, destination }: Ipv4Packet, query: UdpDatagram): void {
    const payload = answerDns(query.payload, (name) => this.#hosts.get(name));
    if (payload === undefined) return;
    const ports = { sourcePort: Port.dns, destinationPort: query.sourcePort };
    this.#send(encodeUdp({ source: destination, destination: source }, { ...ports, payload }));
  }

  #answerDhcp(client: MacAddress, { payload: message }: UdpDatagram): void {
    const payload = answerDhcp(message, {
      address: GUEST_ADDRESS,
      netmask: NETMASK,
      gateway: GATEWAY_ADDRESS,
      mtu: this.#options.mtu,
    });
    if (payload === undefined) return;
    // To the address that was only now given away, at the hardware address that asked.
    const packet = encodeUdp(
      { source: GATEWAY_ADDRESS, destination: LIMITED_BROADCAST },
      { sourcePort: Port.dhcpServer, destinationPort: Port.dhcpClient, payload },
    );
    this.#sendTo(client, packet);
  }

  #refuse(code: number, packet: Ipv4Packet): void {
    if (!mayBeAnsweredWithError(packet)) return;
    this.#send({
      source: GATEWAY_ADDRESS,
      destination: packet.source,
      protocol: IpProtocol.icmp,
      payload: encodeUnreachable(code, packet),
    });
  }

  #learn(mac: MacAddress): void {
    this.#guestMac = mac.slice();
    for (const packet of this.#waiting.splice(0)) this.#sendTo(this.#guestMac, packet);
  }

  #send(packet: Ipv4Packet): void {
    if (this.#guestMac !== undefined) {
      this.#sendTo(this.#guestMac, packet);
      return;
    }
    if (this.#waiting.length < MOST_WAITING_PACKETS) this.#waiting.push(packet);
    this.#sendArp(ArpOperation.request, GATEWAY_ADDRESS, BROADCAST, {
      mac: new Uint8Array(6),
      address: GUEST_ADDRESS,
    });
  }

  #sendTo(mac: MacAddress, packet: Ipv4Packet): void {
    this.#sendFrame(mac, EtherType.ipv4, encodeIpv4(packet));
  }

  #sendArp(
    operation: number,
    senderAddress: Ipv4Address,
    to: MacAddress,
    target: { readonly mac: MacAddress; readonly address: Ipv4Address },
  ): void {
    const message = encodeArp({
      operation,
      senderMac: GATEWAY_MAC,
      senderAddress,
      targetMac: target.mac,
      targetAddress: target.address,
    });
    this.#sendFrame(to, EtherType.arp, message);
  }

  #sendFrame(to: MacAddress, type: number, payload: Uint8Array): void {
    this.#options.link.send(encodeFrame({ to, from: GATEWAY_MAC, type, payload }));
  }
}

/** Whether an address is beyond the guest's own network; nobody answers for one inside that is not there. */
function isOutside(address: Ipv4Address): boolean {
  const isGroup = address >>> 28 === 0xe;
  return (
    ((address & NETMASK) ^ (GATEWAY_ADDRESS & NETMASK)) !== 0 &&
    !isGroup &&
    address !== LIMITED_BROADCAST
  );
}
