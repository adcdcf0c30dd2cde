import type { Disposer } from '../support/disposables.ts';
import { awaitServer, type Schedule } from './await-server.ts';
import { type ContentType, decodeText, kindOf, readContentType } from './content.ts';
import {
  fetchGuest,
  type GuestAnswer,
  type GuestRequest,
  type GuestServers,
  refererOf,
} from './guest-fetch.ts';
import type { PageNavigation } from './page-message.ts';
import { followLink, isSameDocument, type PreviewAddress } from './preview-address.ts';
import { PreviewHistory } from './preview-history.ts';
import { type PreviewProblem, PreviewProblemError } from './preview-problem.ts';
import type { ReadBody } from './read-body.ts';

/** What is shown. `cut` says why it is not all of it. */
export type PreviewContent =
  | { readonly kind: 'nothing' }
  | (Shown & { readonly kind: 'page'; readonly html: string })
  | (Shown & { readonly kind: 'text'; readonly text: string })
  | (Shown & { readonly kind: 'image'; readonly type: string; readonly bytes: Uint8Array })
  /** Nothing a reader could look at. `size` in bytes. */
  | (Shown & { readonly kind: 'other'; readonly type: string; readonly size: number })
  | {
      readonly kind: 'problem';
      readonly problem: PreviewProblem;
      readonly address: PreviewAddress;
      readonly href: string;
      readonly message: string;
    };

interface Shown {
  readonly address: PreviewAddress;
  readonly status: number;
  readonly cut: ReadBody['cut'];
}

/** All that is known of a preview at one moment. */
export interface PreviewState {
  /** Where it is, or is on its way to; undefined before the first address. */
  readonly address: PreviewAddress | undefined;
  readonly loading: boolean;
  readonly content: PreviewContent;
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
}

/** What a preview needs. */
export interface PreviewParts {
  /** Undefined while there is no machine. */
  readonly servers: () => GuestServers | undefined;
  readonly changed: () => void;
  /** Absent: timers of the page. */
  readonly schedule?: Schedule;
}

/** What a page may be, and how long its server may say nothing. */
const LARGEST_PAGE_BYTES = 8 * 1024 * 1024;
const PATIENCE_MS = 60_000;

const ACCEPT = { accept: 'text/html,application/xhtml+xml,image/*;q=0.9,*/*;q=0.8' };
const NOTHING: PreviewContent = { kind: 'nothing' };

/** One view of the guest's web servers: where it is, what it shows, and the way back. */
export class Preview {
  readonly #parts: PreviewParts;
  readonly #history = new PreviewHistory();
  #address: PreviewAddress | undefined;
  #content = NOTHING;
  #loading: AbortController | undefined;
  #endOfWait: Disposer = () => {};

  constructor(parts: PreviewParts) {
    this.#parts = parts;
  }

  get state(): PreviewState {
    return {
      address: this.#address,
      loading: this.#loading !== undefined,
      content: this.#content,
      canGoBack: this.#history.canGo(-1),
      canGoForward: this.#history.canGo(1),
    };
  }

  /** Goes to an address that was typed, or asked for from outside. */
  open(address: PreviewAddress): void {
    this.#load({ address, method: 'GET', headers: ACCEPT }, 'new');
  }

