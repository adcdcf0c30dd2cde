import { PAGE_BYTES } from '../../layers/layer-format.ts';
import { addressOf, type PackReference, type PageAddresses } from './manifest.ts';
import { MAX_PACK_PAGES, makePack, type Pack, type PackHeader } from './pack.ts';
import type { KnownPage, PageCatalogue } from './page-catalogue.ts';
import { HASH_BYTES, hashKey, pageOf } from './page-hash.ts';

/** A page of noise has 221 different values among 512 bytes, a page of machine code 150: above this, packing is in vain. */
const DENSE_VALUES = 205;
/** Packs made at a time: the browser computes the sum of one while it compresses another. */
const PACKS_AT_ONCE = 4;
/** Every eighth byte of a page is looked at. */
const SAMPLE_STRIDE = 8;

/**
 * Gives every page of a snapshot its place: where it is already stored, or in a new pack. Pages that will not get smaller are
 * kept apart from the others, so that no time is lost on them and they do not spoil their neighbours' pack.
 */
export class PageLayout {
  /** The packs in use; a new one has no entry before it is full. */
  readonly #packs: (PackReference | undefined)[] = [];
  readonly #numbers = new Map<string, number>();
  /** Pages that were new a moment ago, by name. */
  readonly #fresh = new Map<string, number>();
  readonly #open: Record<'packed' | 'dense', OpenPack | undefined> = {
    packed: undefined,
    dense: undefined,
  };
  readonly #making: Promise<void>[] = [];
  readonly #catalogue: PageCatalogue;
  readonly #onPack: (pack: Pack) => void | Promise<void>;

  /** `onPack` gets every new pack; the layout goes on when it is done with it. */
  constructor(catalogue: PageCatalogue, onPack: (pack: Pack) => void | Promise<void>) {
    this.#catalogue = catalogue;
    this.#onPack = onPack;
  }

  /** Places pages with these names. `onDone` hears how many of them are done. */
  async place(
    pages: Uint8Array,
    hashes: Uint8Array,
    onDone: (pages: number) => void = () => {},
  ): Promise<PageAddresses> {
    const addresses = new Uint32Array(hashes.length / HASH_BYTES);
    for (let index = 0; index < addresses.length; index++) {
      const key = hashKey(hashes, index);
      const known = this.#find(key);
      if (known !== undefined) {
        addresses[index] = known;
        continue;
      }
      const hash = hashes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES);
      const { address, full } = this.#append(pageOf(pages, index), hash);
      addresses[index] = address;
      this.#fresh.set(key, address);
      if (!full) continue;
      await this.#close(full);
      onDone(index);
    }
    return addresses;
  }

  /** The addresses of pages that are stored. */
  refer(pages: readonly KnownPage[]): PageAddresses {
    return Uint32Array.from(pages, ({ pack, slot }) => addressOf(this.#use(pack), slot));
  }

  /** Whether none of a pack's pages is stored, so that it can be taken as it is. */
  isNew(header: PackHeader): boolean {
    for (let slot = 0; slot < header.pages; slot++) {
      if (this.#find(hashKey(header.hashes, slot)) !== undefined) return false;
    }
    return true;
  }

  /** Takes a pack as it is. Its pages' addresses, in order. */
  async adopt(pack: Pack, header: PackHeader): Promise<PageAddresses> {
    const number = this.#use(referenceOf(pack, header.pages));
    await this.#onPack(pack);
    return Uint32Array.from({ length: header.pages }, (_none, slot) => {
      this.#fresh.set(hashKey(header.hashes, slot), addressOf(number, slot));
      return addressOf(number, slot);
    });
  }

  /** Closes the packs that are not full. All packs, in the order that the addresses count. */
  async finish(): Promise<readonly PackReference[]> {
    for (const sort of ['packed', 'dense'] as const) {
      const open = this.#open[sort];
      if (open) await this.#close(open);
    }
    await Promise.all(this.#making.splice(0));
    return this.#packs.map((pack) => {
      if (pack === undefined) throw new Error('a pack was begun and never closed');
      return pack;
    });
  }

  #find(key: string): number | undefined {
    const fresh = this.#fresh.get(key);
    if (fresh !== undefined) return fresh;
    const known = this.#catalogue.find(key);
    return known && addressOf(this.#use(known.pack), known.slot);
  }

  #use(pack: PackReference): number {
    const number = this.#numbers.get(pack.id) ?? this.#packs.length;
    if (number === this.#packs.length) this.#packs.push(pack);
    this.#numbers.set(pack.id, number);
    return number;
  }

  #append(page: Uint8Array, hash: Uint8Array): { address: number; full: OpenPack | undefined } {
    const sort = isDense(page) ? 'dense' : 'packed';
    const open = this.#open[sort] ?? new OpenPack(this.#packs.length, sort);
    if (this.#open[sort] === undefined) this.#packs.push(undefined);
    this.#open[sort] = open;
    const address = addressOf(open.number, open.append(page, hash));
    return { address, full: open.isFull ? open : undefined };
  }

  /** Has a pack made, and waits only while too many are being made. */
  async #close(open: OpenPack): Promise<void> {
    this.#open[open.sort] = undefined;
    const making = this.#make(open);
    making.catch(() => undefined); // told to whoever waits for it below or in `finish`
    this.#making.push(making);
    if (this.#making.length >= PACKS_AT_ONCE) await this.#making.shift();
  }

  async #make(open: OpenPack): Promise<void> {
    const pack = await makePack(open.pages, open.hashes, open.sort === 'packed');
    this.#packs[open.number] = referenceOf(pack, open.pages.length / PAGE_BYTES);
    this.#numbers.set(pack.id, open.number);
    await this.#onPack(pack);
  }
}

class OpenPack {
  readonly #pages = new Uint8Array(MAX_PACK_PAGES * PAGE_BYTES);
  readonly #hashes = new Uint8Array(MAX_PACK_PAGES * HASH_BYTES);
  #count = 0;

  constructor(
    readonly number: number,
    readonly sort: 'packed' | 'dense',
  ) {}

  get isFull(): boolean {
    return this.#count === MAX_PACK_PAGES;
  }

  get pages(): Uint8Array {
    return this.#pages.subarray(0, this.#count * PAGE_BYTES);
  }

  get hashes(): Uint8Array {
    return this.#hashes.subarray(0, this.#count * HASH_BYTES);
  }

  /** The page's place in the pack. */
  append(page: Uint8Array, hash: Uint8Array): number {
    this.#pages.set(page, this.#count * PAGE_BYTES);
    this.#hashes.set(hash, this.#count * HASH_BYTES);
    return this.#count++;
  }
}

function referenceOf({ id, header, body }: Pack, pages: number): PackReference {
  return { id, pages, bytes: header.length + body.length };
}

/** Whether a page looks like noise: compressed or encrypted. */
function isDense(page: Uint8Array): boolean {
  const seen = new Uint8Array(256);
  let values = 0;
  for (let at = 0; at < page.length; at += SAMPLE_STRIDE) {
    const value = page[at] ?? 0;
    if (seen[value] === 0) values++;
    seen[value] = 1;
  }
  return values > DENSE_VALUES;
}
