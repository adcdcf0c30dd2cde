import { PAGE_BYTES } from '../layers/layer-format.ts';
import { type ChangedPages, PageScan } from '../layers/page-scan.ts';
import type { PageSpan } from '../layers/parent-pages.ts';
import type { MachineCapture } from './capture.ts';

/** What a capture says of memory. */
export type CapturedMemory = Pick<MachineCapture, 'pageNumbers' | 'pages' | 'zeroPages'>;

/** Whose memory it is: an emulator. */
export interface MemoryOwner {
  /** The guest's memory; a fresh view each time. */
  readonly memory: Uint8Array;
  readonly cpu: { readonly wasm_memory: WebAssembly.Memory };
}

/** Pages touched in one go, 64 MB: some ten milliseconds of reading what was never read. */
const TOUCH_PAGES = 16_384;

/** The memory of one emulator, compared with and brought back to the memory it started from. */
export class MachineMemory {
  readonly #emulator: MemoryOwner;
  readonly #parent: readonly PageSpan[];
  readonly #scan: PageScan;
  #touched = false;

  constructor(emulator: MemoryOwner, parent: readonly PageSpan[]) {
    this.#emulator = emulator;
    this.#parent = parent;
    const { byteOffset, length } = emulator.memory;
    this.#scan = new PageScan(emulator.cpu.wasm_memory, { address: byteOffset, bytes: length });
  }

  /**
   * Makes the first comparison as quick as the later ones, while the guest runs on. Resolves between two turns of the event
   * loop, so that whoever waits for the machine is served meanwhile.
   */
  async prepare(): Promise<void> {
    if (this.#touched) return;
    this.#touched = true;
    const pages = this.#emulator.memory.length / PAGE_BYTES;
    for (let first = 0; first < pages; first += TOUCH_PAGES) {
      this.#scan.touch(first, Math.min(TOUCH_PAGES, pages - first));
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  /** Copies what differs from the parent. The guest must stand still. */
  capture(): CapturedMemory {
    const { pageNumbers, zeroPages } = this.#scan.compare(this.#parent);
    const pages = new Uint8Array(pageNumbers.length * PAGE_BYTES);
    const { memory } = this.#emulator;
    for (const { index, first, count } of runsOf(pageNumbers)) {
      const start = first * PAGE_BYTES;
      pages.set(memory.subarray(start, start + count * PAGE_BYTES), index * PAGE_BYTES);
    }
    return { pageNumbers, pages, zeroPages };
  }

  /** Makes memory what it was when `captured` was taken; pages that are right already are not written. */
  restore(captured: CapturedMemory): void {
    this.#revert(this.#scan.compare(this.#parent));
    writePages(this.#emulator.memory, captured);
  }

  /** Makes every changed page what it is in the parent. */
  #revert({ pageNumbers, zeroPages }: ChangedPages): void {
    const { memory } = this.#emulator;
    for (const number of pageNumbers)
      memory.fill(0, number * PAGE_BYTES, (number + 1) * PAGE_BYTES);
    const changed = new Uint8Array(memory.length / PAGE_BYTES);
    for (const number of pageNumbers) changed[number] = 1;
    for (const number of zeroPages) changed[number] = 1;
    for (const { first, bytes } of this.#parent) {
      for (let start = 0; start < bytes.length; start += PAGE_BYTES) {
        const number = first + start / PAGE_BYTES;
        if (changed[number] === 0) continue;
        memory.set(bytes.subarray(start, start + PAGE_BYTES), number * PAGE_BYTES);
      }
    }
  }
}

/** Writes a capture's pages into memory that is the parent's. */
export function writePages(memory: Uint8Array, captured: CapturedMemory): void {
  for (const number of captured.zeroPages) {
    memory.fill(0, number * PAGE_BYTES, (number + 1) * PAGE_BYTES);
  }
  for (const { index, first, count } of runsOf(captured.pageNumbers)) {
    const part = captured.pages.subarray(index * PAGE_BYTES, (index + count) * PAGE_BYTES);
    memory.set(part, first * PAGE_BYTES);
  }
}

/** Consecutive numbers as runs, so that they are copied at once; `index` is that of the first in the list. */
function* runsOf(
  numbers: Uint32Array,
): Generator<{ readonly index: number; readonly first: number; readonly count: number }> {
  for (let index = 0; index < numbers.length; ) {
    const first = numbers[index] ?? 0;
    let count = 1;
    while (numbers[index + count] === first + count) count++;
    yield { index, first, count };
    index += count;
  }
}
