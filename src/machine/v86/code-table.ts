import { CODE_TABLE_OFFSET } from './code-cache.ts';

/** Modules of compiled code that v86 0.5.462 can have at a time (`WASM_TABLE_SIZE` in src/const.js), number 0 being left out. */
const USUAL_MODULES = 899;
/**
 * As many as Drydock gives it. When the last one is taken v86 forgets all of them, and the guest is slow until they are compiled again; a
 * lab with the Docker Engine comes to some 1,500.
 */
export const MAX_MODULES = 2_400;

/** The parts of a new emulator that this needs. */
export interface TableOwner {
  readonly memory: WebAssembly.Memory;
  readonly table: WebAssembly.Table;
  /** v86's `v86_malloc`: room in its heap, as an address. */
  readonly allocate: (bytes: number) => number;
  /** The guest's memory: what v86 has had since it was linked lies before it. */
  readonly guest: { readonly address: number };
}

/**
 * Lets v86 have more modules of compiled code. The numbers that it has left to give are a Rust `Vec<u16>` (`wasm_table_index_free_list`
 * in src/rust/jit.rs), in a new emulator all of them: the list gets a longer one in its place.
 * @throws Error when there is no such list, as in another version of v86
 */
export function enlargeCodeTable(owner: TableOwner): void {
  const { memory, table, allocate, guest } = owner;
  const header = findFreeList(new Uint32Array(memory.buffer, 0, guest.address / 4));
  if (header === undefined) {
    throw new Error(
      'this version of v86 keeps no list of its modules where Drydock looks for it; Drydock needs exactly the version in package.json',
    );
  }
  const list = allocate(MAX_MODULES * 2);
  const numbers = Uint16Array.from({ length: MAX_MODULES }, (_none, index) => index + 1);
  new Uint16Array(memory.buffer, list, MAX_MODULES).set(numbers);
  const fields = new Uint32Array(memory.buffer, header.address, 3);
  fields.set(header.fields.map((field) => (field === header.list ? list : MAX_MODULES)));
  table.grow(CODE_TABLE_OFFSET + MAX_MODULES + 1 - table.length);
}

/** The three fields of the vector, in whatever order the compiler has put them: capacity, length, and the address of the list. */
interface FreeList {
  readonly address: number;
  readonly fields: readonly number[];
  readonly list: number;
}

function findFreeList(words: Uint32Array): FreeList | undefined {
  // Capacity and length are the same, so that one of them is the first or the second field.
  for (let at = words.indexOf(USUAL_MODULES); at >= 0; at = words.indexOf(USUAL_MODULES, at + 1)) {
    for (const start of [at, at - 1]) {
      const fields = [...words.subarray(start, start + 3)];
      const [list, ...more] = fields.filter((field) => field !== USUAL_MODULES);
      if (list === undefined || more.length > 0 || !holdsNumbers(words, list)) continue;
      return { address: start * 4, fields, list };
    }
  }
  return undefined;
}

/** Whether the 16-bit numbers 1, 2, … lie at an address. */
function holdsNumbers(words: Uint32Array, address: number): boolean {
  const bytes = USUAL_MODULES * 2;
  if (address % 4 !== 0 || address + bytes > words.byteLength) return false;
  const numbers = new Uint16Array(words.buffer, address, USUAL_MODULES);
  return numbers.every((number, index) => number === index + 1);
}
