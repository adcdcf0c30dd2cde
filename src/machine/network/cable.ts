import { defer } from '../../support/deferred.ts';
import type { ByteStream } from './byte-stream.ts';
import { type NetworkProblem, NetworkProblemError } from './network-error.ts';
import { PortStream } from './port-stream.ts';
import { relay } from './relay.ts';

/** What one machine asks of the other: a TCP port of the guest, or the registry that the guest pushes to. */
export type CableTarget =
  | { readonly to: 'guest'; readonly port: number }
  | { readonly to: 'registry' };

/** The first message on the cable for a connection; everything else goes through the `stream` that comes with it. */
interface Dial {
  readonly target: CableTarget;
  readonly stream: MessagePort;
}

/** The first message of a connection's own port. */
type DialAnswer =
  | { readonly open: true }
  | { readonly open: false; readonly problem: NetworkProblem; readonly message: string };

/** Connects to something on this side of the cable. Rejects with NetworkProblemError. */
export type AnswerDial = (target: CableTarget) => Promise<ByteStream>;

/**
 * One end of the cable between two machines of a lab, which are in threads of their own; the other end is the other port of the
 * channel.
 */
export class Cable {
  readonly #port: MessagePort;
  readonly #answer: AnswerDial;
  readonly #open = new Set<{ abort(): void }>();
  #isCut = false;

  constructor(port: MessagePort, answer: AnswerDial) {
    this.#port = port;
    this.#answer = answer;
    port.onmessage = ({ data }: MessageEvent<Dial>) => void this.#receive(data);
  }

  /** Number of connections through this end; tests count it to find leaks. */
  get connections(): number {
    return this.#open.size;
  }

  /** Connects to something on the other side. Rejects with NetworkProblemError. */
  async dial(target: CableTarget): Promise<ByteStream> {
    if (this.#isCut) throw gone();
    const { port1, port2 } = new MessageChannel();
    const answered = defer<ByteStream>();
    const waiting = { abort: () => answered.reject(gone()) };
    this.#open.add(waiting);
    port1.onmessage = ({ data }: MessageEvent<DialAnswer>) => {
      // At once: the first bytes come right behind.
      if (data.open) answered.resolve(this.#keep(port1));
      else answered.reject(new NetworkProblemError(data.problem, data.message));
    };
    this.#port.postMessage({ target, stream: port2 } satisfies Dial, [port2]);
    try {
      return await answered.promise;
    } catch (error) {
      port1.close();
      throw error;
    } finally {
      this.#open.delete(waiting);
    }
  }

  /** Breaks off everything that goes through it. */
  cut(): void {
    this.#isCut = true;
    for (const one of [...this.#open]) one.abort();
    this.#port.close();
  }

  async #receive({ target, stream }: Dial): Promise<void> {
    const tell = (answer: DialAnswer) => stream.postMessage(answer);
    try {
      const ours = await this.#answer(target);
      if (this.#isCut) {
        ours.abort();
        throw gone();
      }
      tell({ open: true });
      await relay(ours, this.#keep(stream));
    } catch (error) {
      const problem = error instanceof NetworkProblemError ? error.problem : 'silent';
      tell({
        open: false,
        problem,
        message: error instanceof Error ? error.message : String(error),
      });
    }
  }

  #keep(port: MessagePort): PortStream {
    const stream: PortStream = new PortStream(port, () => this.#open.delete(stream));
    this.#open.add(stream);
    return stream;
  }
}

const gone = () => new NetworkProblemError('silent', 'the other machine is gone');