  /** Goes where the page wants to go. */
  navigate({ href, method, contentType, body }: PageNavigation): void {
    const from = this.#address;
    const address = followLink(href, from);
    if (!from || !address) {
      this.#stopLoading();
      this.#show({
        kind: 'problem',
        problem: 'outside',
        address: from ?? NOWHERE,
        href,
        message: '',
      });
      return;
    }
    const headers = {
      ...ACCEPT,
      ...refererOf(from, address),
      ...(contentType !== undefined && { 'content-type': contentType }),
    };
    this.#load({ address, method, headers, ...(body && { body }) }, 'new');
  }

  /** Asks for the same again; the answer to a form becomes a page that was only asked for. */
  reload(): void {
    if (this.#address)
      this.#load({ address: this.#address, method: 'GET', headers: ACCEPT }, 'same');
  }

  /** -1: one back, 1: one forward. Nothing happens where there is no further way. */
  go(steps: -1 | 1): void {
    const address = this.#history.go(steps);
    if (address) this.#load({ address, method: 'GET', headers: ACCEPT }, 'same');
  }

  /** Gives up what is being loaded; what was shown stays. */
  stop(): void {
    const wasLoading = this.#loading !== undefined;
    this.#stopLoading();
    if (wasLoading && 'address' in this.#content) this.#address = this.#content.address;
    this.#parts.changed();
  }

  /** Ends everything; nothing is told any more. */
  close(): void {
    this.#stopLoading();
  }

  #load(request: GuestRequest, entry: 'new' | 'same'): void {
    this.#stopLoading();
    const loading = new AbortController();
    this.#loading = loading;
    this.#address = request.address;
    this.#parts.changed();
    void this.#fetch(request, loading.signal).then((content) => {
      if (loading.signal.aborted || content === undefined) return;
      this.#loading = undefined;
      const address = 'address' in content ? content.address : request.address;
      if (entry === 'new') this.#history.push(address, isSameDocument);
      else this.#history.replace(address);
      this.#address = address;
      this.#show(content);
    });
  }

  /** Never rejects: what goes wrong is something to show. Undefined when nobody wants it any more. */
  async #fetch(request: GuestRequest, signal: AbortSignal): Promise<PreviewContent | undefined> {
    const { address } = request;
    try {
      const servers = this.#parts.servers();
      if (!servers) throw new PreviewProblemError('machine', 'there is no machine');
      const limits = { signal, maxBytes: LARGEST_PAGE_BYTES, patienceMs: PATIENCE_MS };
      return toContent(await fetchGuest(servers, request, limits));
    } catch (error) {
      if (signal.aborted) return undefined;
      const { problem, href } = error instanceof PreviewProblemError ? error : UNKNOWN;
      const message = error instanceof Error ? error.message : String(error);
      return { kind: 'problem', problem, address, href, message };
    }
  }

  #show(content: PreviewContent): void {
    this.#content = content;
    if (content.kind === 'problem') this.#await(content);
    this.#parts.changed();
  }

  /** Somebody who has just started a server, or the machine that it is on, finds its page here without asking again. */
  #await({ problem, address }: Extract<PreviewContent, { kind: 'problem' }>): void {
    const servers = this.#parts.servers();
    if (!servers || (problem !== 'refused' && problem !== 'missing')) return;
    this.#endOfWait = awaitServer(
      servers.network,
      address,
      problem === 'missing' ? 'machine' : 'server',
      () => this.reload(),
      this.#parts.schedule,
    );
  }

  #stopLoading(): void {
    this.#endOfWait();
    this.#loading?.abort();
    this.#loading = undefined;
  }
}

const NOWHERE: PreviewAddress = { host: 'localhost', port: 80, path: '/', hash: '' };
const UNKNOWN = { problem: 'failed', href: '' } as const;

function toContent({ address, status, headers, bytes, cut }: GuestAnswer): PreviewContent {
  const type = readContentType(headers.get('content-type'));
  const shown = { address, status, cut };
  const isDownload = /^\s*attachment/i.test(headers.get('content-disposition') ?? '');
  const kind = isDownload ? 'other' : kindOf(type, bytes);
  switch (kind) {
    case 'page':
      return { ...shown, kind, html: decodeText(bytes, type) };
    case 'text':
      return { ...shown, kind, text: toText(bytes, type) };
    case 'image':
      return { ...shown, kind, type: type.type, bytes };
    case 'other':
      return { ...shown, kind, type: type.type, size: bytes.length };
  }
}

/** JSON on one line is set out so that it can be read. */
function toText(bytes: Uint8Array, type: ContentType): string {
  const text = decodeText(bytes, type);
  if (!/json$/.test(type.type) || text.trim().includes('\n')) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text; // not JSON, whatever the server says
  }
}
