import { abortable } from '../support/abortable.ts';
import type { Disposer } from '../support/disposables.ts';
import { DeadlineError, withDeadline } from './deadline.ts';
import { MachineError } from './errors.ts';
import type { GuestNetwork, ServerHost, ServerPlace } from './guest-network.ts';
import { type IncomingResponse, type OutgoingRequest, requestHttp } from './http/http-client.ts';
import { HttpProblemError } from './http/http-message.ts';
import { type HttpHandler, serveHttp } from './http/http-server.ts';
import type { ByteStream } from './network/byte-stream.ts';
import type { EthernetLink } from './network/ethernet.ts';
import { Gateway } from './network/gateway.ts';
import { ipv4 } from './network/ipv4-address.ts';
import { NetworkProblemError } from './network/network-error.ts';
import type { ConnectionListener, DialPort } from './network/tcp-ports.ts';
import { HUB_IDENTITY } from './tls/tls-identity.ts';
import { acceptTls } from './tls/tls-server.ts';

/** The computer that both registries run on, as the guest sees it. */
const REGISTRY_NAME = 'registry.lab';
const REGISTRY_ADDRESS = ipv4('192.168.86.2');
/** The mirror of Docker Hub, and the registry that is pushed to. */
const MIRROR_PORT = 80;
const PRIVATE_PORT = 5000;

/**
 * Where Docker asks for an image that its mirror does not have: always there, always over TLS. Its own sentence about a missing
 * image or tag is what a registry answers; a closed port or an unknown name would have it complain about the network instead.
 */
const HUB_NAME = ['registry-1', 'docker', 'io'].join('.');
/** Where it searches. */
const SEARCH_NAME = ['index', 'docker', 'io'].join('.');
const HUB_ADDRESS = ipv4('192.168.86.3');
const HUB_PORT = 443;

/** The other machine of the lab, while there is one. */
const PRODUCTION_NAME: ServerHost = 'production.lab';
const PRODUCTION_ADDRESS = ipv4('192.168.86.4');

/** The guest answers in milliseconds; one that is starved by its own work takes its time. */
const CONNECT_DEADLINE_MS = 15_000;

/** What a lab's network is made of. */
export interface LabNetworkOptions {
  /** Bytes of the largest packet. */
  readonly mtu: number;
  /** Answers as Docker Hub, and as the mirror of it. */
  readonly hub: HttpHandler;
  /** Takes connections to the registry that is pushed to. */
  readonly privateRegistry: ConnectionListener;
  readonly randomBytes: (length: number) => Uint8Array;
}

/** The network of a lab's machine: its registries, and the way to the servers in the guest. */
export class LabNetwork implements GuestNetwork {
  readonly #options: LabNetworkOptions;
  #gateway: Gateway | undefined;
  #production: DialPort | undefined;
  #removeProduction: Disposer = () => {};

  constructor(options: LabNetworkOptions) {
    this.#options = options;
  }

