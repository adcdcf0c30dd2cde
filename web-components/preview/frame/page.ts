/** What runs in the inner frame before the document of the guest: it fetches what belongs to it, writes it, and stands in for the network. */
import { showDocument } from './document-writer.ts';
import { PagePort } from './page-port.ts';
import { HELLO } from './page-words.ts';

const { port1, port2 } = new MessageChannel();
const port = new PagePort(port1, (document) => void showDocument(document, port));
parent.postMessage(HELLO, '*', [port2]);
