import { describe, expect, it } from 'vitest';
import { PAGE_BYTES } from '../../src/layers/layer-format.ts';
import { machinesOfEachTest, PATIENT, sh } from './machines.ts';

/** Unpacks the only layer of the image `debian`, 8.8 MB, as Docker does it: into memory. */
const UNPACK = `
set -e
modprobe virtio_net
ip link set eth0 up
ip address add 192.168.86.100/24 dev eth0
hub=http://192.168.86.2/v2/library/debian
get() { busybox wget -q -O - "$hub/$1"; }
manifest=$(get manifests/13 | jq -r '.manifests[0].digest')
layer=$(get "manifests/$manifest" | jq -r '.layers[0].digest')
mkdir /srv/debian
get "blobs/$layer" | busybox tar -xz -C /srv/debian`;
const LAYER_BYTES = 8_000_000;
const SUMS = 'cd /srv/debian; find . -type f | LC_ALL=C sort | xargs sha256sum';

describe('a capture of a machine that has unpacked a layer of an image', PATIENT, () => {
  const { started } = machinesOfEachTest();

  it('refers to the files in the layer, which another machine then has to the last byte', async () => {
    const machine = await started();
    // The network's script is loaded when it is first used: here before the guest's patience counts.
    await machine.network.prepareRegistry({ repositories: [], blobs: [] });
    const before = await machine.capture();
    await sh(machine, UNPACK);
    const sums = await sh(machine, SUMS);
    const capture = await machine.capture();

    const gained = capture.pages.length - before.pages.length;
    expect(gained).toBeLessThan(LAYER_BYTES / 2);
    // Some of them are on the disk as well.
    const behindDisk = (machine.disk?.byteLength ?? 0) / PAGE_BYTES;
    const ofLayer = capture.diskCopies?.blocks.filter((block) => block >= behindDisk).length ?? 0;
    expect(ofLayer * PAGE_BYTES).toBeGreaterThan(LAYER_BYTES / 4);

    const other = await started();
    await other.restore(capture);
    expect(await sh(other, SUMS)).toBe(sums);
  });
});
