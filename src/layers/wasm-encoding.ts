/**
 * As much of the WebAssembly binary format as one small routine needs. A routine of a few dozen instructions is kept as
 * the list of its instructions and encoded when it is first used: no binary in the repository, no assembler in the
 * build, and the same in Node, in tests and in the worker.
 *
 * Numbers are those of the WebAssembly core specification, chapter "Binary Format".
 */

/** Bytes of code, or of a part of it. */
export type Code = readonly number[];

/** Types of values. */
export const ValueType = { i32: 0x7f, v128: 0x7b } as const;

/** A function to be encoded. */
export interface FunctionCode {
  readonly name: string;
  /** Number of parameters, all of them i32. */
  readonly parameters: number;
  /** Types of the local variables, numbered from the last parameter on. */
  readonly locals: readonly number[];
  /** Ends with the one i32 that it returns on the stack. */
  readonly body: Code;
}

const HEADER = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const Section = { type: 1, import: 2, function: 3, export: 7, code: 10 } as const;
const FUNCTION_TYPE = 0x60;
const FUNCTION_KIND = 0;
const MEMORY_KIND = 2;
const NO_RESULT = 0x40;
/** Alignment hints, as powers of two; v128.load takes any address. */
const ALIGNED_4 = 2;
const ALIGNED_16 = 4;

/** Instructions, written as the bytes they are. Blocks are closed by the function that opens them. */
export const Op = {
  get: (local: number): Code => [0x20, ...unsigned(local)],
  set: (local: number): Code => [0x21, ...unsigned(local)],
  constant: (value: number): Code => [0x41, ...signed(value)],
  add: [0x6a],
  subtract: [0x6b],
  isZero: [0x45],
  isUnequal: [0x47],
  storeI32: [0x36, ALIGNED_4, 0],
  loadV128: (offset: number): Code => [0xfd, 0x00, ALIGNED_16, ...unsigned(offset)],
  or: [0xfd, 0x50],
  xor: [0xfd, 0x51],
  anyTrue: [0xfd, 0x53],
  block: (...body: readonly Code[]): Code => [0x02, NO_RESULT, ...body.flat(), 0x0b],
  loop: (...body: readonly Code[]): Code => [0x03, NO_RESULT, ...body.flat(), 0x0b],
  if: (...body: readonly Code[]): Code => [0x04, NO_RESULT, ...body.flat(), 0x0b],
  /** Leaves a block or begins a loop again; 0 is the innermost. An `if` counts as a block. */
  branch: (depth: number): Code => [0x0c, ...unsigned(depth)],
  branchIf: (depth: number): Code => [0x0d, ...unsigned(depth)],
} as const;

/** A module that imports the memory `env.memory` and exports `functions`. */
export function encodeModule(functions: readonly FunctionCode[]): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameters }) => [
    FUNCTION_TYPE,
    ...vector(Array.from({ length: parameters }, () => [ValueType.i32])),
    ...vector([[ValueType.i32]]),
  ]);
  const memory = [...text('env'), ...text('memory'), MEMORY_KIND, 0, 0];
  const exported = functions.map(({ name }, index) => [
    ...text(name),
    FUNCTION_KIND,
    ...unsigned(index),
  ]);
  return Uint8Array.from([
    ...HEADER,
    ...section(Section.type, types),
    ...section(Section.import, [memory]),
    ...section(
      Section.function,
      functions.map((_function, index) => unsigned(index)),
    ),
    ...section(Section.export, exported),
    ...section(Section.code, functions.map(encodeFunction)),
  ]);
}

function encodeFunction({ locals, body }: FunctionCode): Code {
  const code = [...vector(locals.map((type) => [1, type])), ...body, 0x0b];
  return [...unsigned(code.length), ...code];
}

function section(id: number, items: readonly Code[]): Code {
  const content = vector(items);
  return [id, ...unsigned(content.length), ...content];
}

function vector(items: readonly Code[]): Code {
  return [...unsigned(items.length), ...items.flat()];
}

function text(value: string): Code {
  return vector(Array.from(new TextEncoder().encode(value), (byte) => [byte]));
}

/** LEB128. */
function unsigned(value: number): Code {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

/** LEB128 of a number with a sign: its last byte's bit 6 is the sign. */
function signed(value: number): Code {
  const fits = value >= -0x40 && value < 0x40;
  return fits ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)];
}
