import { beforeAll, describe, expect, it } from 'vitest';
import { Console } from './console.ts';
import { PATIENT, runningMachine, sh } from './machines.ts';

describe('two network namespaces', PATIENT, () => {
  const machine = runningMachine();

  it('joined by a veth pair reach each other; the driver is loaded when it is needed', async () => {
    expect(await sh(machine(), 'lsmod')).not.toMatch(/^veth /m);
    const console = await Console.open(machine());
    await console.run('ip netns add red; ip netns add blue');
    await console.run('ip link add eth-red netns red type veth peer name eth-blue netns blue');
    await console.run('ip -n red addr add 10.1.0.1/24 dev eth-red; ip -n red link set eth-red up');
    await console.run(
      'ip -n blue addr add 10.1.0.2/24 dev eth-blue; ip -n blue link set eth-blue up',
    );
    expect(await console.run('ip netns exec red ping -c 2 10.1.0.2')).toMatch(
      /2 packets transmitted, 2 packets received/,
    );
    expect(await sh(machine(), 'lsmod')).toMatch(/^veth /m);
  });

  it('no longer reach each other when one end is down', async () => {
    const console = await Console.open(machine());
    await console.run('ip -n blue link set eth-blue down');
    expect(await console.run('ip netns exec red ping -c 1 -W 1 10.1.0.2')).toMatch(
      /0 packets received/,
    );
  });
});

/** A container's network as the Docker Engine makes it: a bridge, and a host beyond that knows no way back. */
const BRIDGED_NETWORK = `
set -e
ip link add drybr0 type bridge
ip addr add 172.20.0.1/24 dev drybr0
ip link set drybr0 up
ip netns add box
ip link add veth-box type veth peer name eth0 netns box
ip link set veth-box master drybr0 up
ip -n box addr add 172.20.0.2/24 dev eth0
ip -n box link set eth0 up
ip -n box route add default via 172.20.0.1
ip netns add beyond
ip link add to-beyond type veth peer name eth0 netns beyond
ip addr add 192.0.2.1/24 dev to-beyond
ip link set to-beyond up
ip -n beyond addr add 192.0.2.2/24 dev eth0
ip -n beyond link set eth0 up
`;

describe('a bridge with address translation', PATIENT, () => {
  const machine = runningMachine();
  beforeAll(() => sh(machine(), BRIDGED_NETWORK), PATIENT.timeout);

  const pingBeyond = () => machine().exec('ip netns exec box ping -c 1 -W 1 192.0.2.2');

  it('reaches its own gateway, and nothing beyond before there is a rule', async () => {
    expect(await sh(machine(), 'ip netns exec box ping -c 1 -w 5 172.20.0.1')).toMatch(
      /1 packets r/,
    );
    expect((await pingBeyond()).exitCode).not.toBe(0);
  });

  it('reaches what lies beyond through a masquerading rule, which counts the packets', async () => {
    const console = await Console.open(machine());
    const rule = 'POSTROUTING -s 172.20.0.0/24 ! -o drybr0 -j MASQUERADE';
    expect(await console.run(`iptables -t nat -A ${rule}`)).toBe('');
    expect(await console.run('iptables -t nat -S POSTROUTING')).toContain(`-A ${rule}`);
    expect((await pingBeyond()).exitCode).toBe(0);
    const counted = await sh(machine(), 'iptables -t nat -nvxL POSTROUTING | grep MASQUERADE');
    expect(Number(counted.trim().split(/\s+/)[0])).toBeGreaterThan(0);
    await console.run(`iptables -t nat -D ${rule}`);
    expect((await pingBeyond()).exitCode).not.toBe(0);
  });

  it('publishes a port: a connection to the host is led into the namespace', async () => {
    const answer = await sh(
      machine(),
      `iptables -t nat -A PREROUTING -p tcp --dport 8080 -j DNAT --to-destination 172.20.0.2:80
       ip netns exec box busybox nc -l -p 80 -e echo from-the-box &
       until ip netns exec box ss -ltn | grep -q :80; do :; done
       ip netns exec beyond busybox nc 192.0.2.1 8080 < /dev/null`,
    );
    expect(answer).toBe('from-the-box');
  });

  it('refuses what a filter rule rejects', async () => {
    const refused = await sh(
      machine(),
      `iptables -A FORWARD -i drybr0 -j REJECT
       ip netns exec box ping -c 1 -W 1 192.0.2.2 2>&1 || true
       iptables -nvL FORWARD | grep -c REJECT
       iptables -F FORWARD`,
    );
    expect(refused).toMatch(/unreachable|0 packets received/);
  });
});
