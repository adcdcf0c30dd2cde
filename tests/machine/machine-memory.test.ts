import { beforeEach, expect, it } from 'vitest';
import { PAGE_BYTES } from '../../src/layers/layer-format.ts';
import { unpatchPages } from '../../src/layers/page-patches.ts';
import { ChunkedDisk } from '../../src/machine/disk/chunked-disk.ts';
import { DiskReferences } from '../../src/machine/disk/disk-references.ts';
import { ImageContent } from '../../src/machine/disk/image-content.ts';
import { MachineMemory, writePages } from '../../src/machine/machine-memory.ts';
import { memoryOf } from '../layers/sample-layer.ts';
import { NO_REGISTRY } from './no-registry.ts';

const PAGES = 64;
const GUEST_ADDRESS = 65_536;

/** An emulator that is its memory, and the memory it started from. */
function make(parent = memoryOf(PAGES, [3, 4, 5, 20])) {
  const wasm_memory = new WebAssembly.Memory({ initial: 1 + (PAGES * PAGE_BYTES) / 65_536 });
  const forgotten: number[] = [];
  const emulator = {
    cpu: { wasm_memory },
    forgetCode: (start: number) => void forgotten.push(start / PAGE_BYTES),
    get memory() {
      return new Uint8Array(wasm_memory.buffer, GUEST_ADDRESS, PAGES * PAGE_BYTES);
    },
  };
  emulator.memory.set(parent);
  const spans = [3, 20].map((first) => ({
    first,
    bytes: parent.slice(first * PAGE_BYTES, (first === 3 ? 6 : 21) * PAGE_BYTES),
  }));
  const references = new DiskReferences(new ImageContent(disk, NO_REGISTRY), 'd'.repeat(64));
  return {
    emulator,
    forgotten,
    parent,
    spans,
    memory: new MachineMemory(emulator, spans, references),
  };
}

/** A disk of one chunk with one block of 7s, which is fetched when a test asks for it. */
let disk: ChunkedDisk;
beforeEach(() => {
  const geometry = { bytes: PAGE_BYTES, chunkBytes: PAGE_BYTES };
  disk = new ChunkedDisk(geometry, async () => new Uint8Array(PAGE_BYTES).fill(7));
});

const fill = (memory: Uint8Array, page: number, value: number) =>
  memory.fill(value, page * PAGE_BYTES, (page + 1) * PAGE_BYTES);
const same = (one: Uint8Array, other: Uint8Array) => Buffer.compare(one, other) === 0;

it('captures the pages that differ, with their contents in the same order', () => {
  const { emulator, memory } = make();
  for (const [page, value] of [
    [9, 1],
    [10, 2],
    [4, 3],
    [5, 0],
    [63, 4],
  ] as const) {
    fill(emulator.memory, page, value);
  }
  const { pageNumbers, pages, zeroPages } = memory.capture();
  expect([...pageNumbers]).toEqual([4, 9, 10, 63]);
  expect([...zeroPages]).toEqual([5]);
  const firsts = [0, 1, 2, 3].map((index) => pages[index * PAGE_BYTES]);
  expect(firsts).toEqual([3, 1, 2, 4]);
});

it('captures what is a copy of the disk as that, and everything else with its contents', async () => {
  const { emulator, memory } = make();
  await disk.prefetch(0);
  for (const [page, value] of [
    [9, 7],
    [10, 2],
    [40, 7],
  ] as const) {
    fill(emulator.memory, page, value);
  }
  const { pageNumbers, pages, diskCopies } = await memory.condense(memory.capture());
  expect([...pageNumbers]).toEqual([10]);
  expect(pages).toEqual(new Uint8Array(PAGE_BYTES).fill(2));
  expect([...(diskCopies?.pageNumbers ?? [])]).toEqual([9, 40]);
});

