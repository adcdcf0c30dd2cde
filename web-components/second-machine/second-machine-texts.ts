import type { SecondMachineKind } from '../../src/labs/lab.ts';
import {
  SECOND_MACHINE_MEMORY_BYTES,
  type SecondMachineState,
} from '../../src/labs/session/second-machine.ts';
import { msg, str } from '../../src/localization/localization.ts';
import { type BootStep, bootSteps } from '../boot-steps.ts';
import { byteSize, duration } from '../quantities.ts';

/** What it would be, while it is off. */
export function introduction(kind: SecondMachineKind): string {
  return kind === 'pc'
    ? msg(
        str`A whole second PC with ${byteSize(SECOND_MACHINE_MEMORY_BYTES)} of memory, switched on from nothing: its BIOS loads a kernel, the kernel finds its hardware and starts the first process. Nothing is shared with the machine you have been using.`,
        { id: 'second-idle' },
      )
    : msg(
        'A server with a kernel and a Docker Engine of its own, and nothing on it yet. All that it has in common with your machine is the network: it pulls from registry.lab:5000, and your machine reaches it as production.lab. It takes as much memory again as the machine you have been using.',
        { id: 'production-idle' },
      );
}

/** On the button that starts it. */
export function bootText(kind: SecondMachineKind): string {
  return kind === 'pc'
    ? msg('Boot the second machine', { id: 'second-boot' })
    : msg('Switch production on', { id: 'production-boot' });
}

/** How long its start took, as a heading. */
export function bootedText(kind: SecondMachineKind): string {
  return kind === 'pc'
    ? msg('Booted in', { id: 'second-booted-in' })
    : msg('Up within', { id: 'production-up-within' });
}

/** Below the figures. */
export function terminalNote(kind: SecondMachineKind): string {
  return kind === 'pc'
    ? msg('This terminal is that of the second machine.', { id: 'second-terminal-note' })
    : msg('This terminal is that of production.', { id: 'production-terminal-note' });
}

/** What screen readers call its terminal. */
export function terminalLabel(kind: SecondMachineKind): string {
  return kind === 'pc'
    ? msg('Terminal of the second machine', { id: 'second-terminal' })
    : msg('Terminal of production', { id: 'production-terminal' });
}

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
export function stopText(
  kind: SecondMachineKind,
  state: SecondMachineState & { state: 'stopped' },
): string {
  const detail = state.detail || '?';
  const isProduction = kind === 'production';
  switch (state.reason) {
    case 'panic':
      return isProduction
        ? msg(str`The kernel of production panicked: ${detail}.`, { id: 'production-panic' })
        : msg(str`The kernel of the second machine panicked: ${detail}.`, { id: 'second-panic' });
    case 'poweroff':
      return isProduction
        ? msg('Production was switched off from inside.', { id: 'production-poweroff' })
        : msg('The second machine was switched off from inside.', { id: 'second-poweroff' });
    case 'reboot':
      return isProduction
        ? msg('Production was told to reboot from inside, and ended.', { id: 'production-reboot' })
        : msg('The second machine was told to reboot from inside, and ended.', {
            id: 'second-reboot',
          });
  }
}

/** What its end means to the first machine. */
export function aloneText(): string {
  return msg('The first machine has not noticed: it runs on.', { id: 'second-stopped-alone' });
}

/** What is announced: without the figures that change all the time. A failure speaks for itself. */
export function announcement(kind: SecondMachineKind, state: SecondMachineState): string {
  switch (state.state) {
    case 'booting': {
      const steps = bootSteps(state.status, kind === 'pc');
      const step = steps.find(({ progress }) => progress === 'now');
      return stepText(kind, step?.name ?? 'download');
    }
    case 'ready':
      return kind === 'pc'
        ? msg(str`The second machine is running; it booted in ${duration(state.bootMs)}.`, {
            id: 'second-ready-announced',
          })
        : msg(str`Production is running; it came up in ${duration(state.bootMs)}.`, {
            id: 'production-ready-announced',
          });
    case 'stopped':
      return stopText(kind, state);
    case 'idle':
    case 'failed':
      return '';
  }
}

/** A stage of its start. */
export function stepText(kind: SecondMachineKind, name: BootStep['name']): string {
  if (kind === 'production') {
    return name === 'download'
      ? msg('Loading its memory', { id: 'production-step-download' })
      : msg('Putting its memory in place', { id: 'production-step-restore' });
  }
  return name === 'download'
    ? msg('Loading kernel and BIOS', { id: 'second-step-download' })
    : msg('BIOS and kernel are starting', { id: 'second-step-kernel' });
}
