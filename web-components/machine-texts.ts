import { msg, str } from '../src/localization/localization.ts';
import type { MachineError } from '../src/machine/errors.ts';
import type { ProcessEnd, StopReason } from '../src/machine/machine.ts';

/** What happened, and what the reader can do. */
export interface NoticeText {
  readonly title: string;
  readonly advice: string;
}

/** Names the cause of a failure in the reader's language; exhaustive, so that a new cause cannot be without a text. */
export function describeFailure(error: MachineError): NoticeText {
  switch (error.code) {
    case 'download-failed':
      return {
        title: msg('A file of the machine could not be loaded', { id: 'failed-download' }),
        advice: msg(
          'Check the connection. On a school or company network, a sign-in page or a filter may be in the way.',
          { id: 'failed-download-advice' },
        ),
      };
    case 'hash-mismatch':
      return {
        title: msg('A file of the machine arrived damaged', { id: 'failed-hash' }),
        advice: msg(
          'Its content is not what it should be, so it was not used. Try again; if it happens again, tell whoever runs this site.',
          { id: 'failed-hash-advice' },
        ),
      };
    case 'manifest-invalid':
    case 'layer-invalid':
      return {
        title: msg('The files of the machine cannot be read', { id: 'failed-files' }),
        advice: msg(
          'The site may be in the middle of an update. Reload the page in a minute; if it happens again, tell whoever runs this site.',
          { id: 'failed-files-advice' },
        ),
      };
    case 'fingerprint-mismatch':
      return {
        title: msg('The files of the machine belong to another version', { id: 'failed-version' }),
        advice: msg('The site was probably updated while this page was open. Reload the page.', {
          id: 'failed-version-advice',
        }),
      };
    case 'boot-deadline':
      return {
        title: msg('The machine did not start in time', { id: 'failed-deadline' }),
        advice: msg('This computer may be very busy. Close other heavy tabs and try again.', {
          id: 'failed-deadline-advice',
        }),
      };
    case 'worker-died':
      return {
        title: msg('The machine stopped unexpectedly', { id: 'failed-worker' }),
        advice: msg(
          'The browser ended it, most often because memory ran short. Close other tabs and try again. The work in the machine is lost.',
          { id: 'failed-worker-advice' },
        ),
      };
    case 'capture-foreign':
      return {
        title: msg('The snapshot belongs to another version of the machine', {
          id: 'failed-capture-foreign',
        }),
        advice: msg(
          'It was taken with other files than this site has now, and fits only those. The running machine goes on.',
          { id: 'failed-capture-foreign-advice' },
        ),
      };
    case 'capture-invalid':
      return {
        title: msg('The snapshot is damaged', { id: 'failed-capture-invalid' }),
        advice: msg('It was not used, and the running machine goes on. Choose an older one.', {
          id: 'failed-capture-invalid-advice',
        }),
      };
    case 'engine-failed':
    case 'capture-unsupported':
    case 'agent-refused':
    case 'agent-restarted':
    case 'agent-silent':
    case 'not-ready':
    case 'machine-destroyed':
    case 'machine-stopped':
    case 'exec-deadline':
    case 'exec-output':
    case 'exec-start':
    case 'exec-cancelled':
    case 'connection-refused':
    case 'host-missing':
    case 'connection-failed':
      return {
        title: msg('The machine ran into an error', { id: 'failed-engine' }),
        advice: msg(
          'Try again. If it happens again, reload the page or use a current version of Chrome, Edge, Firefox or Safari.',
          { id: 'failed-engine-advice' },
        ),
      };
  }
}

/** Says how a machine that was running came to a stop. */
export function describeStop(reason: StopReason, detail: string): NoticeText {
  const advice = msg('The screen below is as it was left. Starting again gives a fresh machine.', {
    id: 'stopped-advice',
  });
  switch (reason) {
    case 'poweroff':
      return { title: msg('The machine was switched off', { id: 'stopped-poweroff' }), advice };
    case 'reboot':
      return { title: msg('The machine was told to reboot', { id: 'stopped-reboot' }), advice };
    case 'panic':
      return { title: panicTitle(detail), advice };
  }
}

function panicTitle(detail: string): string {
  if (detail === '') return msg('The kernel panicked', { id: 'stopped-panic' });
  return msg(str`The kernel panicked: ${detail}`, { id: 'stopped-panic-detail' });
}

/** Says how the program of a terminal ended. */
export function describeEnd(end: ProcessEnd): string {
  switch (end.how) {
    case 'exited':
      return msg(str`The shell ended with status ${end.status}.`, { id: 'ended-exited' });
    case 'killed':
      return msg(str`The shell was ended by signal ${end.signal}.`, { id: 'ended-killed' });
    case 'lost':
      return msg('The connection to the shell was lost.', { id: 'ended-lost' });
  }
}
