import type { GuestServers } from '../../src/preview/guest-fetch.ts';
import type { PageDocument, PageNavigation, PageOrder } from '../../src/preview/page-message.ts';
import { readPageMessage } from '../../src/preview/page-message.ts';
import { PageRequests } from '../../src/preview/page-requests.ts';
import type { PreviewAddress } from '../../src/preview/preview-address.ts';
import { OPEN } from './frame/page-words.ts';

/** What happens in a frame. */
export interface FrameEvents {
  /** The document stands. */
  readonly shown: () => void;
  readonly titled: (title: string) => void;
  /** A link was followed, or a form was sent. */
  readonly navigated: (wish: PageNavigation) => void;
  /** The page asked for itself again. */
  readonly reloaded: () => void;
  /** The page tried to go elsewhere by script and is gone; `href` is what the browser tells of it, perhaps nothing. */
  readonly left: (href: string) => void;
}

/** A document for a frame, and where its requests go. */
export interface FramedDocument extends Omit<PageDocument, 'type' | 'cookies'> {
  readonly address: PreviewAddress;
  readonly servers: GuestServers;
}

/**
 * The page's end of a frame in which documents of the guest are shown. The other end has no origin and is believed nothing: what
 * counts comes over ports that were made here or handed up by the stage for one document, and is of a known shape.
 */
export class PreviewFrame {
  readonly #events: FrameEvents;
  #stage: MessagePort | undefined;
  #page: MessagePort | undefined;
  #document: FramedDocument | undefined;
  #requests: PageRequests | undefined;

  constructor(events: FrameEvents) {
    this.#events = events;
  }

  /** To be called whenever the stage was loaded, the first time and after the element was moved. */
  connect(stage: Window): void {
    this.#endPage();
    this.#stage?.close();
    const { port1, port2 } = new MessageChannel();
    this.#stage = port1;
    port1.onmessage = (event) => this.#hearStage(event);
    // It has no origin that could be named; it is the window of a frame that is ours.
    stage.postMessage('connect', '*', [port2]);
    if (this.#document) port1.postMessage(OPEN);
  }

  /** Shows a document in the place of the one so far. */
  show(document: FramedDocument): void {
    this.#endPage();
    this.#document = document;
    this.#stage?.postMessage(OPEN);
  }

  /** Gives up what the document is still waiting for; it is drawn without. */
  stop(): void {
    this.#requests?.giveUp();
  }

  /** Shows nothing any more. */
  clear(): void {
    this.#endPage();
    this.#document = undefined;
  }

  /** Ends everything; {@link connect} begins anew. */
  close(): void {
    this.clear();
    this.#stage?.close();
    this.#stage = undefined;
  }

  #hearStage({ data, ports: [port] }: MessageEvent): void {
    const { type, href } = (data ?? {}) as { readonly type?: unknown; readonly href?: unknown };
    if (type === 'page' && port) this.#beginPage(port);
    else if (type === 'reload') this.#events.reloaded();
    else if (type === 'left') this.#events.left(typeof href === 'string' ? href : '');
  }

  #beginPage(port: MessagePort): void {
    this.#endPage();
    const document = this.#document;
    if (!document) {
      port.close();
      return;
    }
    const { address, servers, ...shown } = document;
    const tell = (order: PageOrder) => port.postMessage(order);
    this.#page = port;
    this.#requests = new PageRequests(servers, address, tell);
    port.onmessage = ({ data }) => this.#hearPage(data, document);
    tell({ type: 'document', ...shown, cookies: cookiesFor(document) });
  }

  #hearPage(data: unknown, document: FramedDocument): void {
    const message = readPageMessage(data);
    switch (message?.type) {
      case undefined:
        return; // nothing that a page of ours would say
      case 'fetch':
        this.#requests?.take(message);
        return;
      case 'cancel':
        this.#requests?.cancel(message.id);
        return;
      case 'navigate':
        this.#events.navigated(message);
        return;
      case 'title':
        this.#events.titled(message.title);
        return;
      case 'shown':
        this.#events.shown();
        return;
      case 'cookie':
        jarOf(document).takeFromScript(message.text, document.address.path);
    }
  }

  #endPage(): void {
    this.#requests?.close();
    this.#requests = undefined;
    this.#page?.close();
    this.#page = undefined;
  }
}

const jarOf = ({ servers, address }: FramedDocument) => servers.cookiesOf(address);

const cookiesFor = (document: FramedDocument): string =>
  jarOf(document).visibleTo(document.address.path);
