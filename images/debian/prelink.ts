import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ForeignElfError, fileOffset, PT_DYNAMIC, readSegments, type Segment } from './elf.ts';

/**
 * Position-independent programs with many pointers in their data, all of which each start corrects: `docker` has 116,000 on 550 pages,
 * `dockerd` 309,000 on 1,400. `containerd`, `runc` and the shim have a fixed address as Debian built them.
 */
export const PRELINKED = ['usr/bin/docker', 'usr/sbin/dockerd', 'usr/sbin/docker-proxy'];

/** Where i386 programs of a fixed address begin (System V ABI, Intel386 supplement). */
const BASE = 0x0804_8000;

/** Types of files (ELF specification, "ELF Header"). */
const ET_EXEC = 2;
const ET_DYN = 3;
/** Places in the ELF header. */
const E_TYPE = 16;
const E_ENTRY = 24;
const E_PHOFF = 28;
const E_SHOFF = 32;
const E_PHENTSIZE = 42;
const E_SHENTSIZE = 46;
const E_SHNUM = 48;
const PT_GNU_STACK = 0x6474_e551;
const SHT_DYNSYM = 11;
const SYMBOL_BYTES = 16;

/** Entries of the dynamic section; those in {@link ADDRESSES} hold an address. */
const DT_PLTRELSZ = 2;
const DT_PLTGOT = 3;
const DT_REL = 17;
const DT_RELSZ = 18;
const DT_TEXTREL = 22;
const DT_JMPREL = 23;
const DT_RELCOUNT = 0x6fff_fffa;
const DT_FLAGS_1 = 0x6fff_fffb;
const DF_1_PIE = 0x0800_0000;
const DT_HASH = 4;
const DT_STRTAB = 5;
const DT_SYMTAB = 6;
const DT_INIT = 12;
const DT_FINI = 13;
const DT_INIT_ARRAY = 25;
const DT_FINI_ARRAY = 26;
const DT_PREINIT_ARRAY = 32;
const DT_GNU_HASH = 0x6fff_fef5;
const DT_VERSYM = 0x6fff_fff0;
const DT_VERDEF = 0x6fff_fffc;
const DT_VERNEED = 0x6fff_fffe;
const ADDRESSES = new Set([
  ...[DT_HASH, DT_STRTAB, DT_SYMTAB, DT_GNU_HASH, DT_VERSYM, DT_VERDEF, DT_VERNEED],
  ...[DT_INIT, DT_FINI, DT_INIT_ARRAY, DT_FINI_ARRAY, DT_PREINIT_ARRAY],
  ...[DT_REL, DT_JMPREL, DT_PLTGOT],
]);

/** Relocations, eight bytes each: where, and what. */
const RELOCATION_BYTES = 8;
const R_386_RELATIVE = 8;
const R_386_JUMP_SLOT = 7;
/** What the loader computes from a symbol's address alone: only the place moves. R_386_32, GLOB_DAT, JUMP_SLOT, TLS_TPOFF. */
const BY_SYMBOL = new Set([1, 6, R_386_JUMP_SLOT, 14]);

/** Gives {@link PRELINKED} programs of a root file system a fixed address. @throws ForeignElfError with the file's name */
export async function prelinkPrograms(root: string): Promise<void> {
  for (const path of PRELINKED) {
    const file = await readFile(join(root, path));
    try {
      prelink(file);
    } catch (error) {
      if (!(error instanceof ForeignElfError)) throw error;
      throw new ForeignElfError(`${path}: ${error.message}`);
    }
    await writeFile(join(root, path), file);
  }
}

/**
 * Makes a program of a fixed address out of a position-independent one, in place, as the tool of this name did: every pointer that
 * the loader would correct at each start is corrected here, once. The code is the same; pages of constants are then read when they are
 * used and shared by all that run, where otherwise each start reads every one that has a pointer, and makes its own copy. What is given up is that the
 * program lies at another address each time. A program that has a fixed address already is left alone.
 *
 * @param file a 32-bit x86 program with section headers
 * @throws ForeignElfError when it is something else
 */
export function prelink(file: Buffer): void {
  if (file.readUInt16LE(E_TYPE) === ET_EXEC) return;
  if (file.readUInt16LE(E_TYPE) !== ET_DYN) throw new ForeignElfError('not a program');
  const segments = readSegments(file);
  const dynamic = new DynamicSection(file, segments);
  if (((dynamic.get(DT_FLAGS_1) ?? 0) & DF_1_PIE) === 0) {
    throw new ForeignElfError('a library, not a program');
  }
  if (dynamic.get(DT_TEXTREL) !== undefined) {
    throw new ForeignElfError('the loader would have to change its code');
  }
  const offset = (address: number) => fileOffset(address, segments);
  const relative = correctPointers(file, dynamic, offset);
  moveRelocations(file, dynamic, relative, offset);
  moveSections(file, dynamic.get(DT_REL) ?? 0, relative * RELOCATION_BYTES);
  const got = dynamic.get(DT_PLTGOT);
  if (got !== undefined) add(file, offset(got), BASE);
  dynamic.move(relative);
  moveSegments(file);
  add(file, E_ENTRY, BASE);
  file.writeUInt16LE(ET_EXEC, E_TYPE);
}

