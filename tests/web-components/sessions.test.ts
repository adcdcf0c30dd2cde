import { describe, expect, it } from 'vitest';
import { MachineError } from '../../src/machine/errors.ts';
import type { MachineTerminal } from '../../src/machine/machine.ts';
import { defer } from '../../src/support/deferred.ts';
import { Sessions } from '../../web-components/terminal/sessions.ts';
import { FakeMachine } from '../browser/fake-machine.ts';

const size = async () => ({ columns: 80, rows: 24 });

async function readyMachine(): Promise<FakeMachine> {
  const machine = new FakeMachine();
  await machine.start();
  return machine;
}

describe('the sessions of the terminals', () => {
  it('go from opening to running to ended', async () => {
    const machine = await readyMachine();
    const states: (string | undefined)[] = [];
    const sessions: Sessions = new Sessions(() => states.push(sessions.get(1)?.state));
    await sessions.open(1, machine, size);
    machine.terminals[0]?.finish({ how: 'exited', status: 0 });
    await Promise.resolve();
    expect(states).toEqual(['opening', 'running', 'ended']);
  });

  it('keep the error of a machine that refuses', async () => {
    const sessions = new Sessions(() => {});
    await sessions.open(1, new FakeMachine('wait'), size);
    const session = sessions.get(1);
    expect(session?.state === 'refused' && session.error.code).toBe('not-ready');
  });

  it('hang up a shell whose terminal was closed while it came up', async () => {
    const machine = await readyMachine();
    const slow = defer<MachineTerminal>();
    const open = machine.openTerminal.bind(machine);
    machine.openTerminal = () => slow.promise;
    const sessions = new Sessions(() => {});
    const opening = sessions.open(1, machine, size);
    sessions.close(1);
    slow.resolve(await open({ columns: 1, rows: 1 }));
    await opening;
    expect(machine.terminals[0]?.hungUp).toBe(true);
    expect(sessions.count).toBe(0);
  });

  it('forget a refusal that comes after the terminal was closed', async () => {
    const machine = await readyMachine();
    machine.openTerminal = () => Promise.reject(new MachineError('machine-destroyed', 'gone'));
    const sessions = new Sessions(() => {});
    const opening = sessions.open(1, machine, size);
    sessions.close(1);
    await opening;
    expect(sessions.get(1)).toBeUndefined();
  });

  it('hang up all shells at once', async () => {
    const machine = await readyMachine();
    const sessions = new Sessions(() => {});
    await sessions.open(1, machine, size);
    await sessions.open(2, machine, size);
    sessions.closeAll();
    expect(machine.terminals.every((terminal) => terminal.hungUp)).toBe(true);
    expect(sessions.count).toBe(0);
  });
});
