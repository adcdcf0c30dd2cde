import type { Disposer } from '../../support/disposables.ts';
import type { ByteStream } from './byte-stream.ts';
import type { Ipv4Address } from './ipv4-address.ts';
import type { Ipv4Packet } from './ipv4-packet.ts';
import { NetworkProblemError } from './network-error.ts';
import { relay } from './relay.ts';
import { advance } from './sequence-number.ts';
import { TcpConnection } from './tcp-connection.ts';
import { encodeTcp, parseTcp, TcpFlag, type TcpSegment } from './tcp-segment.ts';

/** RFC 6335, section 6. */
const FIRST_DYNAMIC_PORT = 49_152;
const DYNAMIC_PORTS = 16_384;

/** Takes a connection of the guest; it is open already or will be. */
export type ConnectionListener = (stream: ByteStream) => void;

/** Connects to a port of the computer that an address stands for. Rejects with NetworkProblemError. */
export type DialPort = (port: number) => Promise<ByteStream>;

/** What {@link TcpPorts} needs of its surroundings. */
export interface TcpPortsOptions {
  readonly send: (packet: Ipv4Packet) => void;
  /** The most payload that fits into a packet on this link. */
  readonly maximumSegment: number;
  /** An unforeseeable unsigned 32-bit number. */
  readonly randomNumber: () => number;
}

/** The TCP of our end: who listens, who is connected. A port that nobody listens on answers with a reset, at once. */
export class TcpPorts {
  readonly #options: TcpPortsOptions;
  readonly #listeners = new Map<string, ConnectionListener>();
  readonly #connections = new Map<string, TcpConnection>();
  readonly #forwards = new Map<Ipv4Address, DialPort>();
  /** Connections that the guest has begun to an address that stands for another computer, which has not answered yet. */
  readonly #dialling = new Set<string>();
  #isClosed = false;
  #nextPort = 0;

  constructor(options: TcpPortsOptions) {
    this.#options = options;
  }

  /** Number of connections; tests count it to find leaks. */
  get size(): number {
    return this.#connections.size;
  }

  /** Takes connections to a port of one of our addresses until the returned disposer is called. */
  listen(address: Ipv4Address, port: number, listener: ConnectionListener): Disposer {
    const key = `${address}:${port}`;
    this.#listeners.set(key, listener);
    return () => void this.#listeners.delete(key);
  }

