import { describe, expect, it } from 'vitest';
import { PAGE_BYTES } from '../../src/layers/layer-format.ts';
import { capturedBuffers, type MachineCapture } from '../../src/machine/capture.ts';
import { requireFittingCapture } from '../../src/machine/fitting-capture.ts';

const FIT = { parent: 'a'.repeat(64), fingerprint: 'b'.repeat(64), memoryBytes: 8 * PAGE_BYTES };
const TERMINAL = { number: 1, pid: 70, columns: 80, rows: 24 };

/** As v86 begins one: magic, version, length, length of its JSON. */
const deviceState = () => new Uint8Array(Uint32Array.of(0x86768676, 6, 20, 4, 0).buffer);

const captureWith = (changes: Partial<Record<keyof MachineCapture, unknown>>): MachineCapture =>
  ({
    ...FIT,
    pageNumbers: Uint32Array.of(1, 7),
    pages: new Uint8Array(2 * PAGE_BYTES),
    zeroPages: Uint32Array.of(0, 2),
    devices: deviceState(),
    terminals: [TERMINAL],
    takenAt: 1_795_000_000_000,
    ...changes,
  }) as MachineCapture;

const copies = (pageNumbers: unknown, blocks: unknown) => ({
  diskCopies: { disk: 'd'.repeat(64), pageNumbers, blocks },
});

describe('a capture', () => {
  it('that fits is taken, with references to the disk and without', () => {
    const referring = captureWith(copies(Uint32Array.of(3), Uint32Array.of(9)));
    for (const capture of [captureWith({}), referring]) {
      expect(() => requireFittingCapture(capture, FIT)).not.toThrow();
    }
  });

  it.each([
    ['parent', { parent: 'c'.repeat(64) }],
    ['fingerprint', { fingerprint: 'c'.repeat(64) }],
    ['memoryBytes', { memoryBytes: 4 * PAGE_BYTES }],
  ])('of another %s is refused as foreign', (subject, changes) => {
    const attempt = () => requireFittingCapture(captureWith(changes), FIT);
    expect(attempt).toThrow(expect.objectContaining({ code: 'capture-foreign', subject }));
  });

  it.each<[string, string, Partial<Record<keyof MachineCapture, unknown>>]>([
    ['a page beyond the end of memory', 'pageNumbers', { pageNumbers: Uint32Array.of(1, 8) }],
    ['pages out of order', 'pageNumbers', { pageNumbers: Uint32Array.of(7, 1) }],
    ['a page twice', 'pageNumbers', { pageNumbers: Uint32Array.of(1, 1) }],
    ['page numbers of another type', 'pageNumbers', { pageNumbers: [1, 7] }],
    ['zero pages out of order', 'zeroPages', { zeroPages: Uint32Array.of(2, 0) }],
    ['a zero page beyond the end', 'zeroPages', { zeroPages: Uint32Array.of(2 ** 32 - 1) }],
    ['a page that is zero and is not', 'zeroPages', { zeroPages: Uint32Array.of(1) }],
    ['patches that are no numbers', 'patches', { patches: [1] }],
    ['patches out of order', 'patches', { patches: Uint32Array.of(7, 1) }],
    ['a patch of a page without content', 'patches', { patches: Uint32Array.of(3) }],
    ['copies that are no numbers', 'diskCopies', copies([3], Uint32Array.of(0))],
    ['copies out of order', 'diskCopies', copies(Uint32Array.of(4, 3), Uint32Array.of(0, 0))],
    ['a copy beyond the end', 'diskCopies', copies(Uint32Array.of(8), Uint32Array.of(0))],
    ['a copy of nothing', 'diskCopies', copies(Uint32Array.of(3), Uint32Array.of())],
    ['a copy of what is no number', 'diskCopies', copies(Uint32Array.of(3), [0])],
    ['a copy that is there', 'diskCopies', copies(Uint32Array.of(7), Uint32Array.of(0))],
    ['a copy that is zero', 'diskCopies', copies(Uint32Array.of(2), Uint32Array.of(0))],
    ['a page too few', 'pages', { pages: new Uint8Array(PAGE_BYTES) }],
    ['half a page more', 'pages', { pages: new Uint8Array(2.5 * PAGE_BYTES) }],
    ['pages of another type', 'pages', { pages: new Uint16Array(2 * PAGE_BYTES) }],
    ['no device state', 'devices', { devices: undefined }],
    ['half a device state', 'devices', { devices: deviceState().slice(0, 18) }],
    ['something that is no device state', 'devices', { devices: new Uint8Array(20) }],
    ['terminals that are no list', 'terminals', { terminals: { length: 1 } }],
    ['two terminals of one number', 'terminals', { terminals: [TERMINAL, TERMINAL] }],
    ['a terminal of number 0', 'terminals', { terminals: [{ ...TERMINAL, number: 0 }] }],
    ['a terminal too wide', 'terminals', { terminals: [{ ...TERMINAL, columns: 70_000 }] }],
    ['a terminal that is null', 'terminals', { terminals: [null] }],
    ['more terminals than there can be', 'terminals', { terminals: Array(65).fill(TERMINAL) }],
  ])('with %s is refused as damaged', (_what, subject, changes) => {
    const attempt = () => requireFittingCapture(captureWith(changes), FIT);
    expect(attempt).toThrow(expect.objectContaining({ code: 'capture-invalid', subject }));
  });

  it('is handed over without its buffers being copied, each once', () => {
    const shared = new Uint8Array(0);
    const capture = captureWith({ pages: shared, devices: shared });
    expect(capturedBuffers(capture)).toEqual([
      capture.pageNumbers.buffer,
      shared.buffer,
      capture.zeroPages.buffer,
    ]);
  });

  it('leaves what was pushed to the registry, which goes on to hold it', () => {
    const blob = { digest: `sha256:${'0'.repeat(64)}`, bytes: new Uint8Array(9) };
    const registry = { repositories: [], blobs: [blob] };
    const buffers = capturedBuffers(captureWith({ registry }));
    expect(buffers).toHaveLength(4);
    expect(buffers).not.toContain(blob.bytes.buffer);
  });

  it('whose bytes lie in a larger buffer leaves that buffer to its owner', () => {
    const pack = new Uint8Array(100);
    expect(capturedBuffers(captureWith({ devices: pack.subarray(2, 8) }))).not.toContain(
      pack.buffer,
    );
  });
});
