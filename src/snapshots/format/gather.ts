import { PAGE_BYTES } from '../../layers/layer-format.ts';
import { applyPatch } from '../../layers/page-patches.ts';
import type { MachineCapture } from '../../machine/capture.ts';
import type { PageState } from '../snapshot.ts';
import { type ByPart, byPart, CONTENT_PARTS, placeOf, type SnapshotManifest } from './manifest.ts';
import { pageOf } from './page-hash.ts';
import { decodeRegistry } from './registry-parts.ts';
import { decodePageState } from './snapshot-parts.ts';

/** Gives the unpacked, checked pages of a pack. */
export type ReadPack = (id: string) => Promise<Uint8Array>;

/** What a machine and a page are restored from. */
export interface GatheredSnapshot {
  readonly capture: MachineCapture;
  readonly pageState: PageState;
}

interface Destination {
  readonly pages: Uint8Array;
  readonly index: number;
  readonly slot: number;
}

/**
 * Puts the pages of a snapshot together, pack by pack. `onPack` hears how many packs are done.
 * @throws FormatError, and whatever `read` rejects with
 */
export async function gather(
  manifest: SnapshotManifest,
  read: ReadPack,
  onPack: (packs: number) => void = () => {},
): Promise<GatheredSnapshot> {
  const { contents } = manifest;
  const pages = byPart((part) => new Uint8Array(contents[part].addresses.length * PAGE_BYTES));
  const wanted = sortByPack(manifest, pages);
  for (const [number, { id }] of manifest.packs.entries()) {
    const from = await read(id);
    for (const { pages: into, index, slot } of wanted[number] ?? []) {
      into.set(pageOf(from, slot), index * PAGE_BYTES);
    }
    onPack(number + 1);
  }
  applyDeltas(manifest, pages);
  const { image, pageNumbers, zeroPages, patches, diskCopies, terminals, takenAt } = manifest;
  const index = pages.registryIndex.subarray(0, contents.registryIndex.bytes);
  const registry = decodeRegistry(index, pages.registryContent);
  return {
    pageState: decodePageState(pages.pageState.subarray(0, contents.pageState.bytes)),
    capture: {
      parent: image.parent,
      fingerprint: image.fingerprint,
      memoryBytes: image.memoryBytes,
      pageNumbers,
      zeroPages,
      pages: pages.memory,
      ...(patches && { patches }),
      ...(diskCopies && { diskCopies }),
      // A copy of its own, so that it can be transferred without what fills up its last page.
      devices: pages.devices.slice(0, contents.devices.bytes),
      terminals,
      ...(registry && { registry }),
      takenAt,
    },
  };
}

/** Makes pages that are stored as what differs from another the pages that they are. */
function applyDeltas(
  { pageNumbers, deltas = new Uint32Array() }: SnapshotManifest,
  { memory, bases }: ByPart<Uint8Array>,
): void {
  let index = -1;
  for (const [place, number] of deltas.entries()) {
    index = pageNumbers.indexOf(number, index + 1);
    applyPatch(pageOf(memory, index), pageOf(bases, place));
  }
}

function sortByPack(
  { packs, contents }: SnapshotManifest,
  pages: ByPart<Uint8Array>,
): readonly (readonly Destination[])[] {
  const wanted = packs.map((): Destination[] => []);
  for (const part of CONTENT_PARTS) {
    contents[part].addresses.forEach((address, index) => {
      const { pack, slot } = placeOf(address);
      wanted[pack]?.push({ pages: pages[part], index, slot });
    });
  }
  return wanted;
}
