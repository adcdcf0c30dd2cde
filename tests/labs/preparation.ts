import { runSetup } from '../../src/labs/session/run-setup.ts';
import type { Machine, Profile } from '../../src/machine/machine.ts';

/** What makes one prepared machine like another. */
export interface PreparationRequest {
  readonly profile: Profile;
  readonly setup: string;
  /** The variables of the setup script. */
  readonly values: Readonly<Record<string, string>>;
}

/** A machine that can be had again as a setup script left it, whatever was done to it. */
export interface PreparedMachine {
  /** Puts the machine back, and with it what was pushed to its registry. */
  restore(): Promise<void>;
}

/**
 * A machine as a setup script leaves a fresh one. The last one is kept, since steps of a lab often have the same setup and containers
 * take their time: the next step with it goes on from there.
 */
export class Preparation {
  readonly #machine: Machine;
  #last: { readonly key: string; readonly prepared: PreparedMachine } | undefined;
  #fresh: { readonly profile: Profile; readonly prepared: PreparedMachine } | undefined;

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /**
   * Makes the machine a prepared one, whatever it was.
   * @throws SetupFailedError when the script fails; else the machine's error, or the signal's reason
   */
  async prepare(request: PreparationRequest, signal: AbortSignal): Promise<PreparedMachine> {
    const key = JSON.stringify(request);
    if (this.#last?.key === key) {
      await this.#last.prepared.restore();
      return this.#last.prepared;
    }
    const { profile, setup, values } = request;
    await this.renew(profile, signal);
    await runSetup(this.#machine, setup, values, signal);
    const prepared = await this.#keep(signal);
    this.#last = { key, prepared };
    return prepared;
  }

  /**
   * Makes the machine a fresh one of `profile`, whatever it was. Only the first is made by a reset: one that is put back keeps the code that
   * v86 has compiled, and is several times as quick in what it does first.
   */
  async renew(profile: Profile, signal: AbortSignal): Promise<void> {
    if (this.#fresh?.profile === profile) return this.#fresh.prepared.restore();
    await this.#machine.reset(profile);
    this.#fresh = { profile, prepared: await this.#keep(signal) };
  }

  async #keep(signal: AbortSignal): Promise<PreparedMachine> {
    const capture = await this.#machine.capture({ signal });
    return { restore: async () => void (await this.#machine.restore(capture)) };
  }
}
