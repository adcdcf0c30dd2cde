/** What the dynamic loader reads from a program or library. */
export interface ElfDependencies {
  /** Names of libraries. */
  readonly needed: readonly string[];
  /** Folders to search first; `$ORIGIN` is the file's own. */
  readonly searchPath: readonly string[];
  /** The loader, for programs that are not static. */
  readonly interpreter?: string;
}

/** A file that says it is ELF, but not one that an i386 machine can run. */
export class ForeignElfError extends Error {
  override readonly name = 'ForeignElfError';
}

const CLASS_32_LITTLE_ENDIAN = '\x01\x01';
const MACHINE_386 = 3;
/** Types of program headers. */
const PT_LOAD = 1;
export const PT_DYNAMIC = 2;
const PT_INTERP = 3;
/** Tags of dynamic entries. */
const DT_NEEDED = 1;
const DT_STRTAB = 5;
const DT_RPATH = 15;
const DT_RUNPATH = 29;

/** A program header. */
export interface Segment {
  readonly type: number;
  readonly offset: number;
  readonly address: number;
  readonly size: number;
}

/** Whether these first bytes of a file are those of an ELF file. */
export const isElf = (head: Buffer): boolean => head.toString('latin1', 0, 4) === '\x7fELF';

/**
 * Reads what a 32-bit x86 ELF file needs at run time.
 *
 * @throws ForeignElfError when it is of another machine.
 */
export function readElf(file: Buffer): ElfDependencies {
  const format = file.toString('latin1', 4, 6);
  if (format !== CLASS_32_LITTLE_ENDIAN || file.readUInt16LE(18) !== MACHINE_386) {
    throw new ForeignElfError('not a 32-bit x86 file');
  }
  const segments = readSegments(file);
  const interpreter = segments.find(({ type }) => type === PT_INTERP);
  const dynamic = readDynamic(file, segments);
  return {
    needed: dynamic.get(DT_NEEDED) ?? [],
    searchPath: (dynamic.get(DT_RUNPATH) ?? dynamic.get(DT_RPATH) ?? []).flatMap((path) =>
      path.split(':'),
    ),
    ...(interpreter === undefined ? {} : { interpreter: stringAt(file, interpreter.offset) }),
  };
}

/** The program headers of a file. */
export function readSegments(file: Buffer): Segment[] {
  const start = file.readUInt32LE(28);
  const entrySize = file.readUInt16LE(42);
  const count = file.readUInt16LE(44);
  return Array.from({ length: count }, (_, index) => {
    const at = start + index * entrySize;
    return {
      type: file.readUInt32LE(at),
      offset: file.readUInt32LE(at + 4),
      address: file.readUInt32LE(at + 8),
      size: file.readUInt32LE(at + 16),
    };
  });
}

/** The dynamic entries whose values are strings, by tag. */
function readDynamic(file: Buffer, segments: readonly Segment[]): Map<number, string[]> {
  const strings = new Map<number, string[]>();
  const dynamic = segments.find(({ type }) => type === PT_DYNAMIC);
  if (dynamic === undefined) return strings;
  const entries: { tag: number; value: number }[] = [];
  for (let at = dynamic.offset; at < dynamic.offset + dynamic.size; at += 8) {
    entries.push({ tag: file.readUInt32LE(at), value: file.readUInt32LE(at + 4) });
  }
  const tableAddress = entries.find(({ tag }) => tag === DT_STRTAB)?.value ?? 0;
  const table = fileOffset(tableAddress, segments);
  for (const { tag, value } of entries) {
    if (tag !== DT_NEEDED && tag !== DT_RPATH && tag !== DT_RUNPATH) continue;
    strings.set(tag, [...(strings.get(tag) ?? []), stringAt(file, table + value)]);
  }
  return strings;
}

/** Where in the file an address of the program lies. @throws ForeignElfError when it is in no segment */
export function fileOffset(address: number, segments: readonly Segment[]): number {
  const segment = segments.find(
    ({ type, address: start, size }) =>
      type === PT_LOAD && address >= start && address < start + size,
  );
  if (segment === undefined)
    throw new ForeignElfError(`its address ${address.toString(16)} is in no segment`);
  return segment.offset + address - segment.address;
}

const stringAt = (file: Buffer, at: number): string =>
  file.toString('latin1', at, file.indexOf(0, at));
