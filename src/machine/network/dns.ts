import type { Ipv4Address } from './ipv4-address.ts';

/** The address of a name in lower case without its last dot; undefined when there is no such name. */
export type NameLookup = (name: string) => Ipv4Address | undefined;

const HEADER_BYTES = 12;
const RESPONSE = 0x8000;
const OPCODE_MASK = 0x7800;
/** This server is asked recursively, and speaks for all the names there are. */
const RECURSION_DESIRED = 0x0100;
const RECURSION_AVAILABLE = 0x0080;
const AUTHORITATIVE = 0x0400;
const ResponseCode = { noError: 0, formatError: 1, nameError: 3, notImplemented: 4 } as const;
const TYPE_A = 1;
const CLASS_INTERNET = 1;
/** A pointer to the question's name, which begins right after the header. */
const NAME_OF_QUESTION = 0xc000 | HEADER_BYTES;
/** Seconds: a name may move when the page is another version. */
const TIME_TO_LIVE = 60;
const LONGEST_LABEL = 63;

/**
 * Answers a DNS query (RFC 1035) at once: an address for the names that `lookup` knows, NXDOMAIN for all others, so that
 * nothing in the guest waits for a server that is not there.
 *
 * @returns undefined for what is no query
 */
export function answerDns(query: Uint8Array, lookup: NameLookup): Uint8Array | undefined {
  if (query.length < HEADER_BYTES) return undefined;
  const view = new DataView(query.buffer, query.byteOffset, query.length);
  const flags = view.getUint16(2);
  if ((flags & RESPONSE) !== 0) return undefined;
  const head = { id: view.getUint16(0), recursion: flags & RECURSION_DESIRED };
  if ((flags & OPCODE_MASK) !== 0) return answer(head, ResponseCode.notImplemented);
  const question = view.getUint16(4) === 1 ? readQuestion(query, view) : undefined;
  if (question === undefined) return answer(head, ResponseCode.formatError);
  const address = lookup(question.name);
  if (address === undefined) return answer(head, ResponseCode.nameError, question.bytes);
  const wantsAddress = question.type === TYPE_A && question.class === CLASS_INTERNET;
  return answer(
    head,
    ResponseCode.noError,
    question.bytes,
    wantsAddress ? record(address) : undefined,
  );
}

interface Question {
  readonly name: string;
  readonly type: number;
  readonly class: number;
  readonly bytes: Uint8Array;
}

function readQuestion(query: Uint8Array, view: DataView): Question | undefined {
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = query[at] ?? 0; length !== 0; length = query[at] ?? 0) {
    if (length > LONGEST_LABEL || at + 1 + length >= query.length) return undefined;
    labels.push(new TextDecoder().decode(query.subarray(at + 1, at + 1 + length)));
    at += 1 + length;
  }
  const end = at + 5;
  if (end > query.length) return undefined;
  return {
    name: labels.join('.').toLowerCase(),
    type: view.getUint16(at + 1),
    class: view.getUint16(at + 3),
    bytes: query.subarray(HEADER_BYTES, end),
  };
}

function record(address: Ipv4Address): Uint8Array {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, NAME_OF_QUESTION);
  view.setUint16(2, TYPE_A);
  view.setUint16(4, CLASS_INTERNET);
  view.setUint32(6, TIME_TO_LIVE);
  view.setUint16(10, 4);
  view.setUint32(12, address);
  return bytes;
}

function answer(
  { id, recursion }: { id: number; recursion: number },
  code: number,
  question: Uint8Array = new Uint8Array(0),
  answerRecord: Uint8Array = new Uint8Array(0),
): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + question.length + answerRecord.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, id);
  view.setUint16(2, RESPONSE | AUTHORITATIVE | recursion | RECURSION_AVAILABLE | code);
  view.setUint16(4, question.length > 0 ? 1 : 0);
  view.setUint16(6, answerRecord.length > 0 ? 1 : 0);
  bytes.set(question, HEADER_BYTES);
  bytes.set(answerRecord, HEADER_BYTES + question.length);
  return bytes;
}