  /**
   * Passes connections to any port of one of our addresses on to what `dial` connects to, until the returned disposer is called. The
   * guest learns whether that came about: a port that is closed there is closed here.
   */
  forward(address: Ipv4Address, dial: DialPort): Disposer {
    this.#forwards.set(address, dial);
    return () => {
      if (this.#forwards.get(address) === dial) this.#forwards.delete(address);
    };
  }

  /** Connects to a port of the guest. Rejects with NetworkProblemError, or with the signal's reason. */
  async connect(
    from: Ipv4Address,
    to: Ipv4Address,
    port: number,
    signal?: AbortSignal,
  ): Promise<ByteStream> {
    signal?.throwIfAborted();
    const ours = this.#freePort(to, port);
    const ends = { source: from, destination: to, sourcePort: ours, destinationPort: port };
    const connection = this.#keep(ends, (options) => TcpConnection.connect(options));
    const abort = () => connection.abort();
    signal?.addEventListener('abort', abort, { once: true });
    try {
      await connection.opened;
      return connection;
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  /** Takes a packet of the guest to one of our addresses. */
  receive(packet: Ipv4Packet): void {
    const segment = parseTcp(packet);
    if (segment === undefined) return;
    const ends: ConnectionEnds = {
      source: packet.destination,
      destination: packet.source,
      sourcePort: segment.destinationPort,
      destinationPort: segment.sourcePort,
    };
    const isNew = (segment.flags & (TcpFlag.syn | TcpFlag.ack | TcpFlag.rst)) === TcpFlag.syn;
    const known = this.#connections.get(keyOf(ends));
    if (known) known.receive(segment);
    else if (isNew) this.#begin(ends, segment);
    else this.#refuse(ends, segment);
  }

  /** Breaks off all connections: the guest they were with is gone. */
  close(): void {
    this.#isClosed = true;
    for (const connection of [...this.#connections.values()]) connection.abort();
  }

  #begin(ends: ConnectionEnds, syn: TcpSegment): void {
    const listener = this.#listeners.get(`${ends.source}:${ends.sourcePort}`);
    const dial = this.#forwards.get(ends.source);
    if (dial) void this.#pass(ends, syn, dial);
    else if (listener === undefined) this.#refuse(ends, syn);
    else listener(this.#keep(ends, (options) => TcpConnection.accept(options, syn)));
  }

  async #pass(ends: ConnectionEnds, syn: TcpSegment, dial: DialPort): Promise<void> {
    const key = keyOf(ends);
    if (this.#dialling.has(key)) return; // the guest asks again
    this.#dialling.add(key);
    try {
      const far = await dial(ends.sourcePort);
      if (this.#isClosed) return far.abort();
      void relay(
        this.#keep(ends, (options) => TcpConnection.accept(options, syn)),
        far,
      );
    } catch (error) {
      // Who does not answer there does not answer here.
      const isRefused = error instanceof NetworkProblemError && error.problem === 'refused';
      if (isRefused && !this.#isClosed) this.#refuse(ends, syn);
    } finally {
      this.#dialling.delete(key);
    }
  }

  #keep(
    ends: ConnectionEnds,
    make: (options: Parameters<typeof TcpConnection.connect>[0]) => TcpConnection,
  ): TcpConnection {
    const { sourcePort, destinationPort } = ends;
    const connection = make({
      initialSequence: this.#options.randomNumber(),
      maximumSegment: this.#options.maximumSegment,
      send: (segment) =>
        this.#options.send(encodeTcp(ends, { ...segment, sourcePort, destinationPort })),
      onGone: () => void this.#connections.delete(keyOf(ends)),
    });
    this.#connections.set(keyOf(ends), connection);
    return connection;
  }

  #refuse({ sourcePort, destinationPort, ...between }: ConnectionEnds, segment: TcpSegment): void {
    if (segment.flags & TcpFlag.rst) return;
    const counted = segment.payload.length + (segment.flags & (TcpFlag.syn | TcpFlag.fin) ? 1 : 0);
    const hasAck = (segment.flags & TcpFlag.ack) !== 0;
    const reset: TcpSegment = {
      sourcePort,
      destinationPort,
      sequence: hasAck ? segment.acknowledgement : 0,
      acknowledgement: hasAck ? 0 : advance(segment.sequence, counted),
      flags: TcpFlag.rst | (hasAck ? 0 : TcpFlag.ack),
      window: 0,
      options: {},
      payload: new Uint8Array(0),
    };
    this.#options.send(encodeTcp(between, reset));
  }

  #freePort(to: Ipv4Address, port: number): number {
    for (let tried = 0; tried < DYNAMIC_PORTS; tried++) {
      const ours = FIRST_DYNAMIC_PORT + (this.#nextPort++ % DYNAMIC_PORTS);
      const taken = [...this.#connections.keys()].some((key) =>
        key.endsWith(`:${ours}>${to}:${port}`),
      );
      if (!taken) return ours;
    }
    throw new NetworkProblemError('silent', 'no port is left for another connection');
  }
}

/** Both ends of a connection as our segments name them: the source is ours. */
interface ConnectionEnds {
  readonly source: Ipv4Address;
  readonly destination: Ipv4Address;
  readonly sourcePort: number;
  readonly destinationPort: number;
}

const keyOf = ({ source, sourcePort, destination, destinationPort }: ConnectionEnds): string =>
  `${source}:${sourcePort}>${destination}:${destinationPort}`;
