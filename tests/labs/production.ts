import { createNodeMachine } from '../../images/warm/node-machine.ts';
import { SecondMachine } from '../../src/labs/session/second-machine.ts';
import type { LocalMachine } from '../../src/machine/local-machine.ts';
import type { Machine } from '../../src/machine/machine.ts';
import type { Disposer } from '../../src/support/disposables.ts';
import { joinMachines } from '../guest/join-machines.ts';

/** The server of labs beside the machine of a proof: switched on once, as the page does it, and then put back for each proof. */
export class Production {
  readonly #second: SecondMachine;
  readonly #capture: Parameters<Machine['restore']>[0];
  readonly #part: Disposer;

  private constructor(
    second: SecondMachine,
    readonly machine: LocalMachine,
    capture: Parameters<Machine['restore']>[0],
    part: Disposer,
  ) {
    this.#second = second;
    this.#capture = capture;
    this.#part = part;
  }

  /** Switches it on beside `first`. Rejects with the error why it could not be. */
  static async start(imageFolder: string, first: LocalMachine): Promise<Production> {
    let part: Disposer = () => {};
    let made: LocalMachine | undefined;
    const second = new SecondMachine('production', () => {
      made = createNodeMachine(imageFolder, { bootMode: 'warm', profile: 'engine' });
      part = joinMachines(first, made);
      return made;
    });
    await second.boot();
    const { state } = second;
    if (state.state === 'failed') throw state.error;
    if (made === undefined) throw new Error(`the second machine is ${state.state}`);
    return new Production(second, made, await made.capture(), part);
  }

  /** As it was when it was switched on. */
  async renew(): Promise<void> {
    await this.machine.restore(this.#capture);
  }

  close(): void {
    this.#part();
    this.#second.close();
  }
}
