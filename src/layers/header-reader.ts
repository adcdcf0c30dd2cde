import {
  countPages,
  LAYER_MAGIC,
  LAYER_VERSION,
  LayerFormatError,
  type LayerHeader,
  type LayerSegment,
  MAX_HEADER_BYTES,
  MAX_SEGMENT_BYTES,
  PAGE_BYTES,
  type PageRun,
  type PageSegment,
  PREAMBLE_BYTES,
} from './layer-format.ts';

const SHA256_PATTERN = /^[0-9a-f]{64}$/;

/**
 * Length of the header in bytes, from the first {@link PREAMBLE_BYTES} of a file.
 * @throws LayerFormatError when this is no layer, or one of another version
 */
export function readPreamble(bytes: Uint8Array): number {
  if (
    bytes.length < PREAMBLE_BYTES ||
    new TextDecoder().decode(bytes.subarray(0, 8)) !== LAYER_MAGIC
  ) {
    throw new LayerFormatError('this is not a memory layer');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint32(8, true);
  if (version !== LAYER_VERSION) {
    throw new LayerFormatError(
      `this is a memory layer of version ${version}, and version ${LAYER_VERSION} is read here`,
    );
  }
  const headerBytes = view.getUint32(12, true);
  if (headerBytes > MAX_HEADER_BYTES) {
    throw new LayerFormatError(`the layer announces a header of ${headerBytes} bytes`);
  }
  return headerBytes;
}

/**
 * Reads and checks the header: every field has its type, and the numbers agree with each other.
 * @throws LayerFormatError naming the field
 */
export function readHeader(bytes: Uint8Array): LayerHeader {
  const fields = parseObject(bytes);
  const header: LayerHeader = {
    parent: fields['parent'] === null ? null : sha256(fields['parent'], 'parent'),
    fingerprint: sha256(fields['fingerprint'], 'fingerprint'),
    memoryBytes: wholeNumber(fields['memoryBytes'], 'memoryBytes', 2 ** 31),
    codec: codec(fields['codec']),
    pages: runs(fields['pages'], 'pages'),
    zeroPages: runs(fields['zeroPages'], 'zeroPages'),
    pageSegments: array(fields['pageSegments'], 'pageSegments').map((value, index) =>
      pageSegment(value, `pageSegments[${index}]`),
    ),
    deviceSegment: segment(fields['deviceSegment'], 'deviceSegment'),
  };
  checkSums(header);
  return header;
}

function checkSums(header: LayerHeader): void {
  const pageLimit = header.memoryBytes / PAGE_BYTES;
  for (const [first, count] of [...header.pages, ...header.zeroPages]) {
    if (first + count > pageLimit) throw wrong('pages', 'lie beyond the end of memory');
  }
  requireAscending(header.zeroPages, 'zeroPages');
  const ascending = header.pages.toSorted(([first], [other]) => first - other);
  requireAscending(ascending, 'pages');
  const rawBytes = header.pageSegments.reduce((sum, { rawBytes: bytes }) => sum + bytes, 0);
  if (rawBytes !== countPages(header.pages) * PAGE_BYTES) {
    throw wrong('pageSegments', 'hold another number of bytes than the pages have');
  }
  if (header.pageSegments.some(({ rawBytes: bytes }) => bytes % PAGE_BYTES !== 0)) {
    throw wrong('pageSegments', 'are not cut at page borders');
  }
}

function parseObject(bytes: Uint8Array): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new LayerFormatError('the header of the layer is not JSON', { cause });
  }
  return object(value, 'header');
}

function object(value: unknown, field: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrong(field, 'is not an object');
  return value as Record<string, unknown>;
}

function array(value: unknown, field: string): readonly unknown[] {
  if (!Array.isArray(value)) throw wrong(field, 'is not a list');
  return value;
}

function wholeNumber(value: unknown, field: string, limit: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > limit) {
    throw wrong(field, `is not a whole number from 0 to ${limit}`);
  }
  return value;
}

function sha256(value: unknown, field: string): string {
  if (typeof value !== 'string' || !SHA256_PATTERN.test(value))
    throw wrong(field, 'is not a SHA-256');
  return value;
}

function codec(value: unknown): LayerHeader['codec'] {
  if (value !== 'zstd' && value !== 'none') throw wrong('codec', 'is neither "zstd" nor "none"');
  return value;
}

function requireAscending(list: readonly PageRun[], field: string): void {
  let next = 0;
  for (const [first, count] of list) {
    if (first < next) throw wrong(field, 'name a page twice or are out of order');
    next = first + count;
  }
}

function runs(value: unknown, field: string): PageRun[] {
  return array(value, field).map((entry, index) => {
    const [first, count] = array(entry, `${field}[${index}]`);
    const run: PageRun = [
      wholeNumber(first, `${field}[${index}][0]`, 2 ** 20),
      wholeNumber(count, `${field}[${index}][1]`, 2 ** 20),
    ];
    if (run[1] === 0) throw wrong(`${field}[${index}]`, 'is empty');
    return run;
  });
}

function segment(value: unknown, field: string): LayerSegment {
  const fields = object(value, field);
  return {
    bytes: wholeNumber(fields['bytes'], `${field}.bytes`, MAX_SEGMENT_BYTES * 2),
    rawBytes: wholeNumber(fields['rawBytes'], `${field}.rawBytes`, MAX_SEGMENT_BYTES),
    sha256: sha256(fields['sha256'], `${field}.sha256`),
  };
}

function pageSegment(value: unknown, field: string): PageSegment {
  const part = segment(value, field);
  const { callTargets } = object(value, field);
  if (typeof callTargets !== 'boolean') throw wrong(`${field}.callTargets`, 'is not true or false');
  return { ...part, callTargets };
}

function wrong(field: string, what: string): LayerFormatError {
  return new LayerFormatError(`in the header of the layer, ${field} ${what}`);
}
