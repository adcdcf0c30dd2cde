import { expect, it, vi } from 'vitest';
import { MachineNetwork } from '../../src/machine/machine-network.ts';
import { ArpOperation, encodeArp, parseArp } from '../../src/machine/network/arp.ts';
import {
  BROADCAST,
  EtherType,
  encodeFrame,
  parseFrame,
} from '../../src/machine/network/ethernet.ts';
import { GATEWAY_ADDRESS, GUEST_ADDRESS } from '../../src/machine/network/gateway.ts';
import { digestOf } from '../../src/machine/registry/digest.ts';
import type { RegistryData } from '../../src/machine/registry/registry-data.ts';
import { onGuest } from './on-guest.ts';

const GUEST_MAC = Uint8Array.of(0, 0x22, 0x15, 1, 2, 3);
const WHO_IS_GATEWAY = encodeFrame({
  to: BROADCAST,
  from: GUEST_MAC,
  type: EtherType.arp,
  payload: encodeArp({
    operation: ArpOperation.request,
    senderMac: GUEST_MAC,
    senderAddress: GUEST_ADDRESS,
    targetMac: new Uint8Array(6),
    targetAddress: GATEWAY_ADDRESS,
  }),
});

/** The script is loaded meanwhile, which takes its time on a busy computer. */
const PATIENT = { timeout: 30_000 };

/** The cable of a guest that keeps what it hears. */
function cable() {
  return {
    heard: [] as Uint8Array[],
    onFrame: (_frame: Uint8Array) => {},
    send(frame: Uint8Array) {
      this.heard.push(frame);
    },
  };
}

function network(): MachineNetwork {
  return new MachineNetwork({
    mtu: 1500,
    randomBytes: (length) => new Uint8Array(length),
  });
}

it('answers the very first frame of a guest, though nothing was loaded before', {
  timeout: 40_000,
}, async () => {
  const link = cable();
  network().plugIn(link);
  link.onFrame(WHO_IS_GATEWAY);
  await vi.waitFor(() => expect(link.heard).toHaveLength(1), PATIENT);
  const reply = parseArp(parseFrame(link.heard[0] ?? new Uint8Array(0))?.payload ?? GUEST_MAC);
  expect(reply).toMatchObject({ operation: ArpOperation.reply, senderAddress: GATEWAY_ADDRESS });
});

it('says nothing to a guest that is gone, and serves the next one', {
  timeout: 40_000,
}, async () => {
  const [first, second] = [cable(), cable()];
  const machine = network();
  const unplug = machine.plugIn(first);
  first.onFrame(WHO_IS_GATEWAY);
  unplug();
  machine.plugIn(second);
  second.onFrame(WHO_IS_GATEWAY);
  await vi.waitFor(() => expect(second.heard).toHaveLength(1), PATIENT);
  expect(first.heard).toEqual([]);
});

it('knows of no machine beside it before there is one', async () => {
  const beside = { host: 'production.lab', port: 80 } as const;
  const missing = { code: 'host-missing', subject: 'production.lab' };
  await expect(network().probe(beside)).rejects.toMatchObject(missing);
});

it('has no way into a guest that does not run', async () => {
  await expect(network().probe(onGuest(80))).rejects.toMatchObject({ code: 'not-ready' });
});

it('has what was pushed at hand for a capture, and forgets it with the machine that pushed it', async () => {
  const machine = network();
  expect(machine.pushed()).toBeUndefined();
  const unplug = machine.plugIn(cable());
  (await machine.prepareRegistry(await pushed()))();
  expect(machine.pushed()).toEqual(await pushed());
  unplug();
  expect(machine.pushed()).toBeUndefined();
});

it('puts what a captured machine had pushed in the place of what is there, or changes nothing', async () => {
  const machine = network();
  (await machine.prepareRegistry(await pushed('later')))();
  const bad = { repositories: [], blobs: [{ digest: 'sha256:0', bytes: GUEST_MAC }] };
  const refused = { code: 'capture-invalid', subject: 'registry' };
  await expect(machine.prepareRegistry(bad)).rejects.toMatchObject(refused);
  const hostile = { repositories: [7], blobs: 'none' } as unknown as RegistryData;
  await expect(machine.prepareRegistry(hostile)).rejects.toMatchObject(refused);
  const fill = await machine.prepareRegistry(await pushed('before'));
  expect(machine.pushed()).toEqual(await pushed('later'));
  fill();
  expect(machine.pushed()).toEqual(await pushed('before'));
  (await machine.prepareRegistry(undefined))();
  expect(machine.pushed()).toBeUndefined();
});

/** A repository with one blob. */
async function pushed(name = 'app'): Promise<RegistryData> {
  const digest = await digestOf(GUEST_MAC);
  const repositories = [{ name, tags: {}, manifests: [], blobs: [digest] }];
  return { repositories, blobs: [{ digest, bytes: GUEST_MAC }] };
}
