import { describe, expect, it } from 'vitest';
import type { PreviewContent, PreviewState } from '../../src/preview/preview.ts';
import { type PreviewAddress, readTyped, rootOf } from '../../src/preview/preview-address.ts';
import type { PreviewProblem } from '../../src/preview/preview-problem.ts';
import {
  announcementOf,
  placeOf,
  problemNotice,
} from '../../web-components/preview/preview-texts.ts';
import { onGuest } from '../machine/on-guest.ts';

const at = (port: number, path = '/', hash = ''): PreviewAddress => ({
  ...onGuest(port),
  path,
  hash,
});

describe('the address in the bar of a preview', () => {
  it.each([
    [at(8081), 'localhost:8081'],
    [at(80), 'localhost'],
    [at(8081, '/folder/'), 'localhost:8081/folder/'],
    [at(8081, '/?q=a', '#end'), 'localhost:8081/?q=a#end'],
    [at(8081, '/', '#end'), 'localhost:8081/#end'],
  ])('%o is shown as %s, and leads there when it is typed', (address, shown) => {
    expect(placeOf(address)).toBe(shown);
    expect(readTyped(shown)).toEqual(address);
  });
});

describe('what is read out of a preview', () => {
  const state = (content: PreviewContent): PreviewState => ({
    address: rootOf(onGuest(8081)),
    loading: false,
    content,
    canGoBack: false,
    canGoForward: false,
  });
  const page = (status: number): PreviewContent => ({
    kind: 'page',
    html: '<p>',
    address: rootOf(onGuest(8081)),
    status,
    cut: undefined,
  });
  const said = (content: PreviewContent, busy = false) =>
    announcementOf(state(content), { busy, left: undefined, title: 'Not here' });

  it('is the title of the page, and its status if that is an error', () => {
    expect(said(page(200))).toBe('Loaded: Not here');
    expect(said(page(404))).toBe('Loaded with status 404: Not here');
  });

  it('is nothing of the answer while it is on its way', () => {
    expect(said(page(404), true)).toBe('Loading localhost:8081');
  });
});

describe('what is said in place of a page', () => {
  const notice = (problem: PreviewProblem, href = '') =>
    problemNotice({
      kind: 'problem',
      problem,
      address: rootOf(onGuest(8081)),
      href,
      message: 'in detail',
    });

  it('tells a link out of the machine from a server that sends one out', () => {
    const link = notice('outside', 'https://example.org/');
    const redirection = notice('redirected-outside', 'https://example.org/');
    expect(link.detail).toBe('https://example.org/');
    expect(redirection.detail).toBe('https://example.org/');
    // There is a page to go back to only where the link was.
    expect(link.again).toBe('Back to the page');
    expect(redirection.again).toBeUndefined();
  });

  it('waits only for a server that is not there yet', () => {
    expect(notice('refused').waiting).toBe(true);
    expect(notice('failed').waiting).toBeUndefined();
    expect(notice('failed').detail).toBe('in detail');
  });
});
