/**
 * Why a connection with the guest did not come about or ended. `refused`: nothing listens on that port. `silent`: the guest does not
 * answer. `reset`: one side broke it off. `protocol`: what came is not the protocol that was expected.
 */
export type NetworkProblem = 'refused' | 'silent' | 'reset' | 'protocol';

/** A connection between page and guest failed. */
export class NetworkProblemError extends Error {
  override readonly name = 'NetworkProblemError';

  constructor(
    readonly problem: NetworkProblem,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
