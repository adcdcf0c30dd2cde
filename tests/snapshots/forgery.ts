import { createHash } from 'node:crypto';
import { PAGE_BYTES } from '../../src/layers/layer-format.ts';
import { deflate } from '../../src/snapshots/format/deflate.ts';
import { addressOf, type SnapshotManifest } from '../../src/snapshots/format/manifest.ts';
import {
  encodeManifest,
  MANIFEST_PREAMBLE_BYTES,
  readManifestPreamble,
} from '../../src/snapshots/format/manifest-codec.ts';
import { HASH_BYTES } from '../../src/snapshots/format/page-hash.ts';
import { IMAGE, samplePage } from './samples.ts';

/** A file's facts, to be tampered with. */
export type JsonRecord = Record<string, unknown>;

const sum = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const concat = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

/** Takes a file apart: its facts, and everything after them. */
export function partsOf(file: Uint8Array): { json: JsonRecord; rest: Uint8Array } {
  const end = MANIFEST_PREAMBLE_BYTES + readManifestPreamble(file).jsonBytes;
  const text = new TextDecoder().decode(file.subarray(MANIFEST_PREAMBLE_BYTES, end));
  return { json: JSON.parse(text) as JsonRecord, rest: file.slice(end) };
}

/** Puts a file together again, with sums that are right. */
export async function forgeFile(json: JsonRecord | string, rest: Uint8Array): Promise<Uint8Array> {
  const text = new TextEncoder().encode(typeof json === 'string' ? json : JSON.stringify(json));
  // The table is what the original's packs begin after; its length is looked up in the sample.
  const tableBytes = tableLengthOf(rest);
  const head = new Uint8Array(MANIFEST_PREAMBLE_BYTES);
  head.set(new TextEncoder().encode('DRYSNAP\n'));
  const view = new DataView(head.buffer);
  view.setUint32(8, 1, true);
  view.setUint32(12, text.length, true);
  view.setUint32(16, tableBytes, true);
  head.set(sum(concat(text, rest.subarray(0, tableBytes))), 20);
  return concat(head, text, rest);
}

/** The first pack begins with its magic. */
function tableLengthOf(rest: Uint8Array): number {
  return Buffer.from(rest).indexOf('DPAK');
}

/** What is wrong with a file of one pack, whose manifest is in order. */
export interface Forgery {
  /** Instead of `{}`; at most a page long. */
  readonly pageState?: string;
  /** Instead of the packed pages. */
  readonly body?: Uint8Array;
  /** The first page's name is that of this one. */
  readonly hashOf?: Uint8Array;
  /** Pages that no address leads to. */
  readonly extraPages?: number;
  /** The second page is the first once more. */
  readonly twice?: boolean;
}

/** A file with two pages of memory, no devices and a page state, forged. */
export async function forgePack(forgery: Forgery): Promise<Uint8Array> {
  const stateText = new TextEncoder().encode(forgery.pageState ?? '{}');
  const statePage = new Uint8Array(PAGE_BYTES);
  statePage.set(stateText);
  const pages = [
    samplePage(1),
    samplePage(forgery.twice ? 1 : 2),
    statePage,
    ...Array.from({ length: forgery.extraPages ?? 0 }, (_none, index) => samplePage(100 + index)),
  ];
  const body = forgery.body ?? (await deflate(concat(...pages)));
  const hashes = pages.map((page, index) =>
    sum(index === 0 ? (forgery.hashOf ?? page) : page).subarray(0, HASH_BYTES),
  );
  const header = packHeader(pages.length, body, concat(...hashes));
  const id = sum(header).toString('hex');
  const manifest = manifestWith({ id, pages: pages.length, bytes: header.length + body.length });
  const { contents } = manifest;
  const pageState = { ...contents.pageState, bytes: stateText.length };
  const encoded = await encodeManifest({ ...manifest, contents: { ...contents, pageState } });
  return concat(encoded, header, body);
}

function packHeader(pages: number, body: Uint8Array, hashes: Uint8Array): Uint8Array {
  const fixed = new Uint8Array(48);
  fixed.set(new TextEncoder().encode('DPAK'));
  const view = new DataView(fixed.buffer);
  view.setUint32(4, 1, true);
  view.setUint32(8, pages, true);
  view.setUint32(12, body.length, true);
  fixed.set(sum(body), 16);
  return concat(fixed, hashes);
}

function manifestWith(pack: SnapshotManifest['packs'][number]): SnapshotManifest {
  return {
    id: 'forged',
    kind: 'named',
    label: '',
    labId: '',
    stepId: '',
    takenAt: 1,
    picture: [],
    image: IMAGE,
    terminals: [],
    ownBytes: 0,
    packs: [pack],
    pageNumbers: Uint32Array.of(1, 2),
    zeroPages: new Uint32Array(),
    contents: {
      memory: {
        bytes: 2 * PAGE_BYTES,
        addresses: Uint32Array.of(addressOf(0, 0), addressOf(0, 1)),
      },
      devices: { bytes: 0, addresses: new Uint32Array() },
      pageState: { bytes: 0, addresses: Uint32Array.of(addressOf(0, 2)) },
      registryIndex: { bytes: 0, addresses: new Uint32Array() },
      registryContent: { bytes: 0, addresses: new Uint32Array() },
      bases: { bytes: 0, addresses: new Uint32Array() },
    },
  };
}