/** Entries of the dynamic section, each a tag and a value. */
class DynamicSection {
  readonly #at = new Map<number, number>();

  constructor(
    readonly file: Buffer,
    segments: readonly Segment[],
  ) {
    const segment = segments.find(({ type }) => type === PT_DYNAMIC);
    if (segment === undefined) throw new ForeignElfError('it has no dynamic section');
    const { offset, size } = segment;
    for (let at = offset; at < offset + size && file.readUInt32LE(at) !== 0; at += 8) {
      this.#at.set(file.readUInt32LE(at), at + 4);
    }
  }

  get(tag: number): number | undefined {
    const at = this.#at.get(tag);
    return at === undefined ? undefined : this.file.readUInt32LE(at);
  }

  /** Moves addresses, and leaves out the first `relative` relocations. */
  move(relative: number): void {
    for (const [tag, at] of this.#at) if (ADDRESSES.has(tag)) add(this.file, at, BASE);
    this.#change(DT_REL, (address) => address + relative * RELOCATION_BYTES);
    this.#change(DT_RELSZ, (size) => size - relative * RELOCATION_BYTES);
    this.#change(DT_RELCOUNT, () => 0);
    this.#change(DT_FLAGS_1, (flags) => flags & ~DF_1_PIE);
  }

  #change(tag: number, by: (value: number) => number): void {
    const at = this.#at.get(tag);
    if (at !== undefined) this.file.writeUInt32LE(by(this.file.readUInt32LE(at)) >>> 0, at);
  }
}

/** @returns how many pointers were corrected; their relocations, the first of the table, are zero then */
function correctPointers(
  file: Buffer,
  dynamic: DynamicSection,
  offset: (address: number) => number,
): number {
  const count = dynamic.get(DT_RELCOUNT) ?? 0;
  if (count === 0) return 0;
  const table = offset(dynamic.get(DT_REL) ?? 0);
  for (let index = 0; index < count; index++) {
    const at = table + index * RELOCATION_BYTES;
    if (file.readUInt32LE(at + 4) !== R_386_RELATIVE) {
      throw new ForeignElfError('its relocations are not sorted');
    }
    add(file, offset(file.readUInt32LE(at)), BASE);
  }
  file.fill(0, table, table + count * RELOCATION_BYTES);
  return count;
}

/** Moves the places of what the loader still has to fill in. */
function moveRelocations(
  file: Buffer,
  dynamic: DynamicSection,
  relative: number,
  offset: (address: number) => number,
): void {
  const skipped = relative * RELOCATION_BYTES;
  const tables = [
    [(dynamic.get(DT_REL) ?? 0) + skipped, (dynamic.get(DT_RELSZ) ?? 0) - skipped],
    [dynamic.get(DT_JMPREL) ?? 0, dynamic.get(DT_PLTRELSZ) ?? 0],
  ] as const;
  for (const [address, bytes] of tables) {
    if (bytes <= 0) continue;
    const table = offset(address);
    for (let at = table; at < table + bytes; at += RELOCATION_BYTES) {
      const type = file.readUInt32LE(at + 4) & 0xff;
      if (!BY_SYMBOL.has(type)) throw new ForeignElfError(`relocations of type ${type}`);
      // Until it is bound, a function of a library is the address of what binds it.
      if (type === R_386_JUMP_SLOT) add(file, offset(file.readUInt32LE(at)), BASE);
      add(file, at, BASE);
    }
  }
}

function moveSegments(file: Buffer): void {
  const start = file.readUInt32LE(E_PHOFF);
  const entry = file.readUInt16LE(E_PHENTSIZE);
  const count = file.readUInt16LE(E_PHENTSIZE + 2);
  for (let at = start; at < start + count * entry; at += entry) {
    if (file.readUInt32LE(at) === PT_GNU_STACK) continue;
    add(file, at + 8, BASE);
    add(file, at + 12, BASE);
  }
}

/** Section headers and symbols, which debuggers read; the loader reads the symbols as well. */
function moveSections(file: Buffer, relocations: number, skipped: number): void {
  const start = file.readUInt32LE(E_SHOFF);
  const entry = file.readUInt16LE(E_SHENTSIZE);
  const count = file.readUInt16LE(E_SHNUM);
  if (start === 0 || count === 0) throw new ForeignElfError('it has no section headers');
  for (let at = start; at < start + count * entry; at += entry) {
    const address = file.readUInt32LE(at + 12);
    if (address === 0) continue;
    if (file.readUInt32LE(at + 4) === SHT_DYNSYM) moveSymbols(file, at);
    if (address === relocations) {
      add(file, at + 12, skipped);
      add(file, at + 16, skipped);
      add(file, at + 20, -skipped);
    }
    add(file, at + 12, BASE);
  }
}

function moveSymbols(file: Buffer, header: number): void {
  const start = file.readUInt32LE(header + 16);
  const bytes = file.readUInt32LE(header + 20);
  for (let at = start; at < start + bytes; at += SYMBOL_BYTES) {
    const section = file.readUInt16LE(at + 14);
    // Neither what libraries define nor absolute numbers.
    if (section !== 0 && section < 0xff00) add(file, at + 4, BASE);
  }
}

function add(file: Buffer, at: number, number: number): void {
  file.writeUInt32LE((file.readUInt32LE(at) + number) >>> 0, at);
}
