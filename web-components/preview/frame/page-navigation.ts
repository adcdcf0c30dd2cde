import type { PagePort } from './page-port.ts';

/** Tells whoever shows the page that it wants to be another one. */
export function navigate(port: PagePort, href: string): void {
  port.send({ type: 'navigate', href, method: 'GET' });
}

/** Follows links and sends forms, unless the page does it by itself. `here` is where the document comes from. */
export function listenForNavigation(port: PagePort, here: string): void {
  addEventListener('click', (event) => {
    const link = event.composedPath().find(isLink);
    if (!link || event.defaultPrevented || event.button !== 0) return;
    const { href } = link;
    if (href === '' || /^javascript:/i.test(href)) return;
    event.preventDefault();
    if (withoutHash(href) === withoutHash(here)) scrollTo(link.hash);
    else navigate(port, href);
  });
  addEventListener('submit', (event) => {
    if (event.defaultPrevented || !(event.target instanceof HTMLFormElement)) return;
    if (methodOf(event.target, event.submitter) === 'dialog') return;
    event.preventDefault();
    void sendForm(port, event.target, event.submitter);
  });
  HTMLFormElement.prototype.submit = function submit(this: HTMLFormElement) {
    void sendForm(port, this, null);
  };
}

/** Links of drawings have another kind of address, and are left to themselves. */
function isLink(target: EventTarget): target is HTMLAnchorElement | HTMLAreaElement {
  const isAnchor = target instanceof HTMLAnchorElement || target instanceof HTMLAreaElement;
  return isAnchor && target.hasAttribute('href');
}

const withoutHash = (href: string): string => href.split('#')[0] ?? '';

function scrollTo(hash: string): void {
  const id = decodeURIComponent(hash.slice(1));
  const target = id === '' || id === 'top' ? document.documentElement : document.getElementById(id);
  target?.scrollIntoView();
}

/** The button that sends a form may say how, in place of the form. */
function told(form: HTMLFormElement, submitter: HTMLElement | null, name: string): string {
  return submitter?.getAttribute(`form${name}`) ?? form.getAttribute(name) ?? '';
}

function methodOf(form: HTMLFormElement, submitter: HTMLElement | null): string {
  return told(form, submitter, 'method').toLowerCase();
}

async function sendForm(
  port: PagePort,
  form: HTMLFormElement,
  submitter: HTMLElement | null,
): Promise<void> {
  const data = new FormData(form, submitter);
  const url = new URL(told(form, submitter, 'action') || document.baseURI, document.baseURI);
  if (methodOf(form, submitter) !== 'post') {
    url.search = toQuery(data).toString();
    navigate(port, url.href);
    return;
  }
  const isMultipart = told(form, submitter, 'enctype').toLowerCase() === 'multipart/form-data';
  // A response knows how to write both, as a form does.
  const written = new Response(isMultipart ? data : toQuery(data));
  const contentType = written.headers.get('content-type') ?? 'application/x-www-form-urlencoded';
  const body = new Uint8Array(await written.arrayBuffer());
  port.send({ type: 'navigate', href: url.href, method: 'POST', contentType, body });
}

function toQuery(data: FormData): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of data)
    query.append(name, typeof value === 'string' ? value : value.name);
  return query;
}
