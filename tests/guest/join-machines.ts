import type { LocalMachine } from '../../src/machine/local-machine.ts';
import type { Disposer } from '../../src/support/disposables.ts';

/** Puts two machines on one network, as a page does: the first one's registry is that of both, and it knows the other as `production.lab`. */
export function joinMachines(first: LocalMachine, production: LocalMachine): Disposer {
  const { port1, port2 } = new MessageChannel();
  const partFirst = first.network.join(port1, 'production');
  const partProduction = production.network.join(port2, 'first');
  return () => {
    partFirst();
    partProduction();
  };
}
