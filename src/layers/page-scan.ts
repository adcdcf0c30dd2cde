import { PAGE_BYTES } from './layer-format.ts';
import { makePageRoutines, type PageRoutines } from './page-routines.ts';
import type { PageSpan } from './parent-pages.ts';

/** Pages of a memory that are not as in its parent; both lists ascend. */
export interface ChangedPages {
  /** Pages with content. */
  readonly pageNumbers: Uint32Array;
  /** Pages that are zero here and have content in the parent. */
  readonly zeroPages: Uint32Array;
}

/**
 * The parent passes through a window of the guest's own WebAssembly memory, a part at a time, because one routine sees
 * one memory. Small enough to stay in the processor's cache, so the detour costs little, and the parent need not lie
 * there a second time.
 */
const WINDOW_PAGES = 128;
const WINDOW_BYTES = WINDOW_PAGES * PAGE_BYTES;
const WASM_PAGE_BYTES = 65_536;
const NUMBER_BYTES = 4;

/** Where the guest's memory lies in the WebAssembly memory. */
export interface GuestPlace {
  readonly address: number;
  readonly bytes: number;
}

/** Finds what changed in a guest's memory. */
export class PageScan {
  readonly #memory: WebAssembly.Memory;
  readonly #guest: GuestPlace;
  readonly #routines: PageRoutines;
  readonly #window: number;
  /** Where the numbers of the pages found are written: room for all pages. */
  readonly #list: number;

  /** Makes `memory` larger by what the scan needs, less than 2 MB; views of its buffer must be made anew. */
  constructor(memory: WebAssembly.Memory, guest: GuestPlace, makeRoutines = makePageRoutines) {
    this.#memory = memory;
    this.#guest = guest;
    this.#routines = makeRoutines(memory);
    const listBytes = (guest.bytes / PAGE_BYTES) * NUMBER_BYTES;
    const more = Math.ceil((WINDOW_BYTES + listBytes) / WASM_PAGE_BYTES);
    this.#window = memory.grow(more) * WASM_PAGE_BYTES;
    this.#list = this.#window + WINDOW_BYTES;
  }

  /** Compares the whole memory with its parent. The guest must stand still. */
  compare(parent: readonly PageSpan[]): ChangedPages {
    const found = new PageList();
    let next = 0;
    for (const { first, bytes } of parent) {
      this.#listContent(next, first, found);
      for (let start = 0; start < bytes.length; start += WINDOW_BYTES) {
        const part = bytes.subarray(start, start + WINDOW_BYTES);
        this.#listDifferent(first + start / PAGE_BYTES, part, found);
      }
      next = first + bytes.length / PAGE_BYTES;
    }
    this.#listContent(next, this.#guest.bytes / PAGE_BYTES, found);
    return found.finish();
  }

  /**
   * Reads pages without looking for anything: what was never used before is slow to read for the first time, ten times
   * slower than anything later. Meant for a while in which nobody waits.
   */
  touch(first: number, count: number): void {
    this.#routines.listNonZero(this.#addressOf(first), count, first, this.#list);
  }

  /** Pages from `first` to `end`, which are zero in the parent. */
  #listContent(first: number, end: number, found: PageList): void {
    if (end <= first) return;
    const address = this.#addressOf(first);
    const listEnd = this.#routines.listNonZero(address, end - first, first, this.#list);
    for (const number of this.#listed(listEnd)) found.pages.push(number);
  }

  #listDifferent(first: number, parent: Uint8Array, found: PageList): void {
    new Uint8Array(this.#memory.buffer, this.#window, parent.length).set(parent);
    const count = parent.length / PAGE_BYTES;
    const address = this.#addressOf(first);
    const { listDifferent } = this.#routines;
    const listEnd = listDifferent(address, this.#window, count, first, this.#list);
    // A copy: asking whether a page is zero writes to the same place.
    for (const number of this.#listed(listEnd).slice()) {
      (this.#isZero(number) ? found.zeroPages : found.pages).push(number);
    }
  }

  #isZero(number: number): boolean {
    const address = this.#addressOf(number);
    return this.#routines.listNonZero(address, 1, number, this.#list) === this.#list;
  }

  #addressOf(page: number): number {
    return this.#guest.address + page * PAGE_BYTES;
  }

  #listed(end: number): Uint32Array {
    return new Uint32Array(this.#memory.buffer, this.#list, (end - this.#list) / NUMBER_BYTES);
  }
}

class PageList {
  readonly pages: number[] = [];
  readonly zeroPages: number[] = [];

  finish(): ChangedPages {
    return {
      pageNumbers: Uint32Array.from(this.pages),
      zeroPages: Uint32Array.from(this.zeroPages),
    };
  }
}
