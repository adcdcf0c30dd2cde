import { beforeEach, describe, expect, it } from 'vitest';
import { ArpOperation, encodeArp, parseArp } from '../../../src/machine/network/arp.ts';
import { internetChecksum } from '../../../src/machine/network/checksum.ts';
import {
  BROADCAST,
  type EthernetFrame,
  EtherType,
  encodeFrame,
  parseFrame,
} from '../../../src/machine/network/ethernet.ts';
import { GATEWAY_ADDRESS, Gateway, GUEST_ADDRESS } from '../../../src/machine/network/gateway.ts';
import { formatIpv4, ipv4 } from '../../../src/machine/network/ipv4-address.ts';
import {
  encodeIpv4,
  IpProtocol,
  type Ipv4Packet,
  parseIpv4,
} from '../../../src/machine/network/ipv4-packet.ts';
import { encodeTcp, parseTcp, TcpFlag } from '../../../src/machine/network/tcp-segment.ts';
import { encodeUdp, parseUdp } from '../../../src/machine/network/udp.ts';

const GUEST_MAC = Uint8Array.of(0, 0x22, 0x15, 1, 2, 3);
const REGISTRY = ipv4('192.168.86.2');
const ELSEWHERE = ipv4('8.8.8.8');

/** The guest's end of the cable, played by the test. */
class Guest {
  readonly heard: EthernetFrame[] = [];
  onFrame: (frame: Uint8Array) => void = () => {};

  send(bytes: Uint8Array): void {
    const frame = parseFrame(bytes);
    if (frame) this.heard.push(frame);
  }

  say(type: number, payload: Uint8Array): void {
    this.onFrame(encodeFrame({ to: BROADCAST, from: GUEST_MAC, type, payload }));
  }

  sayIp(packet: Partial<Ipv4Packet> & { readonly payload: Uint8Array }): void {
    const whole = { source: GUEST_ADDRESS, destination: REGISTRY, protocol: 0, ...packet };
    this.say(EtherType.ipv4, encodeIpv4(whole));
  }

  /** The packet that was heard last. */
  get packet(): Ipv4Packet {
    const packet = parseIpv4(this.heard.at(-1)?.payload ?? new Uint8Array(0));
    if (packet === undefined) throw new Error('no packet was heard');
    return packet;
  }

  /** What DNS says about a name. */
  resolve(name: string, type = 1) {
    const labels = name.split('.').flatMap((label) => [label.length, ...Buffer.from(label)]);
    const query = Uint8Array.of(
      0xab,
      0xcd,
      1,
      0,
      0,
      1,
      0,
      0,
      0,
      0,
      0,
      0,
      ...labels,
      0,
      0,
      type,
      0,
      1,
    );
    const between = { source: GUEST_ADDRESS, destination: GATEWAY_ADDRESS };
    this.sayIp(encodeUdp(between, { sourcePort: 4000, destinationPort: 53, payload: query }));
    const answer = parseUdp(this.packet)?.payload ?? new Uint8Array(0);
    const view = new DataView(answer.buffer, answer.byteOffset, answer.length);
    return {
      id: view.getUint16(0),
      code: view.getUint16(2) & 0xf,
      answers: view.getUint16(6),
      address: formatIpv4(view.getUint32(answer.length - 4)),
    };
  }
}

let guest: Guest;
let gateway: Gateway;
beforeEach(() => {
  guest = new Guest();
  gateway = new Gateway({
    link: guest,
    mtu: 1500,
    hosts: new Map([['registry.lab', REGISTRY]]),
    randomNumber: () => 1,
  });
});

