import { runSetup } from '../../src/labs/session/run-setup.ts';
import type { MachineCapture } from '../../src/machine/capture.ts';
import type { Machine, Profile } from '../../src/machine/machine.ts';

/** What makes one prepared machine like another. */
export interface PreparationRequest {
  readonly profile: Profile;
  readonly setup: string;
  /** The variables of the setup script. */
  readonly values: Readonly<Record<string, string>>;
}

/**
 * A machine as a setup script leaves a fresh one. The last one is kept, since steps of a lab often have the same setup and containers
 * take their time: the next step with it goes on from there.
 */
export class Preparation {
  readonly #machine: Machine;
  #last: { readonly key: string; readonly capture: MachineCapture } | undefined;

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /**
   * Makes the machine a prepared one, whatever it was; resolves with its snapshot.
   * @throws SetupFailedError when the script fails; else the machine's error, or the signal's reason
   */
  async prepare(request: PreparationRequest, signal: AbortSignal): Promise<MachineCapture> {
    const key = JSON.stringify(request);
    if (this.#last?.key === key) {
      await this.#machine.restore(this.#last.capture);
      return this.#last.capture;
    }
    const { profile, setup, values } = request;
    await this.#machine.reset(profile);
    await runSetup(this.#machine, setup, values, signal);
    const capture = await this.#machine.capture({ signal });
    this.#last = { key, capture };
    return capture;
  }
}
