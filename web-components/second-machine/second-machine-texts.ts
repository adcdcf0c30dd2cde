import type { SecondMachineState } from '../../src/labs/session/second-machine.ts';
import { msg, str } from '../../src/localization/localization.ts';
import { type BootStep, bootSteps } from '../boot-steps.ts';
import { duration } from '../quantities.ts';

/** What the second machine is doing, in a word or two. `elapsedMs` is how long it has been booting. */
export function stateText({ state }: SecondMachineState, elapsedMs: number): string {
  switch (state) {
    case 'idle':
      return msg('off', { id: 'second-off' });
    case 'booting':
      return msg(str`booting, ${(elapsedMs / 1000).toFixed(1)} s`, { id: 'second-booting' });
    case 'ready':
      return msg('running', { id: 'second-running' });
    case 'stopped':
      return msg('stopped', { id: 'second-stopped' });
    case 'failed':
      return msg('error', { id: 'second-failed' });
  }
}

/** Of what it came to its end. */
export function stopText(state: SecondMachineState & { state: 'stopped' }): string {
  switch (state.reason) {
    case 'panic':
      return msg(str`The kernel of the second machine panicked: ${state.detail || '?'}.`, {
        id: 'second-panic',
      });
    case 'poweroff':
      return msg('The second machine was switched off from inside.', { id: 'second-poweroff' });
    case 'reboot':
      return msg('The second machine was told to reboot from inside, and ended.', {
        id: 'second-reboot',
      });
  }
}

/** What is announced: without the figures that change all the time. A failure speaks for itself. */
export function announcement(state: SecondMachineState): string {
  switch (state.state) {
    case 'booting': {
      const step = bootSteps(state.status, true).find(({ progress }) => progress === 'now');
      return stepText(step?.name ?? 'download');
    }
    case 'ready':
      return msg(str`The second machine is running; it booted in ${duration(state.bootMs)}.`, {
        id: 'second-ready-announced',
      });
    case 'stopped':
      return stopText(state);
    case 'idle':
    case 'failed':
      return '';
  }
}

/** A stage of its start. */
export function stepText(name: BootStep['name']): string {
  return name === 'download'
    ? msg('Loading kernel and BIOS', { id: 'second-step-download' })
    : msg('BIOS and kernel are starting', { id: 'second-step-kernel' });
}
