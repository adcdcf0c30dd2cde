import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SnapshotError } from '../../src/snapshots/errors.ts';
import { SnapshotService } from '../../src/snapshots/snapshot-service.ts';
import type { IdbSnapshotStore } from '../../src/snapshots/store/idb-snapshot-store.ts';
import { defer } from '../../src/support/deferred.ts';
import { FakePage, FakeSnapshotMachine } from './fakes.ts';
import { closeChannels, codeOf, IMAGE, newBrowser, openStore, sampleDraft } from './samples.ts';

let store: IdbSnapshotStore;
let machine: FakeSnapshotMachine;
let page: FakePage;
let service: SnapshotService;
let persisted = false;

beforeEach(async () => {
  persisted = false;
  store = openStore(newBrowser(), {
    gauge: { estimate: async () => ({ usage: 5, quota: 1e9 }), persisted: async () => persisted },
    now: Date.now,
  });
  machine = new FakeSnapshotMachine();
  page = new FakePage();
  service = new SnapshotService({
    store,
    keeper: page,
    images: [IMAGE],
    askBrowser: async () => {
      persisted = true;
      return true;
    },
  });
  service.useMachine(machine);
  await service.open();
});
afterEach(() => {
  service.dispose();
  closeChannels();
});

const kinds = () => service.state.snapshots.map(({ kind }) => kind);
/** Waits until the state is as wanted; every change is looked at. */
async function until(holds: () => boolean): Promise<void> {
  if (holds()) return;
  const reached = defer<void>();
  const stop = service.onChange(() => holds() && reached.resolve());
  await reached.promise;
  stop();
}

