import type { SegmentCodec } from '../../layers/codec.ts';

/**
 * The guest's code as v86 has compiled it, made ahead by the image build: a machine that starts with it need not run its
 * programs slowly until they are compiled again.
 *
 * Compiled code is two things: WebAssembly modules, and v86's own records of which pages of the guest's memory they came from,
 * which lie in its heap. Both fit one build of v86, one memory size and one memory layer, and nothing else.
 */
export interface CodeCache {
  /** Where the guest's memory begins in v86's memory, and its size: what was recorded names addresses. */
  readonly memoryAddress: number;
  readonly memoryBytes: number;
  /** v86's memory outside of the guest's, as far as it differs from that of a new emulator. */
  readonly pages: readonly EnginePage[];
  readonly modules: readonly CompiledModule[];
}

/** A page of v86's own memory: its number and its {@link ENGINE_PAGE_BYTES} bytes. */
export interface EnginePage {
  readonly number: number;
  readonly bytes: Uint8Array;
}

/** One module that v86 generated, and its number in v86's records. */
export interface CompiledModule {
  readonly index: number;
  readonly bytes: Uint8Array;
}

/** What a file begins with, as JSON, before the packed segments. */
export interface CodeCacheHeader {
  readonly memoryAddress: number;
  readonly memoryBytes: number;
  /** Numbers of the pages, in the order of their bytes. */
  readonly pages: readonly number[];
  /** Number and bytes of each module, in the order of their bytes, which follow those of the pages. */
  readonly modules: readonly (readonly [index: number, bytes: number])[];
  /** Packed and unpacked sizes of the segments. */
  readonly segments: readonly (readonly [bytes: number, rawBytes: number])[];
}

export const ENGINE_PAGE_BYTES = 4096;
/** "drydock", and the version of the format. */
export const CODE_CACHE_MAGIC = 'drydock-code-1\0\0';
/** The magic, and the header's length as a 32-bit number, the lowest byte first. */
export const CODE_CACHE_PREAMBLE_BYTES = CODE_CACHE_MAGIC.length + 4;

/**
 * Reads a file that the image build wrote; its bytes were checked against the manifest, so what is wrong here is the build.
 * @throws Error when it is none
 */
export async function readCodeCache(file: Uint8Array, codec: SegmentCodec): Promise<CodeCache> {
  const text = new TextDecoder();
  if (text.decode(file.subarray(0, CODE_CACHE_MAGIC.length)) !== CODE_CACHE_MAGIC) {
    throw new Error('this is no compiled code, or that of another version');
  }
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  let start = CODE_CACHE_PREAMBLE_BYTES + view.getUint32(CODE_CACHE_MAGIC.length, true);
  const json = text.decode(file.subarray(CODE_CACHE_PREAMBLE_BYTES, start));
  const { segments, pages, modules, ...memory } = JSON.parse(json) as CodeCacheHeader;
  const content = new Uint8Array(segments.reduce((sum, [, rawBytes]) => sum + rawBytes, 0));
  let filled = 0;
  for (const [bytes, rawBytes] of segments) {
    content.set(await codec.unpack(file.subarray(start, start + bytes), rawBytes), filled);
    start += bytes;
    filled += rawBytes;
  }
  let taken = 0;
  const take = (bytes: number) => content.subarray(taken, (taken += bytes));
  return {
    ...memory,
    pages: pages.map((number) => ({ number, bytes: take(ENGINE_PAGE_BYTES) })),
    modules: modules.map(([index, bytes]) => ({ index, bytes: take(bytes) })),
  };
}

/** The parts of a new emulator that compiled code is put into. */
export interface CodeOwner {
  readonly memory: WebAssembly.Memory;
  /** Where v86 calls compiled code from. */
  readonly table: WebAssembly.Table;
  readonly guest: { readonly address: number; readonly bytes: number };
  /** What generated modules import as `e`. */
  readonly imports: WebAssembly.ModuleImports;
}

/** Functions of v86 itself come first in its table (`WASM_TABLE_OFFSET` in v86 0.5.462, src/const.js). */
export const CODE_TABLE_OFFSET = 1024;

/**
 * A module that has its import as its export: it makes a JavaScript function one that a table takes. In text:
 * `(module (import "e" "f" (func (param i32))) (export "f" (func 0)))`.
 */
const PASS_ON = Uint8Array.of(
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...[1, 5, 1, 0x60, 1, 0x7f, 0], // types: (i32) → ()
  ...[2, 7, 1, 1, 0x65, 1, 0x66, 0, 0], // imports: "e" "f", a function of type 0
  ...[7, 5, 1, 1, 0x66, 0, 0], // exports: "f", function 0
);

/**
 * Gives a new emulator the code. Each module is handed to the browser only when the guest first comes to it.
 * @throws Error when the emulator has its memory elsewhere, which it has not while build and page agree
 */
export function installCode(owner: CodeOwner, cache: CodeCache): void {
  const { memory, table, guest, imports } = owner;
  if (guest.address !== cache.memoryAddress || guest.bytes !== cache.memoryBytes) {
    throw new Error('the compiled code was made for another machine');
  }
  const last = Math.max(...cache.pages.map(({ number }) => number));
  const missing = (last + 1) * ENGINE_PAGE_BYTES - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / WASM_PAGE_BYTES));
  const bytes = new Uint8Array(memory.buffer);
  for (const page of cache.pages) bytes.set(page.bytes, page.number * ENGINE_PAGE_BYTES);
  const passOn = new WebAssembly.Module(PASS_ON);
  for (const module of cache.modules) {
    const slot = CODE_TABLE_OFFSET + module.index;
    const f = (state: number): void => {
      const compiled = link(new WebAssembly.Module(module.bytes.slice()), imports);
      table.set(slot, compiled);
      compiled(state);
    };
    table.set(slot, link(passOn, { f }));
  }
}

/** Unit of WebAssembly's memory. */
const WASM_PAGE_BYTES = 65_536;

function link(module: WebAssembly.Module, e: WebAssembly.ModuleImports): (state: number) => void {
  return new WebAssembly.Instance(module, { e }).exports['f'] as (state: number) => void;
}
