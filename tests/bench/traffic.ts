import { type CDPSession, CDPSessionEvent, type Page, type Protocol } from 'puppeteer-core';

/** Kinds of files, as the bench tells them apart. */
export type FileKind =
  | 'engine'
  | 'layer'
  | 'chunk'
  | 'manifest'
  | 'script'
  | 'style'
  | 'page'
  | 'other';

/** One file on its way, in milliseconds since the navigation began and bytes on the wire. */
export interface Transfer {
  readonly path: string;
  readonly kind: FileKind;
  readonly startMs: number;
  /** When the first byte of the answer was there. */
  readonly answerMs: number;
  readonly endMs: number;
  readonly bytes: number;
}

const KINDS: readonly (readonly [RegExp, FileKind])[] = [
  [/v86[^/]*\.wasm$/, 'engine'],
  [/\.layer$/, 'layer'],
  [/\/(chunks|bundles)\//, 'chunk'],
  [/manifest\.json$/, 'manifest'],
  [/\.js$/, 'script'],
  [/\.css$/, 'style'],
  [/(\/|\.html)$/, 'page'],
];

interface OpenTransfer {
  readonly url: URL;
  readonly start: number;
  answer: number;
  end: number;
  /** What the answer's head says; of a worker's own script Chromium counts nothing but that head. */
  announced: number;
  /** It came from the browser's cache: a file that was loaded before, and is counted there. */
  cached: boolean;
  /** The server was asked whether it is still the same, and it is: only the answer's own head was loaded. */
  unchanged: boolean;
  bytes: number;
  readonly pieces: { readonly at: number; readonly bytes: number }[];
}

/** Hears of everything that a page and its workers load. Times inside are CDP's, in seconds of a clock of its own. */
export class TrafficRecorder {
  readonly #transfers: OpenTransfer[] = [];
  /** By request. A worker's script is asked for by the page and arrives in the worker. */
  readonly #open = new Map<string, OpenTransfer>();
  #navigation: { readonly monotonic: number; readonly wall: number } | undefined;

  static async attach(page: Page): Promise<TrafficRecorder> {
    const recorder = new TrafficRecorder();
    await recorder.#hear(await page.createCDPSession());
    return recorder;
  }

  /**
   * What was loaded until `endMs`; of a file that was still on its way, the bytes that had come.
   * @param timeOrigin of the page, in milliseconds of Unix time
   */
  until(endMs: number, timeOrigin: number): Transfer[] {
    const navigation = this.#navigation;
    if (navigation === undefined) throw new Error('no navigation was heard of');
    const toMs = (at: number) => (at - navigation.monotonic + navigation.wall) * 1000 - timeOrigin;
    return this.#transfers
      .filter(({ start, url }) => url.protocol.startsWith('http') && toMs(start) <= endMs)
      .map(({ url, start, answer, end, bytes, pieces }) => ({
        path: url.pathname,
        kind: KINDS.find(([pattern]) => pattern.test(url.pathname))?.[1] ?? 'other',
        startMs: toMs(start),
        answerMs: toMs(answer),
        endMs: toMs(end),
        bytes:
          toMs(end) <= endMs
            ? bytes
            : pieces.reduce((sum, piece) => sum + (toMs(piece.at) <= endMs ? piece.bytes : 0), 0),
      }));
  }

  async #hear(session: CDPSession): Promise<void> {
    session.on('Network.requestWillBeSent', (event) => this.#begin(event));
    session.on('Network.responseReceived', (event) => this.#answer(event));
    // Only this event has the status that the server sent: the other one tells of the file that the browser makes of it.
    session.on('Network.responseReceivedExtraInfo', ({ requestId, statusCode }) => {
      const transfer = this.#open.get(requestId);
      if (transfer) transfer.unchanged = statusCode === 304;
    });
    session.on('Network.dataReceived', ({ requestId, timestamp, encodedDataLength }) => {
      this.#open.get(requestId)?.pieces.push({ at: timestamp, bytes: encodedDataLength });
    });
    session.on('Network.loadingFinished', ({ requestId, timestamp, encodedDataLength }) => {
      const transfer = this.#open.get(requestId);
      if (transfer === undefined) return;
      transfer.end = timestamp;
      const head = transfer.unchanged ? 0 : transfer.announced;
      transfer.bytes = transfer.cached ? 0 : Math.max(encodedDataLength, head);
    });
    session.on(CDPSessionEvent.SessionAttached, (child) => void this.#hearWorker(child));
    await session.send('Network.enable');
    await session.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
    });
  }

  /** A worker waits to be let go, so that none of its requests is missed. */
  async #hearWorker(session: CDPSession): Promise<void> {
    try {
      await this.#hear(session);
      await session.send('Runtime.runIfWaitingForDebugger');
    } catch {
      // The worker is gone already.
    }
  }

  #begin(event: Protocol.Network.RequestWillBeSentEvent): void {
    this.#navigation ??= { monotonic: event.timestamp, wall: event.wallTime };
    const never = Number.POSITIVE_INFINITY;
    const transfer: OpenTransfer = {
      url: new URL(event.request.url),
      start: event.timestamp,
      answer: never,
      end: never,
      announced: 0,
      cached: false,
      unchanged: false,
      bytes: 0,
      pieces: [],
    };
    this.#open.set(event.requestId, transfer);
    this.#transfers.push(transfer);
  }

  #answer({ requestId, timestamp, response }: Protocol.Network.ResponseReceivedEvent): void {
    const transfer = this.#open.get(requestId);
    if (transfer === undefined) return;
    transfer.answer = timestamp;
    transfer.cached = response.fromDiskCache === true;
    transfer.announced =
      Number(response.headers['content-length'] ?? 0) + response.encodedDataLength;
  }
}

/** Bytes of each kind, most first. */
export function bytesByKind(transfers: readonly Transfer[]): Partial<Record<FileKind, number>> {
  const sums = new Map<FileKind, number>();
  for (const { kind, bytes } of transfers) sums.set(kind, (sums.get(kind) ?? 0) + bytes);
  return Object.fromEntries([...sums].sort(([, a], [, b]) => b - a));
}
