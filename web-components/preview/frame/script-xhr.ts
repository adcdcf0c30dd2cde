import type { PageAnswer } from '../../../src/preview/page-message.ts';
import type { PagePort } from './page-port.ts';

const UNSENT = 0;
const OPENED = 1;
const DONE = 4;

/** What a script knows as `XMLHttpRequest`, over this port: asynchronous requests, answered in one piece. */
export function makeRequestClass(port: PagePort): new () => EventTarget {
  return class extends PageXhr {
    constructor() {
      super(port);
    }
  };
}

type Handler = ((event: Event) => void) | null;

class PageXhr extends EventTarget {
  static readonly UNSENT = UNSENT;
  static readonly OPENED = OPENED;
  static readonly HEADERS_RECEIVED = 2;
  static readonly LOADING = 3;
  static readonly DONE = DONE;

  readyState = UNSENT;
  responseType: XMLHttpRequestResponseType = '';
  timeout = 0;
  withCredentials = false;
  readonly upload = new EventTarget();
  onreadystatechange: Handler = null;
  onload: Handler = null;
  onerror: Handler = null;
  onabort: Handler = null;
  ontimeout: Handler = null;
  onloadend: Handler = null;
  readonly #port: PagePort;
  #method = 'GET';
  #href = '';
  #headers: [string, string][] = [];
  #answer: PageAnswer | undefined;
  #abort: AbortController | undefined;

  constructor(port: PagePort) {
    super();
    this.#port = port;
  }

  get status(): number {
    return this.#answer?.status ?? 0;
  }

  get statusText(): string {
    return this.status === 200 ? 'OK' : '';
  }

  get responseURL(): string {
    return this.#answer?.href ?? '';
  }

  get responseText(): string {
    return this.#answer ? new TextDecoder().decode(this.#answer.body) : '';
  }

  get responseXML(): Document | null {
    return this.responseType === 'document' ? this.#document() : null;
  }

  get response(): unknown {
    const bytes = this.#answer?.body;
    switch (this.responseType) {
      case 'json':
        return parseJson(this.responseText);
      case 'arraybuffer':
        return bytes ? new Uint8Array(bytes).buffer : null;
      case 'blob':
        return bytes
          ? new Blob([new Uint8Array(bytes)], {
              type: this.getResponseHeader('content-type') ?? '',
            })
          : null;
      case 'document':
        return this.#document();
      default:
        return this.responseText;
    }
  }

  open(method: string, href: string, isAsync = true): void {
    if (!isAsync) throw new DOMException('only asynchronous requests', 'InvalidAccessError');
    this.#abort?.abort();
    this.#abort = undefined;
    this.#method = method.toUpperCase();
    this.#href = new URL(href, document.baseURI).href;
    this.#headers = [];
    this.#answer = undefined;
    this.#become(OPENED);
  }

  setRequestHeader(name: string, value: string): void {
    this.#headers.push([name, value]);
  }

  getResponseHeader(name: string): string | null {
    return new Map(this.#answer?.headers).get(name.toLowerCase()) ?? null;
  }

  getAllResponseHeaders(): string {
    return (this.#answer?.headers ?? []).map(([name, value]) => `${name}: ${value}\r\n`).join('');
  }

  overrideMimeType(): void {
    // Text is read as UTF-8 whatever is said; nobody has needed another yet.
  }

  send(data?: XMLHttpRequestBodyInit | Document | null): void {
    const abort = new AbortController();
    this.#abort = abort;
    const timer = this.timeout > 0 && setTimeout(() => abort.abort('timeout'), this.timeout);
    void this.#ask(data, abort.signal)
      .then(
        (answer) => {
          this.#answer = answer;
          this.#end('load');
        },
        () => this.#end(endOf(abort.signal)),
      )
      .finally(() => clearTimeout(timer || undefined));
  }

  abort(): void {
    this.#abort?.abort('abort');
  }

  async #ask(
    data: XMLHttpRequestBodyInit | Document | null | undefined,
    signal: AbortSignal,
  ): Promise<PageAnswer> {
    const content = data instanceof Document ? new XMLSerializer().serializeToString(data) : data;
    const hasBody =
      content !== undefined && content !== null && !['GET', 'HEAD'].includes(this.#method);
    // A response knows how to write a body, and what its type is.
    const written = new Response(hasBody ? content : null);
    const headers = [...written.headers, ...this.#headers] as [string, string][];
    const body = new Uint8Array(await written.arrayBuffer());
    const request = {
      purpose: 'script' as const,
      href: this.#href,
      method: this.#method,
      headers,
      ...(hasBody && { body }),
    };
    return this.#port.fetch(request, signal);
  }

  #end(type: 'load' | 'error' | 'abort' | 'timeout'): void {
    this.#become(DONE);
    this.#tell(type);
    this.#tell('loadend');
  }

  #become(state: number): void {
    this.readyState = state;
    this.#tell('readystatechange');
  }

  #tell(type: 'readystatechange' | 'load' | 'error' | 'abort' | 'timeout' | 'loadend'): void {
    const event = new ProgressEvent(type);
    this[`on${type}`]?.(event);
    this.dispatchEvent(event);
  }

  #document(): Document | null {
    if (!this.#answer) return null;
    const isHtml = /html/.test(this.getResponseHeader('content-type') ?? '');
    return new DOMParser().parseFromString(this.responseText, isHtml ? 'text/html' : 'text/xml');
  }
}

function endOf({ aborted, reason }: AbortSignal): 'error' | 'abort' | 'timeout' {
  if (!aborted) return 'error';
  return reason === 'timeout' ? 'timeout' : 'abort';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // as the standard has it
  }
}
