import type { BootMode, Machine, Profile } from '../src/machine/machine.ts';

/** What a lab asks for. */
export interface MachineRequest {
  readonly bootMode: BootMode;
  /** Memory of the machine, only with a cold boot; absent: what the image was made for. */
  readonly memoryBytes?: number;
  /** The folder above `image/`, where the files of the machine are. */
  readonly baseUrl: URL;
  readonly profile: Profile;
}

/**
 * Gives a machine that was started and not handed out before. Elements know machines by their contract only, so whoever
 * places them in a page says which kind it is, and may have started it long before they were there.
 */
export type CreateMachine = (request: MachineRequest) => Machine;

/** What a lab asks for when a step needs a second machine: a small one, which boots cold, or a server. */
export type SecondMachineRequest = {
  /** The folder above `image/`, where the files of the machine are. */
  readonly baseUrl: URL;
} & SecondMachineParts;

/** `beside` is the machine whose network the server is on. */
export type SecondMachineParts =
  | { readonly kind: 'pc'; readonly memoryBytes: number }
  | { readonly kind: 'production'; readonly beside: Machine };

/** Gives a second machine that was not started and not handed out before. */
export type CreateSecondMachine = (request: SecondMachineRequest) => Machine;