  /** Plugs a running machine in. The disposer unplugs it: all its connections are broken off. */
  plugIn(link: EthernetLink): Disposer {
    const gateway = new Gateway({
      link,
      mtu: this.#options.mtu,
      hosts: new Map([
        [REGISTRY_NAME, REGISTRY_ADDRESS],
        [HUB_NAME, HUB_ADDRESS],
        [SEARCH_NAME, HUB_ADDRESS],
      ]),
      randomNumber: () => readNumber(this.#options.randomBytes(4)),
    });
    this.#gateway = gateway;
    gateway.listen(REGISTRY_ADDRESS, MIRROR_PORT, (stream) => {
      void serveHttp(stream, this.#options.hub);
    });
    gateway.listen(REGISTRY_ADDRESS, PRIVATE_PORT, this.#options.privateRegistry);
    serveHub(gateway, this.#options.hub);
    this.#addProduction();
    return () => {
      gateway.close();
      if (this.#gateway === gateway) this.#gateway = undefined;
    };
  }

  /** Puts another machine, whose ports `dial` connects to, on the network as `production.lab`; the disposer takes it away. */
  addProduction(dial: DialPort): Disposer {
    this.#production = dial;
    this.#addProduction();
    return () => {
      if (this.#production !== dial) return;
      this.#production = undefined;
      this.#removeProduction();
    };
  }

  /** Connects to a port of the guest. Rejects with NetworkProblemError. */
  async connect(port: number): Promise<ByteStream> {
    try {
      return await this.#connect(port);
    } catch (error) {
      if (error instanceof NetworkProblemError) throw error;
      throw new NetworkProblemError('silent', 'the machine does not answer', { cause: error });
    }
  }

  async request(
    place: ServerPlace,
    request: OutgoingRequest,
    signal?: AbortSignal,
  ): Promise<IncomingResponse> {
    try {
      const stream = await this.#reach(place, signal);
      const abort = () => stream.abort();
      signal?.addEventListener('abort', abort, { once: true });
      const response = await requestHttp(stream, hostField(place), request).catch((error) => {
        stream.abort();
        throw error;
      });
      return { ...response, body: readFailing(response.body, signal) };
    } catch (error) {
      throw signal?.aborted ? signal.reason : toMachineError(error);
    }
  }

  async probe(place: ServerPlace, signal?: AbortSignal): Promise<boolean> {
    try {
      (await this.#reach(place, signal)).abort();
      return true;
    } catch (error) {
      if (error instanceof NetworkProblemError && error.problem === 'refused') return false;
      throw signal?.aborted ? signal.reason : toMachineError(error);
    }
  }

  #addProduction(): void {
    if (!this.#production || !this.#gateway) return;
    this.#removeProduction = this.#gateway.addComputer(
      PRODUCTION_NAME,
      PRODUCTION_ADDRESS,
      this.#production,
    );
  }

  #reach({ host, port }: ServerPlace, signal?: AbortSignal): Promise<ByteStream> {
    return host === PRODUCTION_NAME
      ? this.#connectProduction(port, signal)
      : this.#connect(port, signal);
  }

  /** The other machine has a deadline of its own for its guest; the way to it, which may be cut meanwhile, has none. */
  async #connectProduction(port: number, signal?: AbortSignal): Promise<ByteStream> {
    if (!this.#production)
      throw new MachineError('host-missing', `there is no ${PRODUCTION_NAME} now`, PRODUCTION_NAME);
    const connecting = this.#production(port);
    // One that comes too late is nobody's; its failure was told already.
    const drop = () =>
      connecting.then(
        (late) => late.abort(),
        () => undefined,
      );
    signal?.addEventListener('abort', drop, { once: true });
    return abortable(connecting, signal);
  }

  async #connect(port: number, signal?: AbortSignal): Promise<ByteStream> {
    if (this.#gateway === undefined) throw new MachineError('not-ready', 'no machine is running');
    const late = new AbortController();
    const either = signal ? AbortSignal.any([signal, late.signal]) : late.signal;
    const connecting = this.#gateway.connect(port, either);
    try {
      return await withDeadline(connecting, CONNECT_DEADLINE_MS);
    } catch (error) {
      if (error instanceof DeadlineError) late.abort(error);
      connecting.catch(() => undefined); // its deadline was told already
      throw error;
    }
  }
}

/** Web Crypto exists only in secure contexts; without it Docker is refused, and says so in its own way. */
function serveHub(gateway: Gateway, handler: HttpHandler): void {
  if (globalThis.crypto?.subtle === undefined) return;
  gateway.listen(HUB_ADDRESS, HUB_PORT, (stream) => {
    acceptTls(stream, HUB_IDENTITY).then(
      (inside) => serveHttp(inside, handler),
      () => stream.abort(), // not TLS, or gone: there is nobody to tell
    );
  });
}

/** What a browser on another computer would say; servers make links of it. */
const hostField = ({ host, port }: ServerPlace): string => (port === 80 ? host : `${host}:${port}`);

/** A body whose failures are the machine's errors, or the signal's reason. */
async function* readFailing(
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw signal?.aborted ? signal.reason : toMachineError(error);
  }
}

function toMachineError(error: unknown): unknown {
  if (error instanceof NetworkProblemError && error.problem === 'refused') {
    return new MachineError('connection-refused', error.message, '', { cause: error });
  }
  const isExpected =
    error instanceof NetworkProblemError ||
    error instanceof HttpProblemError ||
    error instanceof DeadlineError;
  if (!isExpected) return error;
  return new MachineError('connection-failed', error.message, '', { cause: error });
}

function readNumber(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
}