describe('the far end of the cable', () => {
  it('says where its own addresses are, and nothing about others', () => {
    const ask = (targetAddress: number) =>
      guest.say(
        EtherType.arp,
        encodeArp({
          operation: ArpOperation.request,
          senderMac: GUEST_MAC,
          senderAddress: GUEST_ADDRESS,
          targetMac: new Uint8Array(6),
          targetAddress,
        }),
      );
    ask(ipv4('192.168.86.77'));
    ask(GUEST_ADDRESS);
    expect(guest.heard).toEqual([]);
    ask(REGISTRY);
    const reply = parseArp(guest.heard[0]?.payload ?? new Uint8Array(0));
    expect(reply).toMatchObject({ operation: ArpOperation.reply, senderAddress: REGISTRY });
    expect(guest.heard[0]?.to).toEqual(GUEST_MAC);
  });

  it('resolves the names that there are in any case, and says at once that others are none', () => {
    expect(guest.resolve('registry.lab')).toEqual({
      id: 0xabcd,
      code: 0,
      answers: 1,
      address: '192.168.86.2',
    });
    expect(guest.resolve('Registry.LAB')).toMatchObject({ code: 0, answers: 1 });
    expect(guest.resolve('registry.lab', 28)).toMatchObject({ code: 0, answers: 0 });
    for (const name of ['example.com', 'registry.lab.lab', 'lab']) {
      expect(guest.resolve(name)).toMatchObject({ code: 3, answers: 0 });
    }
  });

  it('refuses a question that is broken', () => {
    const between = { source: GUEST_ADDRESS, destination: GATEWAY_ADDRESS };
    const payload = Uint8Array.of(0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 60, 97);
    guest.sayIp(encodeUdp(between, { sourcePort: 4000, destinationPort: 53, payload }));
    expect((parseUdp(guest.packet)?.payload[3] ?? 0) & 0xf).toBe(1);
  });

  it('answers a ping to its own addresses, and says of others that they are unreachable', () => {
    const ping = Uint8Array.of(8, 0, 0, 0, 1, 2, 3, 4);
    const sum = internetChecksum(ping);
    ping[2] = sum >>> 8;
    ping[3] = sum & 0xff;
    guest.sayIp({ protocol: IpProtocol.icmp, payload: ping });
    expect(guest.packet).toMatchObject({ source: REGISTRY, destination: GUEST_ADDRESS });
    expect(guest.packet.payload[0]).toBe(0);
    guest.sayIp({ destination: ELSEWHERE, protocol: IpProtocol.icmp, payload: ping });
    expect(guest.packet.source).toBe(GATEWAY_ADDRESS);
    expect([...guest.packet.payload.subarray(0, 2)]).toEqual([3, 0]);
    const quoted = parseIpv4(guest.packet.payload.subarray(8));
    expect(quoted).toMatchObject({ source: GUEST_ADDRESS, destination: ELSEWHERE });
    expect(internetChecksum(guest.packet.payload)).toBe(0);
  });

  it('says at once that nobody listens: to UDP by ICMP, to TCP by a reset', () => {
    const between = { source: GUEST_ADDRESS, destination: REGISTRY };
    guest.sayIp(
      encodeUdp(between, { sourcePort: 4000, destinationPort: 99, payload: new Uint8Array(3) }),
    );
    expect([...guest.packet.payload.subarray(0, 2)]).toEqual([3, 3]);
    const syn = {
      sourcePort: 4000,
      destinationPort: 443,
      sequence: 10,
      acknowledgement: 0,
      flags: TcpFlag.syn,
      window: 1000,
      options: {},
      payload: new Uint8Array(0),
    };
    guest.sayIp(encodeTcp(between, syn));
    expect(parseTcp(guest.packet)).toMatchObject({
      flags: TcpFlag.rst | TcpFlag.ack,
      acknowledgement: 11,
      sourcePort: 443,
    });
  });

  it('gives the guest its address by DHCP', () => {
    const discover = new Uint8Array(244);
    const view = new DataView(discover.buffer);
    discover[0] = 1;
    view.setUint32(4, 0x1234);
    discover.set(GUEST_MAC, 28);
    view.setUint32(236, 0x63825363);
    discover.set([53, 1, 1, 255], 240);
    const between = { source: 0, destination: ipv4('255.255.255.255') };
    guest.sayIp(encodeUdp(between, { sourcePort: 68, destinationPort: 67, payload: discover }));
    const offer = parseUdp(guest.packet)?.payload ?? new Uint8Array(0);
    const offered = new DataView(offer.buffer, offer.byteOffset, offer.length);
    expect(offered.getUint32(4)).toBe(0x1234);
    expect(formatIpv4(offered.getUint32(16))).toBe('192.168.86.100');
    expect([...offer.subarray(240, 243)]).toEqual([53, 1, 2]);
  });

  it('finds the guest before it connects to it, even one that has said nothing yet', () => {
    void gateway.connect(8081).catch(() => undefined);
    const asked = parseArp(guest.heard[0]?.payload ?? new Uint8Array(0));
    expect(asked).toMatchObject({ operation: ArpOperation.request, targetAddress: GUEST_ADDRESS });
    guest.say(
      EtherType.arp,
      encodeArp({
        operation: ArpOperation.reply,
        senderMac: GUEST_MAC,
        senderAddress: GUEST_ADDRESS,
        targetMac: new Uint8Array(6),
        targetAddress: GATEWAY_ADDRESS,
      }),
    );
    expect(parseTcp(guest.packet)).toMatchObject({
      destinationPort: 8081,
      flags: TcpFlag.syn,
      options: { maximumSegment: 1460 },
    });
    gateway.close();
    expect(gateway.connections).toBe(0);
  });

  it('survives frames that make no sense', () => {
    for (let length = 0; length < 80; length++) {
      guest.onFrame(new Uint8Array(length).fill(0x45));
      guest.say(EtherType.ipv4, new Uint8Array(length).fill(0x45));
      guest.say(EtherType.arp, new Uint8Array(length));
      for (const protocol of [1, 6, 17]) guest.sayIp({ protocol, payload: new Uint8Array(length) });
    }
    expect(guest.resolve('registry.lab')).toMatchObject({ code: 0 });
  });
});
