import { msg, str } from '../../src/localization/localization.ts';
import type { PreviewContent } from '../../src/preview/preview.ts';
import { hrefOf, type PreviewAddress } from '../../src/preview/preview-address.ts';
import type { PreviewProblem } from '../../src/preview/preview-problem.ts';
import { byteSize } from '../quantities.ts';

/** What happened, and what the reader can do. */
export interface PreviewNotice {
  readonly title: string;
  readonly advice: string;
  /** In the machine's own words, or an address; empty if there is nothing to add. */
  readonly detail: string;
}

type Problem = Extract<PreviewContent, { kind: 'problem' }>;

/** The address as people say it. */
export function placeOf(address: PreviewAddress): string {
  return hrefOf(address)
    .replace(/^http:\/\//, '')
    .replace(/\/$/, '');
}

/** Says why nothing is shown; exhaustive, so that a new problem cannot be without a text. */
export function problemNotice({ problem, address, href, message }: Problem): PreviewNotice {
  return {
    ...wordsFor(problem, address),
    detail: problem === 'outside' ? href : detailOf(problem, message),
  };
}

function wordsFor(
  problem: PreviewProblem,
  { port }: PreviewAddress,
): Omit<PreviewNotice, 'detail'> {
  switch (problem) {
    case 'refused':
      return {
        title: msg(str`Nothing listens on port ${port} yet`, { id: 'preview-refused' }),
        advice: msg(
          'Start a server in the machine, or a container with this port published. As soon as something listens, its page appears here by itself. A server that listens on 127.0.0.1 alone cannot be reached.',
          { id: 'preview-refused-advice' },
        ),
      };
    case 'silent':
      return {
        title: msg(str`The server on port ${port} says nothing`, { id: 'preview-silent' }),
        advice: msg('It took the connection and did not answer. It may be busy: try again.', {
          id: 'preview-silent-advice',
        }),
      };
    case 'failed':
      return {
        title: msg(str`Port ${port} did not answer as a web server does`, { id: 'preview-failed' }),
        advice: msg(
          'The connection broke off, or what listens there speaks something else than HTTP.',
          { id: 'preview-failed-advice' },
        ),
      };
    case 'outside':
      return {
        title: msg('This address is not in the machine', { id: 'preview-outside' }),
        advice: msg(
          'The preview shows servers of this machine, by http. The machine has no network to the outside.',
          { id: 'preview-outside-advice' },
        ),
      };
    case 'loop':
      return {
        title: msg(str`The server on port ${port} redirects without end`, { id: 'preview-loop' }),
        advice: msg('Each answer named another address, and none a page.', {
          id: 'preview-loop-advice',
        }),
      };
    case 'machine':
      return {
        title: msg('The machine is not running', { id: 'preview-machine' }),
        advice: msg('Its servers answer when it runs.', { id: 'preview-machine-advice' }),
      };
  }
}

const detailOf = (problem: PreviewProblem, message: string): string =>
  problem === 'failed' ? message : '';

/** Says what came in place of something that could be shown. */
export function fileNotice({
  type,
  size,
}: Extract<PreviewContent, { kind: 'other' }>): PreviewNotice {
  return {
    title: msg('The server answered with a file', { id: 'preview-file' }),
    advice: msg('It is nothing that could be shown here.', { id: 'preview-file-advice' }),
    detail: [type, byteSize(size)].filter((part) => part !== '').join(', '),
  };
}

/** Says that there is an answer, and nothing in it. */
export function emptyNotice(status: number): PreviewNotice {
  return {
    title: msg('The server answered with nothing', { id: 'preview-empty' }),
    advice: msg(str`The answer has the status ${status} and no content.`, {
      id: 'preview-empty-advice',
    }),
    detail: '',
  };
}

/** Says that a script took the page away. */
export function leftNotice(href: string): PreviewNotice {
  return {
    title: msg('A script of the page went to another address', { id: 'preview-left' }),
    advice: msg('The preview follows links and forms, but not scripts that set the address.', {
      id: 'preview-left-advice',
    }),
    detail: href,
  };
}

/** Says that what is shown is not all of it. */
export function cutText(cut: 'limit' | 'broken'): string {
  return cut === 'limit'
    ? msg('The answer is too long: only its beginning is shown.', { id: 'preview-cut' })
    : msg('The connection broke off: this is not the whole answer.', { id: 'preview-broken' });
}
