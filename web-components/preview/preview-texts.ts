import { msg, str } from '../../src/localization/localization.ts';
import type { PreviewContent, PreviewState } from '../../src/preview/preview.ts';
import { hrefOf, originOf, type PreviewAddress } from '../../src/preview/preview-address.ts';
import type { PreviewProblem } from '../../src/preview/preview-problem.ts';
import { byteSize } from '../quantities.ts';

/** What happened, and what the reader can do. */
export interface PreviewNotice {
  readonly title: string;
  readonly advice: string;
  /** In the machine's own words, or an address; empty if there is nothing to add. */
  readonly detail: string;
  /** Something is being waited for, and comes by itself. */
  readonly waiting?: boolean;
  /** What its button does; absent: it tries again. */
  readonly again?: string;
}

type Problem = Extract<PreviewContent, { kind: 'problem' }>;

/** The address as people say it, and type it: `localhost:8081`. */
export function placeOf(address: PreviewAddress): string {
  const isRoot = address.path === '/' && address.hash === '';
  return isRoot ? serverOf(address) : withoutScheme(hrefOf(address));
}

const serverOf = (address: PreviewAddress): string => withoutScheme(originOf(address));
const withoutScheme = (href: string): string => href.replace(/^http:\/\//, '');

/** The status of an answer that is an error; undefined for all others. */
export function statusOf(content: PreviewContent): number | undefined {
  return 'status' in content && content.status >= 400 ? content.status : undefined;
}

/** Says why nothing is shown; exhaustive, so that a new problem cannot be without a text. */
export function problemNotice({ problem, address, href, message }: Problem): PreviewNotice {
  return {
    ...wordsFor(problem, address),
    detail: problem === 'failed' ? message : href,
  };
}

function wordsFor(problem: PreviewProblem, address: PreviewAddress): Omit<PreviewNotice, 'detail'> {
  const server = serverOf(address);
  switch (problem) {
    case 'refused':
      return {
        title: msg(str`Nothing listens on ${server} yet`, { id: 'preview-refused' }),
        advice: msg(
          'Start a server in the machine, or a container with this port published. As soon as something listens, its page appears here by itself. A server that listens on 127.0.0.1 alone cannot be reached.',
          { id: 'preview-refused-advice' },
        ),
        waiting: true,
      };
    case 'missing':
      return {
        title: msg(str`There is no ${address.host} now`, { id: 'preview-missing' }),
        advice: msg(
          'Some steps have this server: switch it on in their text. As soon as it runs, its page is asked for by itself.',
          { id: 'preview-missing-advice' },
        ),
        waiting: true,
      };
    case 'silent':
      return {
        title: msg(str`The server on ${server} says nothing`, { id: 'preview-silent' }),
        advice: msg('It took the connection and did not answer. It may be busy: try again.', {
          id: 'preview-silent-advice',
        }),
      };
    case 'failed':
      return {
        title: msg(str`What answered on ${server} is no web server`, { id: 'preview-failed' }),
        advice: msg(
          'The connection broke off, or what listens there speaks something else than HTTP.',
          { id: 'preview-failed-advice' },
        ),
      };
    case 'outside':
      return {
        title: msg('This address is not in the machine', { id: 'preview-outside' }),
        advice: msg(
          'The preview shows servers of the lab, by http. The machine has no network to the outside.',
          { id: 'preview-outside-advice' },
        ),
        again: backToPage(),
      };
    case 'redirected-outside':
      return {
        title: msg(str`The server on ${server} sends you on to another computer`, {
          id: 'preview-redirected',
        }),
        advice: msg('The machine has no network to the outside.', {
          id: 'preview-redirected-advice',
        }),
      };
    case 'loop':
      return {
        title: msg(str`The server on ${server} redirects without end`, { id: 'preview-loop' }),
        advice: msg('Each answer named another address, and none a page.', {
          id: 'preview-loop-advice',
        }),
      };
    case 'machine':
      return {
        title: msg('The machine is not running', { id: 'preview-machine' }),
        advice: msg('As soon as it runs, the page is asked for again by itself.', {
          id: 'preview-machine-advice',
        }),
      };
  }
}

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
    again: backToPage(),
  };
}

const backToPage = (): string => msg('Back to the page', { id: 'preview-to-page' });

/** Says that what is shown is not all of it. */
export function cutText(cut: 'limit' | 'broken'): string {
  return cut === 'limit'
    ? msg('The answer is too long: only its beginning is shown.', { id: 'preview-cut' })
    : msg('The connection broke off: this is not the whole answer.', { id: 'preview-broken' });
}

/** Says that what was typed is no address. */
export function wrongText(): string {
  return msg('This is no address in the machine. Type a port, such as 8081, or localhost:8081.', {
    id: 'preview-wrong',
  });
}

/** What a preview is called: by the title of its page, if it has one, and by its address. */
export function nameOf(address: PreviewAddress | undefined, title: string): string {
  if (!address) return msg('Preview', { id: 'preview' });
  const place = placeOf(address);
  const name = title === '' ? place : `${title} – ${place}`;
  return msg(str`Preview: ${name}`, { id: 'preview-of' });
}

/** What of a preview is not in its state. */
export interface Said {
  readonly busy: boolean;
  /** Where a script took the page; undefined while it is there. */
  readonly left: string | undefined;
  /** The page's own; empty if it has none. */
  readonly title: string;
}

/** What is read out when something has changed. */
export function announcementOf({ address, content }: PreviewState, said: Said): string {
  if (!address) return '';
  const place = placeOf(address);
  if (said.busy) return msg(str`Loading ${place}`, { id: 'preview-loading' });
  if (said.left !== undefined) return leftNotice(said.left).title;
  if (content.kind === 'problem') return problemNotice(content).title;
  const name = said.title || place;
  const status = statusOf(content);
  return status === undefined
    ? msg(str`Loaded: ${name}`, { id: 'preview-loaded' })
    : msg(str`Loaded with status ${status}: ${name}`, { id: 'preview-loaded-status' });
}
