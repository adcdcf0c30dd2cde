import type { PageDocument } from '../../../src/preview/page-message.ts';
import { adoptSheet, fetchSources, prepareDocument, replaceFrames } from './document-parts.ts';
import { listenForNavigation, navigate } from './page-navigation.ts';
import type { PagePort } from './page-port.ts';
import { PageResources } from './page-resources.ts';
import { standInForNetwork } from './script-network.ts';
import { standInForStorage } from './script-storage.ts';

/** Writes a document of the guest into this frame, once all is there that it cannot be drawn without. */
export async function showDocument(shown: PageDocument, port: PagePort): Promise<void> {
  const resources = new PageResources(port);
  const { attached } = shown;
  if (attached) resources.attach(attached.href, attached.type, attached.bytes);
  const parsed = new DOMParser().parseFromString(shown.html, 'text/html');
  const refresh = await prepareDocument(parsed, shown.href, resources);
  standInForNetwork(port, resources);
  standInForStorage(port);
  // This takes all listeners away, so that those of this frame come after it, and before any of the page.
  document.open();
  listenForNavigation(port, shown.href);
  watch(port, resources);
  document.write(`${doctypeOf(parsed)}${parsed.documentElement.outerHTML}`);
  document.close();
  port.send({ type: 'shown' });
  scrollToHash(shown.href);
  if (refresh) setTimeout(() => navigate(port, refresh.href), refresh.delayMs);
}

/** What comes into the page gets what belongs to it, and its title is told. */
function watch(port: PagePort, resources: PageResources): void {
  let title: string | undefined;
  const look = (changes: readonly MutationRecord[]) => {
    for (const { type, target, addedNodes } of changes) {
      for (const node of type === 'attributes' ? [target] : addedNodes) adopt(node, resources);
    }
    if (document.title === title) return;
    title = document.title;
    port.send({ type: 'title', title });
  };
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: ['src', 'poster', 'href'],
  });
}

function adopt(node: Node, resources: PageResources): void {
  if (!(node instanceof Element)) return;
  adoptSheet(node, resources);
  fetchSources(node, resources);
  if (node.parentElement) replaceFrames(node.parentElement, node.baseURI);
}

function doctypeOf({ doctype }: Document): string {
  if (!doctype) return '';
  const { publicId, systemId } = doctype;
  const known = publicId ? ` PUBLIC "${publicId}" "${systemId}"` : '';
  return `<!DOCTYPE ${doctype.name}${known}>`;
}

function scrollToHash(href: string): void {
  const id = decodeURIComponent(new URL(href).hash.slice(1));
  if (id !== '') document.getElementById(id)?.scrollIntoView();
}
