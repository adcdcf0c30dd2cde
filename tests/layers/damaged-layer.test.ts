import { describe, expect, it } from 'vitest';
import { zstdPacker } from '../../images/support/zstd.ts';
import { storedSegments } from '../../src/layers/codec.ts';
import {
  LayerFormatError,
  type LayerHeader,
  layerFileBytes,
  MAX_HEADER_BYTES,
  PAGE_BYTES,
  PREAMBLE_BYTES,
} from '../../src/layers/layer-format.ts';
import { readLayer } from '../../src/layers/layer-reader.ts';
import { sha256Hex } from '../../src/layers/sha256.ts';
import { ZstdCodec } from '../../src/machine/image/zstd-codec.ts';
import { forgedLayer, inPieces, readBytes, sampleLayer } from './sample-layer.ts';

/** The reason for which bytes are refused. */
async function refusal(
  bytes: Uint8Array,
  expected: Parameters<typeof readBytes>[1],
): Promise<string> {
  const error = await readBytes(bytes, expected).then(
    () => new Error('it was read'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(LayerFormatError);
  return (error as Error).message;
}

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = bytes.slice();
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

describe('a flipped bit', async () => {
  const layer = await sampleLayer();
  const bodyStart = layer.bytes.length - (layerFileBytes(layer.header, 0) - PREAMBLE_BYTES);

  it.each([
    ['the magic', 0, 'this is not a memory layer'],
    ['the version', 8, 'of version 2, and version 3 is read here'],
    [
      'the length of the header, to one byte less',
      12,
      /not JSON|not the one that was asked for|ends after/,
    ],
    ['the length of the header, to four gigabytes', 15, /announces a header of/],
    ['the pages', bodyStart + 10, 'a part of the layer is damaged'],
    ['the last byte', layer.bytes.length - 1, 'a part of the layer is damaged'],
  ])('in %s is found', async (_place, at, reason) => {
    expect(await refusal(flipped(layer.bytes, at), layer.expected)).toMatch(reason);
  });

  it('anywhere in the file is found', async () => {
    const places = Array.from({ length: bodyStart + 20 }, (_, at) => at);
    for (const at of places)
      expect(await refusal(flipped(layer.bytes, at), layer.expected)).not.toBe('');
  });
});

describe('a file of another length', async () => {
  const layer = await sampleLayer();

  it('is refused at every length that is too short', async () => {
    const body = layer.bytes.length - (layerFileBytes(layer.header, 0) - PREAMBLE_BYTES);
    const boundaries = [
      0,
      1,
      8,
      15,
      16,
      17,
      body - 1,
      body,
      body + 1,
      body + PAGE_BYTES,
      layer.bytes.length - 1,
    ];
    for (const length of boundaries) {
      expect(await refusal(layer.bytes.subarray(0, length), layer.expected)).toBe(
        `the layer ends after ${length} bytes`,
      );
    }
  });

  it('is refused when it goes on', async () => {
    const longer = new Uint8Array(layer.bytes.length + 1);
    longer.set(layer.bytes);
    const reason = `the layer goes on after its ${layer.bytes.length} bytes`;
    expect(await refusal(longer, layer.expected)).toBe(reason);
    const pieces = readLayer(inPieces(longer, 5), layer.expected, storedSegments);
    await expect(pieces).rejects.toThrow(reason);
  });

  it('is refused when it is the HTML of a portal', async () => {
    const page = new TextEncoder().encode('<!doctype html><title>Log in</title>');
    expect(await refusal(page, layer.expected)).toBe('this is not a memory layer');
  });
});

describe('a whole layer', async () => {
  const layer = await sampleLayer();

  it.each([
    ['that was not asked for', { id: '0'.repeat(64) }, 'not the one that was asked for'],
    ['of another machine', { fingerprint: '0'.repeat(64) }, 'fits another machine'],
    ['of another memory size', { memoryBytes: 4 * PAGE_BYTES }, 'of another memory size'],
    ['of another parent', { parent: '0'.repeat(64) }, 'belongs on another parent'],
  ])('%s is refused', async (_which, change, reason) => {
    expect(await refusal(layer.bytes, { ...layer.expected, ...change })).toContain(reason);
  });

  it('whose download breaks off is refused with the reason of the download', async () => {
    async function* broken() {
      yield layer.bytes.subarray(0, 100);
      throw new Error('the connection broke off');
    }
    await expect(readLayer(broken(), layer.expected, storedSegments)).rejects.toThrow(
      'the connection broke off',
    );
  });

  it('that is refused stops its download', async () => {
    let stopped = false;
    async function* endless() {
      try {
        for (;;) yield new Uint8Array(100);
      } finally {
        stopped = true;
      }
    }
    await expect(readLayer(endless(), layer.expected, storedSegments)).rejects.toThrow(
      LayerFormatError,
    );
    expect(stopped).toBe(true);
  });
});

describe('a forged header', async () => {
  const { header } = await sampleLayer();
  const segment = header.deviceSegment;

  const refuse = async (change: Partial<Record<keyof LayerHeader, unknown>>) => {
    const { bytes, expected } = await forgedLayer({ ...header, ...change });
    return refusal(bytes, expected);
  };

  it.each([
    ['not JSON', '{', 'not JSON'],
    ['not UTF-8 text', '"\ud800"', 'header is not an object'],
    ['a list', '[]', 'header is not an object'],
    ['nothing', 'null', 'header is not an object'],
    ['empty', '{}', 'parent is not a SHA-256'],
    ['an heir', '{"__proto__":{"parent":null}}', 'parent is not a SHA-256'],
  ])('that is %s is refused', async (_what, text, reason) => {
    const { bytes, expected } = await forgedLayer(text);
    expect(await refusal(bytes, expected)).toContain(reason);
  });

  it('changes no prototype', async () => {
    const json = JSON.stringify(header).replace('{', '{"__proto__":{"polluted":true},');
    const { bytes, expected } = await forgedLayer(json);
    await refusal(bytes, expected);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it.each<[keyof LayerHeader, unknown, string]>([
    ['parent', 7, 'parent is not a SHA-256'],
    ['parent', 'A'.repeat(64), 'parent is not a SHA-256'],
    ['fingerprint', undefined, 'fingerprint is not a SHA-256'],
    ['fingerprint', '../'.repeat(20), 'fingerprint is not a SHA-256'],
    ['memoryBytes', '32768', 'memoryBytes is not a whole number'],
    ['memoryBytes', 1.5, 'memoryBytes is not a whole number'],
    ['memoryBytes', -1, 'memoryBytes is not a whole number'],
    ['memoryBytes', 2 ** 40, 'memoryBytes is not a whole number'],
    ['codec', 'gzip', 'codec is neither'],
    ['pages', {}, 'pages is not a list'],
    ['pages', [5], 'pages[0] is not a list'],
    ['pages', [[]], 'pages[0][0] is not a whole number'],
    ['pages', [[0, 0]], 'pages[0] is empty'],
    [
      'pages',
      [
        [4, 1],
        [2, 1],
        [4, 1],
      ],
      'pages name a page twice',
    ],
    [
      'pages',
      [
        [1, 3],
        [3, 1],
      ],
      'pages name a page twice',
    ],
    ['pages', [[7, 2]], 'pages lie beyond the end of memory'],
    ['pages', [[0, 2 ** 30]], 'pages[0][1] is not a whole number'],
    ['zeroPages', 'x', 'zeroPages is not a list'],
    [
      'zeroPages',
      [
        [4, 1],
        [2, 1],
      ],
      'zeroPages name a page twice or are out of order',
    ],
    ['zeroPages', [[8, 1]], 'beyond the end of memory'],
    ['pageSegments', null, 'pageSegments is not a list'],
    ['pageSegments', [null], 'pageSegments[0] is not an object'],
    ['pageSegments', [], 'pageSegments hold another number of bytes than the pages have'],
    [
      'pageSegments',
      [
        { ...segment, callTargets: false, rawBytes: 100 },
        { ...segment, callTargets: false, rawBytes: 3 * PAGE_BYTES - 100 },
      ],
      'are not cut at page borders',
    ],
    [
      'pageSegments',
      [{ ...segment, rawBytes: 2 ** 30 }],
      'pageSegments[0].rawBytes is not a whole number',
    ],
    [
      'pageSegments',
      [{ ...segment, bytes: 2 ** 30 }],
      'pageSegments[0].bytes is not a whole number',
    ],
    ['pageSegments', [{ ...segment, sha256: 1 }], 'pageSegments[0].sha256 is not a SHA-256'],
    ['pageSegments', [segment], 'pageSegments[0].callTargets is not true or false'],
    [
      'pageSegments',
      [{ ...segment, callTargets: 'yes' }],
      'pageSegments[0].callTargets is not true or false',
    ],
    ['deviceSegment', undefined, 'deviceSegment is not an object'],
    ['deviceSegment', { ...segment, bytes: null }, 'deviceSegment.bytes is not a whole number'],
  ])('with a wrong %s (%j) is refused by its name', async (field, value, reason) => {
    expect(await refuse({ [field]: value })).toContain(reason);
  });

  it('that announces more than a header can be is refused before it is read', async () => {
    const preamble = (await sampleLayer()).bytes.slice(0, PREAMBLE_BYTES);
    new DataView(preamble.buffer).setUint32(12, MAX_HEADER_BYTES + 1, true);
    const { expected } = await forgedLayer(header);
    expect(await refusal(preamble, expected)).toBe(
      `the layer announces a header of ${MAX_HEADER_BYTES + 1} bytes`,
    );
  });
});

describe('a lying segment', () => {
  it('that unpacks to more than it announces is refused without taking the memory', async () => {
    const bomb = await zstdPacker.pack(new Uint8Array(64 * 1024 * 1024));
    const { header } = await sampleLayer();
    const devices = { bytes: bomb.length, rawBytes: 100, sha256: await sha256Hex(bomb) };
    const lying = { ...header, codec: 'zstd', pages: [], pageSegments: [], deviceSegment: devices };
    const { bytes, expected } = await forgedLayer(lying, bomb);
    const before = process.memoryUsage().arrayBuffers;
    await expect(readBytes(bytes, expected, new ZstdCodec())).rejects.toThrow(LayerFormatError);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 1024 * 1024);
  });
});
