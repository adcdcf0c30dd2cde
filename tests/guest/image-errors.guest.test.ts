import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { NodeMachineOptions } from '../../images/warm/node-machine.ts';
import { MachineError } from '../../src/machine/errors.ts';
import type { OpenFile } from '../../src/machine/image/image-source.ts';
import { MANIFEST_PATH, parseManifest } from '../../src/machine/image/manifest.ts';
import type { LocalMachine } from '../../src/machine/local-machine.ts';
import { defer } from '../../src/support/deferred.ts';
import { becomes, IMAGE_FOLDER, makeMachine, openImage, PATIENT, reaches, sh } from './machines.ts';

const readManifest = () => parseManifest(readFileSync(join(IMAGE_FOLDER, MANIFEST_PATH), 'utf8'));

type Change = (bytes: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

/** The image, with the files whose path `affects` accepts changed on their way. */
function openChanged(affects: (path: string) => boolean, change: Change): OpenFile {
  return async (path, signal) => {
    const bytes = await openImage(path, signal);
    return affects(path) ? change(bytes) : bytes;
  };
}

const isLayer = (path: string) => path.endsWith('.layer');
const isChunk = (path: string) => path.includes('/chunks/');

const CHUNK_PATH = /^image\/chunks\/[0-9a-f]+\.zst$/;
/** Reads parts of the disk that no start needs. */
const READ_LIBRARIES = 'cat /usr/lib/i386-linux-gnu/* | sha256sum';

const flipLastBit: Change = async function* (bytes) {
  for await (const part of bytes) {
    const changed = part.slice();
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    yield changed;
  }
};

const cutOff: Change = async function* (bytes) {
  for await (const part of bytes) {
    yield part.subarray(0, part.length / 2);
    return;
  }
};

const goOn: Change = async function* (bytes) {
  yield* bytes;
  yield Uint8Array.of(0);
};

const portalPage: Change = async function* () {
  yield new TextEncoder().encode('<!doctype html><title>Log in to the Wi-Fi</title>');
};

describe('a machine whose image cannot be used', PATIENT, () => {
  const machines: LocalMachine[] = [];

  function make(options: Partial<NodeMachineOptions>): LocalMachine {
    const machine = makeMachine(options);
    machines.push(machine);
    return machine;
  }

  afterEach(() => {
    for (const machine of machines.splice(0)) machine.destroy();
  });

  it.each([
    { what: 'one flipped bit', change: flipLastBit },
    { what: 'a missing end', change: cutOff },
    { what: 'a byte too many', change: goOn },
    { what: 'a log-in page in its place', change: portalPage },
  ])('refuses a layer with $what, by name, before anything runs', async ({ change }) => {
    const machine = make({ open: openChanged(isLayer, change) });
    const { path } = readManifest().base;
    await expect(machine.start()).rejects.toMatchObject({ code: 'layer-invalid', subject: path });
    expect(machine.status).toMatchObject({ state: 'failed', error: { subject: path } });
    expect(machine.emulator).toBeUndefined();
  });

  it('refuses a layer that was made for another machine', async () => {
    const manifest = { ...readManifest(), fingerprint: '0'.repeat(64) };
    await expect(make({ manifest }).start()).rejects.toMatchObject({
      code: 'fingerprint-mismatch',
      subject: manifest.base.path,
    });
  });

  it('refuses an image that was made with another engine', async () => {
    const manifest = readManifest();
    const other = { ...manifest, engine: { ...manifest.engine, version: '0.0.1' } };
    await expect(make({ manifest: other }).start()).rejects.toMatchObject({
      code: 'fingerprint-mismatch',
      subject: MANIFEST_PATH,
    });
  });

  it.each([
    { what: 'one flipped bit', change: flipLastBit },
    { what: 'a missing end', change: cutOff },
    { what: 'a log-in page in its place', change: portalPage },
  ])(
    'never shows the guest a part of the disk with $what: it waits, says for what, and goes on',
    async ({ change }) => {
      let wrong = true;
      const open: OpenFile = async (path, signal) =>
        openChanged(() => wrong && isChunk(path), change)(path, signal);
      const machine = make({ open });
      await machine.start();
      const waiting = becomes(
        machine,
        (status) => status.state === 'ready' && status.waitingFor !== undefined,
      );
      const reading = machine.exec(READ_LIBRARIES, { timeoutMs: 120_000 });
      expect(await waiting).toMatchObject({ waitingFor: expect.stringMatching(CHUNK_PATH) });
      wrong = false;
      const healthy = make({});
      await healthy.start();
      expect((await reading).stdout).toBe((await healthy.exec(READ_LIBRARIES)).stdout);
      expect(machine.status).toEqual({ state: 'ready' });
    },
  );

  it('gives up a boot when a part of the disk has a flipped bit, and starts once it has not', async () => {
    let wrong = true;
    const open: OpenFile = async (path, signal) =>
      openChanged(() => wrong && isChunk(path), flipLastBit)(path, signal);
    const machine = make({ bootMode: 'cold', open });
    await expect(machine.start()).rejects.toMatchObject({
      code: 'hash-mismatch',
      subject: expect.stringMatching(CHUNK_PATH),
    });
    expect(machine.status.state).toBe('failed');
    wrong = false;
    await machine.start();
    expect(await sh(machine, 'echo started')).toBe('started');
  });

  it('refuses a kernel with one flipped bit', async () => {
    const { path } = readManifest().cold.kernel;
    const open = openChanged((other) => other === path, flipLastBit);
    await expect(make({ bootMode: 'cold', open }).start()).rejects.toMatchObject({
      code: 'hash-mismatch',
      subject: path,
    });
  });

  it('names a file that is not there, and starts once it is', async () => {
    let missing = true;
    const open: OpenFile = async (path, signal) => {
      if (missing && isLayer(path)) throw new MachineError('download-failed', 'it is gone', path);
      return openImage(path, signal);
    };
    const machine = make({ open });
    await expect(machine.start()).rejects.toMatchObject({
      code: 'download-failed',
      subject: readManifest().base.path,
    });
    expect(machine.status.state).toBe('failed');
    missing = false;
    await machine.start();
    expect(await sh(machine, 'echo started')).toBe('started');
  });
});

describe('a machine that is destroyed', PATIENT, () => {
  const destroyed = { code: 'machine-destroyed' };

  it('while a download hangs, rejects the start', async () => {
    const asked = defer<void>();
    const machine = makeMachine({
      open: async (path, signal) => {
        if (!isLayer(path)) return openImage(path, signal);
        asked.resolve();
        return new Promise<never>(() => {});
      },
    });
    const start = expect(machine.start()).rejects.toMatchObject(destroyed);
    await asked.promise;
    machine.destroy();
    await start;
  });

  it.each(['restoring', 'booting'] as const)('while %s, rejects the start', async (state) => {
    const machine = makeMachine({ bootMode: state === 'booting' ? 'cold' : 'warm' });
    const start = expect(machine.start()).rejects.toMatchObject(destroyed);
    await reaches(machine, state);
    machine.destroy();
    await start;
  });

  it('while scripts run and terminals are open, ends them and takes nothing more', async () => {
    const machine = makeMachine();
    await machine.start();
    const terminal = await machine.openTerminal({ columns: 80, rows: 24 });
    const script = expect(machine.exec('sleep 1000')).rejects.toMatchObject(destroyed);
    machine.destroy();
    await script;
    expect(await terminal.ended).toEqual({ how: 'lost' });
    await expect(machine.exec('true')).rejects.toMatchObject(destroyed);
    await expect(machine.openTerminal({ columns: 80, rows: 24 })).rejects.toMatchObject(destroyed);
    await expect(machine.start()).rejects.toMatchObject(destroyed);
    await expect(machine.reset()).rejects.toMatchObject(destroyed);
  });
});

describe('a machine that was not started', PATIENT, () => {
  it('refuses scripts and terminals', async () => {
    const machine = makeMachine();
    await expect(machine.exec('true')).rejects.toMatchObject({ code: 'not-ready' });
    await expect(machine.openTerminal({ columns: 80, rows: 24 })).rejects.toMatchObject({
      code: 'not-ready',
    });
    machine.destroy();
  });
});
