import type { PagePort } from './page-port.ts';
import { isRemote, type PageResources } from './page-resources.ts';
import { makeRequestClass } from './script-xhr.ts';

/** Answers with these have no body, and cannot be made with one. */
const WITHOUT_BODY = [204, 205, 304];

/** Puts what reaches the page's servers in the place of what would reach the network, which the policy refuses. */
export function standInForNetwork(port: PagePort, resources: PageResources): void {
  const native = fetch;
  Object.assign(window, {
    fetch: async (input: RequestInfo | URL, init?: RequestInit) => {
      const request = new Request(input, init);
      return isRemote(request.url) ? fetchPage(port, request) : native(request);
    },
    XMLHttpRequest: makeRequestClass(port),
  });
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection']) {
    Reflect.deleteProperty(window, name); // a way out that the policy does not know
  }
  navigator.sendBeacon = (href, data) => {
    void fetch(href, { method: 'POST', body: data ?? null }).catch(() => undefined); // nobody waits for it
    return true;
  };
  deferSource(HTMLImageElement.prototype, (href) => resources.blobOf(href));
  deferSource(HTMLScriptElement.prototype, (href) => resources.blobOf(href, 'text/javascript'));
}

async function fetchPage(port: PagePort, request: Request): Promise<Response> {
  const body = new Uint8Array(await request.arrayBuffer());
  const { method, url: href, signal } = request;
  const headers = [...request.headers];
  const sent = {
    purpose: 'script' as const,
    href,
    method,
    headers,
    ...(body.length > 0 && { body }),
  };
  const answer = await port.fetch(sent, signal);
  const content = WITHOUT_BODY.includes(answer.status) ? null : new Uint8Array(answer.body);
  const response = new Response(content, {
    status: answer.status,
    headers: [...answer.headers].map(([name, value]) => [name, value]),
  });
  Object.defineProperty(response, 'url', { value: answer.href });
  Object.defineProperty(response, 'redirected', { value: answer.redirected });
  return response;
}

/** What a script gives as `src` is fetched before the element hears of it; an address that was refused would be an error. */
function deferSource(
  prototype: HTMLImageElement | HTMLScriptElement,
  blobOf: (href: string) => Promise<string>,
): void {
  const native = Object.getOwnPropertyDescriptor(prototype, 'src');
  if (!native?.set) return;
  const { set } = native;
  Object.defineProperty(prototype, 'src', {
    ...native,
    set(this: Element, value: unknown) {
      const href = new URL(String(value), document.baseURI).href;
      if (!isRemote(href)) set.call(this, value);
      else void blobOf(href).then((blob) => set.call(this, blob));
    },
  });
}
