/** What a made ELF file says that it needs. */
export interface ElfContent {
  readonly needed: readonly string[];
  readonly runpath?: string;
}

const HEADER_SIZE = 52;
const PROGRAM_HEADER_SIZE = 32;
const DT_NEEDED = 1;
const DT_STRTAB = 5;
const DT_RUNPATH = 29;

/** A 32-bit x86 ELF file with nothing but headers, a dynamic section and its strings, loaded at address 0x1000. */
export function elf386({ needed, runpath }: ElfContent): Buffer {
  let strings = '\0';
  const entries = needed.map((name) => [DT_NEEDED, add(name)] as const);
  const search = runpath === undefined ? [] : [[DT_RUNPATH, add(runpath)] as const];
  const dynamicAt = HEADER_SIZE + 2 * PROGRAM_HEADER_SIZE;
  const dynamicSize = (entries.length + search.length + 2) * 8;
  const stringsAt = dynamicAt + dynamicSize;
  const file = Buffer.alloc(stringsAt + strings.length);

  file.write('\x7fELF\x01\x01\x01', 'latin1');
  file.writeUInt16LE(3, 18);
  file.writeUInt32LE(HEADER_SIZE, 28);
  file.writeUInt16LE(PROGRAM_HEADER_SIZE, 42);
  file.writeUInt16LE(2, 44);
  writeWords(file, HEADER_SIZE, [1, 0, 0x1000, 0x1000, file.length]);
  writeWords(file, HEADER_SIZE + PROGRAM_HEADER_SIZE, [
    2,
    dynamicAt,
    0x1000 + dynamicAt,
    0,
    dynamicSize,
  ]);
  writeWords(
    file,
    dynamicAt,
    [...entries, ...search, [DT_STRTAB, 0x1000 + stringsAt], [0, 0]].flat(),
  );
  file.write(strings, stringsAt, 'latin1');
  return file;

  function add(text: string): number {
    const at = strings.length;
    strings += `${text}\0`;
    return at;
  }
}

function writeWords(file: Buffer, at: number, words: readonly number[]): void {
  for (const [index, word] of words.entries()) file.writeUInt32LE(word, at + index * 4);
}
