import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { LocalMachine } from '../../src/machine/local-machine.ts';
import type { MachineTerminal } from '../../src/machine/machine.ts';
import type { PageStateKeeper } from '../../src/snapshots/page-state-keeper.ts';
import { SnapshotService } from '../../src/snapshots/snapshot-service.ts';
import { closeChannels, newBrowser, openStore } from '../snapshots/samples.ts';
import { makeMachine, PATIENT, sh } from './machines.ts';

/** A page whose state is one word; it keeps the terminals it was given. */
class WordPage implements PageStateKeeper {
  word = 'first';
  terminals: readonly MachineTerminal[] = [];

  read() {
    return { labId: '', stepId: '', picture: [], state: this.word };
  }

  prepare(state: unknown) {
    return (terminals: readonly MachineTerminal[]) => {
      this.word = String(state);
      this.terminals = terminals;
    };
  }
}

describe('a real machine and the store', PATIENT, () => {
  const machines: LocalMachine[] = [];
  const browser = newBrowser();

  async function open() {
    const machine = makeMachine();
    machines.push(machine);
    await machine.start();
    const page = new WordPage();
    const { parent, fingerprint, memoryBytes } = await machine.capture();
    const image = { parent, fingerprint, memoryBytes, profile: 'base', version: '' };
    const service = new SnapshotService({
      store: openStore(browser),
      keeper: page,
      images: [image],
    });
    service.useMachine(machine);
    await service.open();
    return { machine, page, service };
  }

  afterEach(() => {
    for (const machine of machines.splice(0)) machine.destroy();
  });
  afterAll(closeChannels);

  it('bring back in another page what was built in the first, from the store and from a file', async () => {
    const first = await open();
    await sh(
      first.machine,
      'setsid sleep 1000 > /dev/null 2>&1 < /dev/null & echo $! > /root/pid; mkdir /sys/fs/cgroup/kept',
    );
    const { id, bytes } = await first.service.take('built');
    const again = await first.service.take('the same');
    const { content } = await first.service.exportFile(id);
    console.log(
      `first snapshot ${bytes.own} bytes, the next ${again.bytes.own}, the file ${content.size}`,
    );
    first.machine.destroy();

    const second = await open();
    second.page.word = 'second';
    await sh(second.machine, 'touch /root/later');
    await second.service.restore(id);
    const look =
      'ps -o comm= -p $(cat /root/pid); ls -d /sys/fs/cgroup/kept; ls /root/later 2>&1 | grep -c "No such"';
    expect(await sh(second.machine, look)).toBe('sleep\n/sys/fs/cgroup/kept\n1');
    expect(second.page.word).toBe('first');

    const outcome = await second.service.importFile(content);
    if (outcome.state !== 'imported') throw new Error('the file was not taken');
    await second.machine.reset();
    await second.service.restore(outcome.summary.id);
    expect(await sh(second.machine, look)).toBe('sleep\n/sys/fs/cgroup/kept\n1');
  });
});
