import type { GuestServers } from '../../src/preview/guest-fetch.ts';
import type { PreviewContent } from '../../src/preview/preview.ts';
import { hrefOf } from '../../src/preview/preview-address.ts';
import type { FramedDocument } from './preview-frame.ts';

/** Stands for the bytes of an image that is here already. */
const IMAGE = 'http://image.invalid/';

/** What of a preview's content belongs into the frame; undefined for what is shown without, or is empty. */
export function framedDocument(
  content: PreviewContent,
  servers: GuestServers,
): FramedDocument | undefined {
  if (content.kind === 'page' && content.html.trim() !== '') {
    const { address, html } = content;
    return { address, servers, href: hrefOf(address), html };
  }
  if (content.kind !== 'image' || content.bytes.length === 0) return undefined;
  const { address, type, bytes } = content;
  const attached = { href: IMAGE, type, bytes };
  return { address, servers, href: hrefOf(address), html: imagePage(), attached };
}

const imagePage = (): string =>
  `<!doctype html><body style="margin:0;min-height:100vh;display:grid;place-items:center"><img src="${IMAGE}" style="max-width:100%">`;