describe('a snapshot by hand', () => {
  it('holds machine, page and place, and is in the list when it is on disk', async () => {
    const { id } = await service.take('my work');
    await until(() => kinds().length === 1);
    expect(service.state.snapshots[0]).toMatchObject({
      id,
      kind: 'named',
      label: 'my work',
      labId: 'chroot',
      stepId: 'jail',
      picture: ['one'],
      parentKnown: true,
      image: { profile: 'base', version: '1' },
    });
    expect(service.state.activity).toEqual({ state: 'idle' });
  });

  it('shows what is being done', async () => {
    const seen: string[] = [];
    service.onChange(({ activity }) => seen.push(activity.state));
    await service.take('x');
    expect(seen).toContain('saving');
  });

  it('rejects with the reason when it is cancelled, and with a name when the machine fails', async () => {
    const reason = new Error('never mind');
    await expect(service.take('x', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    machine.capture.mockRejectedValueOnce(new Error('no rest'));
    expect(await codeOf(service.take('x'))).toBe('machine-failed');
    expect(service.state.failure).toBeUndefined();
  });

  it('of a machine that was replaced meanwhile is not stored', async () => {
    const other = new FakeSnapshotMachine();
    machine.capture.mockImplementationOnce(async (options) => {
      service.useMachine(other);
      return other.capture(options);
    });
    expect(await codeOf(service.take('x'))).toBe('machine-failed');
    expect((await store.list()).snapshots).toEqual([]);
  });
});

describe('restoring', () => {
  it('brings machine and page back together, and can be undone', async () => {
    const { id } = await service.take('first');
    machine.content = 2;
    page.text = 'two';
    service.noteActivity();
    await service.restore(id);
    expect([machine.content, page.text]).toEqual([1, 'one']);
    await until(() => kinds().includes('before-restore'));
    const undo = service.state.snapshots.find(({ kind }) => kind === 'before-restore');
    await service.restore(undo?.id ?? '');
    expect([machine.content, page.text]).toEqual([2, 'two']);
  });

  it.each([
    ['the machine fails halfway', () => (machine.failsHalfway = true)],
    ['the page fails', () => (page.failsToApply = true)],
    ['the page does not understand its part', () => (page.refuses = 'one')],
  ])('leaves everything as it was when %s', async (_what, spoil) => {
    const { id } = await service.take('first');
    machine.content = 2;
    page.text = 'two';
    spoil();
    await expect(service.restore(id)).rejects.toBeInstanceOf(SnapshotError);
    expect([machine.content, page.text]).toEqual([2, 'two']);
  });

  it('of one for another image is refused before the machine is touched', async () => {
    const image = { ...IMAGE, parent: 'c'.repeat(64) };
    const { id } = await store.save(sampleDraft([1], { image }));
    await until(() => kinds().length === 1);
    expect(service.state.snapshots[0]?.parentKnown).toBe(false);
    expect(await codeOf(service.restore(id))).toBe('other-image');
    expect(machine.restore).not.toHaveBeenCalled();
  });

  it('works on a machine that has stopped', async () => {
    const { id } = await service.take('first');
    machine.status = { state: 'stopped', reason: 'panic', detail: '' };
    machine.content = 2;
    await service.restore(id);
    expect(machine.content).toBe(1);
  });
});

describe('automatic snapshots', () => {
  it('are taken when a step is passed, with the place of that step', async () => {
    page.place = { labId: 'chroot', stepId: 'next' };
    service.request('passed-step', { labId: 'chroot', stepId: 'passed' });
    await until(() => kinds().length === 1);
    expect(service.state.snapshots[0]).toMatchObject({
      kind: 'passed-step',
      stepId: 'passed',
      label: '',
    });
  });

  it('are not taken of a hidden page on which nothing has happened', async () => {
    service.request('hidden');
    service.noteActivity();
    service.request('hidden');
    await until(() => kinds().length === 1);
    service.request('hidden');
    await service.take('last');
    expect(machine.capture).toHaveBeenCalledTimes(2);
  });

  it('that wait for each other become one, the most telling', async () => {
    service.noteActivity();
    const taking = service.take('slow');
    service.noteActivity();
    service.request('periodic');
    service.request('passed-step');
    service.request('hidden');
    await taking;
    await until(() => kinds().length === 2);
    expect(kinds().sort()).toEqual(['named', 'passed-step']);
  });

  it('fail without a word to anyone but the state, and the next one clears that', async () => {
    const save = vi.spyOn(store, 'save');
    save.mockRejectedValueOnce(new SnapshotError('quota-exceeded', 'full'));
    service.request('passed-step');
    await until(() => service.state.failure !== undefined);
    expect(service.state.failure?.code).toBe('quota-exceeded');
    service.request('passed-step');
    await until(() => kinds().length === 1);
    expect(service.state.failure).toBeUndefined();
  });

  it('are taken before a reset, which waits for the capture and not for the disk', async () => {
    const disk = defer<void>();
    const save = store.save.bind(store);
    vi.spyOn(store, 'save').mockImplementation(async (...args) => {
      await disk.promise;
      return save(...args);
    });
    await service.rescueBeforeReset();
    expect(machine.capture).toHaveBeenCalledOnce();
    machine.content = 9;
    disk.resolve();
    await until(() => kinds().length === 1);
    expect(service.state.snapshots[0]).toMatchObject({ kind: 'before-reset', takenAt: 1 });
  });

  it('never keep a reset from happening', async () => {
    vi.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(AbortSignal.abort(new Error('late')));
    await service.rescueBeforeReset();
    expect(service.state.failure?.code).toBe('machine-failed');
    machine.capture.mockRejectedValueOnce(new Error('no rest'));
    await service.rescueBeforeReset();
    machine.status = { state: 'idle' };
    await service.rescueBeforeReset();
    service.useMachine(undefined);
    await service.rescueBeforeReset();
  });

  it('are thinned out, those by hand never', async () => {
    for (let at = 1; at <= 12; at++) {
      machine.content = at;
      if (at < 3) await service.take(`kept ${at}`);
      service.noteActivity();
      service.request('hidden');
      await until(() =>
        service.state.snapshots.some((one) => one.takenAt === at && one.kind === 'hidden'),
      );
    }
    await until(() => kinds().filter((kind) => kind === 'hidden').length === 8);
    expect(kinds().filter((kind) => kind === 'named')).toHaveLength(2);
  });
});

describe('the list', () => {
  it('moves what is deleted to what can be brought back', async () => {
    const { id } = await service.take('x');
    await service.remove(id);
    await until(() => service.state.removed.length === 1);
    expect(service.state.snapshots).toEqual([]);
    await service.bringBack(id);
    await until(() => service.state.snapshots.length === 1);
    await service.remove(id);
    await service.erase([id]);
    await until(() => service.state.removed.length === 0 && service.state.snapshots.length === 0);
  });

  it('asks to be kept once there is something to lose, until somebody has asked', async () => {
    expect(service.state).toMatchObject({
      shouldAskToKeep: false,
      storage: { mayBeEvicted: true },
    });
    await service.take('x');
    await until(() => service.state.shouldAskToKeep);
    expect(await service.askToKeep()).toBe(true);
    expect(service.state).toMatchObject({
      shouldAskToKeep: false,
      storage: { mayBeEvicted: false },
    });
  });

  it('that cannot be read is told', async () => {
    vi.spyOn(store, 'list').mockRejectedValue(new SnapshotError('storage-refused', 'private'));
    const refused = new SnapshotService({ store, keeper: page, images: [IMAGE] });
    await refused.open();
    expect(refused.state).toMatchObject({ opened: false, failure: { code: 'storage-refused' } });
  });
});

describe('a file', () => {
  it('carries a snapshot to another browser', async () => {
    const { id } = await service.take('carried');
    const { content, name } = await service.exportFile(id);
    expect(name).toBe('carried-1970-01-01-00-00.drydock');
    const far = new SnapshotService({
      store: openStore(newBrowser()),
      keeper: page,
      images: [IMAGE],
    });
    const outcome = await far.importFile(content);
    expect(outcome).toMatchObject({
      state: 'imported',
      summary: { kind: 'imported', label: 'carried' },
    });
    expect(await far.importFile(content)).toMatchObject({ state: 'imported' });
  });
});

describe('a service that is disposed', () => {
  it('rejects what is under way and whatever comes later, and leaves no listener', async () => {
    const never = defer<never>();
    machine.capture.mockReturnValueOnce(never.promise);
    const [running, waiting] = [service.take('a'), service.restore('b')];
    service.dispose();
    expect(await codeOf(running)).toBe('closed');
    expect(await codeOf(waiting)).toBe('closed');
    expect(await codeOf(service.take('c'))).toBe('closed');
  });
});
