import type { SecondMachineKind } from '../../src/labs/lab.ts';
import { msg } from '../../src/localization/localization.ts';

/** What it is called: above itself, and above the commands that are for it. */
export function secondMachineName(kind: SecondMachineKind): string {
  return kind === 'pc'
    ? msg('Second machine', { id: 'second-title' })
    : msg('Production', { id: 'production-title' });
}
