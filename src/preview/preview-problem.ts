/**
 * Why nothing can be shown. `refused`: nothing listens on the port; `missing`: the machine beside this one, where it would be, is not
 * there; `silent`: whoever listens says nothing; `failed`: the connection broke, or what came is not HTTP; `outside`: a link leads out
 * of the lab, which there is no way out of; `redirected-outside`: the server sent us there; `loop`: redirections without end;
 * `machine`: no machine is running.
 */
export type PreviewProblem =
  | 'refused'
  | 'missing'
  | 'silent'
  | 'failed'
  | 'outside'
  | 'redirected-outside'
  | 'loop'
  | 'machine';

/** A page of the guest could not be fetched. */
export class PreviewProblemError extends Error {
  override readonly name = 'PreviewProblemError';

  constructor(
    readonly problem: PreviewProblem,
    message: string,
    /** The address, as text, that could not be followed; empty for the one that was asked for. */
    readonly href = '',
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