it('keeps of pages of which the parent has most what is different', async () => {
  const { emulator, memory, spans } = make();
  const changed = [4, 9, 20];
  fill(emulator.memory, 9, 1);
  for (const page of changed.filter((number) => number !== 9)) {
    const at = page * PAGE_BYTES + 12;
    emulator.memory[at] = 0xff ^ (emulator.memory[at] ?? 0);
  }
  const whole = memory.capture();
  const content = whole.pages.slice();
  const { pageNumbers, pages, patches } = await memory.condense(whole);
  expect([...pageNumbers]).toEqual(changed);
  expect([...(patches ?? [])]).toEqual([4, 20]);
  expect(pages.subarray(0, PAGE_BYTES).filter((byte) => byte !== 0)).toEqual(Uint8Array.of(0xff));
  const again = unpatchPages({ pageNumbers, pages, patches: patches ?? new Uint32Array() }, spans);
  expect(same(again.pages, content)).toBe(true);
});

it('condenses more than one part of a large capture, in order', async () => {
  const pages = new Uint8Array(2_500 * PAGE_BYTES);
  const pageNumbers = Uint32Array.from({ length: 2_500 }, (_none, index) => 1_000 + index);
  for (const index of pageNumbers.keys())
    pages.fill(1 + (index % 200), index * PAGE_BYTES, (index + 1) * PAGE_BYTES);
  await disk.prefetch(0); // has a page of sevens
  const { memory } = make();
  await memory.prepare();
  const found = await memory.condense({ pageNumbers, pages, zeroPages: new Uint32Array() });
  const sevens = [...pageNumbers].filter((_number, index) => 1 + (index % 200) === 7);
  expect([...(found.diskCopies?.pageNumbers ?? [])]).toEqual(sevens);
  expect([...found.pageNumbers]).toEqual(
    [...pageNumbers].filter((number) => !sevens.includes(number)),
  );
  const firsts = Array.from(found.pageNumbers, (_number, index) => found.pages[index * PAGE_BYTES]);
  expect(firsts).toEqual(Array.from(found.pageNumbers, (number) => 1 + ((number - 1_000) % 200)));
});

it('goes back to a capture from whatever there is by then', async () => {
  const { emulator, forgotten, memory } = make();
  await memory.prepare();
  fill(emulator.memory, 4, 9);
  fill(emulator.memory, 20, 0);
  fill(emulator.memory, 30, 7);
  const captured = memory.capture();
  const then = emulator.memory.slice();
  for (const page of [3, 4, 20, 30, 31, 40]) fill(emulator.memory, page, page);
  fill(emulator.memory, 5, 0);
  memory.restore(captured);
  expect(same(emulator.memory, then)).toBe(true);
  expect(forgotten.sort((one, other) => one - other)).toEqual([3, 4, 5, 20, 30, 31, 40]);
});

it('keeps the code of pages that are right, and forgets that of those it writes', () => {
  const { emulator, forgotten, memory } = make();
  fill(emulator.memory, 4, 9);
  fill(emulator.memory, 10, 9);
  const captured = memory.capture();
  fill(emulator.memory, 10, 8);
  fill(emulator.memory, 11, 7);
  memory.restore(captured);
  expect(forgotten).toEqual([11, 10]);
});

it('puts a capture on a fresh copy of the parent', () => {
  const origin = make();
  fill(origin.emulator.memory, 4, 0);
  fill(origin.emulator.memory, 50, 8);
  const captured = origin.memory.capture();
  const other = make();
  writePages(other.emulator, captured);
  expect(same(other.emulator.memory, origin.emulator.memory)).toBe(true);
});

it('goes back to the parent with an empty capture', () => {
  const { emulator, memory, parent } = make();
  emulator.memory.fill(0x11);
  const nothing = new Uint32Array(0);
  memory.restore({ pageNumbers: nothing, zeroPages: nothing, pages: new Uint8Array(0) });
  expect(same(emulator.memory, parent)).toBe(true);
});
