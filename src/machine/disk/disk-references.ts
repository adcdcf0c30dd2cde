import { PAGE_BYTES } from '../../layers/layer-format.ts';
import type { DiskCopies, MachineCapture } from '../capture.ts';
import { MachineError } from '../errors.ts';
import { BlockIndex } from './block-index.ts';
import type { ImageContent } from './image-content.ts';

/** What a capture says of memory. */
type Memory = Pick<MachineCapture, 'pageNumbers' | 'pages' | 'diskCopies'>;

/** Pages divided into copies of the disk, if there are any, and others; both ascending. */
export interface FoundCopies {
  readonly others: Uint32Array;
  readonly diskCopies?: DiskCopies;
}

/**
 * Keeps pages that are copies of the image's content out of captures, and puts them in again: everybody with the image has them
 * anyway.
 */
export class DiskReferences {
  /** SHA-256 that stands for the content. */
  readonly #id: string;
  readonly #content: ImageContent;
  readonly #index: BlockIndex;

  constructor(content: ImageContent, id: string) {
    this.#content = content;
    this.#id = id;
    this.#index = new BlockIndex(content);
  }

  /** Takes in what has been fetched since, layers of container images as well, so that {@link takeIn} has less to do. */
  async update(): Promise<void> {
    await this.#content.update();
    this.takeIn();
  }

  /** Takes in what has been fetched since, at once: what {@link find} refers to. */
  takeIn(): void {
    this.#index.update();
  }

  /** Which of these pages of a memory, in ascending order, are copies of what was taken in of the disk. */
  find(memory: Uint8Array, pageNumbers: Uint32Array): FoundCopies {
    const others: number[] = [];
    const copies: number[] = [];
    const blocks: number[] = [];
    for (const number of pageNumbers) {
      const block = this.#index.find(pageAt(memory, number));
      if (block === undefined) {
        others.push(number);
      } else {
        copies.push(number);
        blocks.push(block);
      }
    }
    if (copies.length === 0) return { others: pageNumbers };
    const [numbers, found] = [Uint32Array.from(copies), Uint32Array.from(blocks)];
    const diskCopies = { disk: this.#id, pageNumbers: numbers, blocks: found };
    return { others: Uint32Array.from(others), diskCopies };
  }

  /**
   * The same capture, whole. What is not here of the disk is fetched, and checked as always.
   * Rejects with MachineError `capture-foreign` for another disk, `capture-invalid` for blocks that it does not have, and what
   * fetching rejects with.
   */
  async resolve<T extends Memory>(capture: T): Promise<T> {
    const { diskCopies, ...rest } = capture;
    if (diskCopies === undefined) return capture;
    await this.#fetch(diskCopies);
    const length = rest.pageNumbers.length + diskCopies.pageNumbers.length;
    const [pageNumbers, pages] = [new Uint32Array(length), new Uint8Array(length * PAGE_BYTES)];
    for (let [at, own, copy] = [0, 0, 0]; at < length; at++) {
      const ownNumber = rest.pageNumbers[own] ?? Number.POSITIVE_INFINITY;
      const copyNumber = diskCopies.pageNumbers[copy] ?? Number.POSITIVE_INFINITY;
      pageNumbers[at] = Math.min(ownNumber, copyNumber);
      const page =
        ownNumber < copyNumber
          ? pageAt(rest.pages, own++)
          : this.#block(diskCopies.blocks[copy++] ?? 0);
      pages.set(page, at * PAGE_BYTES);
    }
    return { ...(rest as T), pageNumbers, pages };
  }

  async #fetch({ disk, blocks }: DiskCopies): Promise<void> {
    if (disk !== this.#id) {
      const message = `the capture refers to another disk: ${disk}, not ${this.#id}`;
      throw new MachineError('capture-foreign', message, 'disk');
    }
    const end = await this.#content.blockCount();
    if (blocks.some((block) => block >= end)) throw behindDisk();
    await this.#content.fetchBlocks(new Set(blocks));
  }

  #block(number: number): Uint8Array {
    const block = this.#content.block(number);
    if (block === undefined) throw behindDisk();
    return block;
  }
}

function behindDisk(): MachineError {
  return new MachineError('capture-invalid', 'it refers to what lies behind the disk', 'disk');
}

function pageAt(pages: Uint8Array, index: number): Uint8Array {
  return pages.subarray(index * PAGE_BYTES, (index + 1) * PAGE_BYTES);
}
