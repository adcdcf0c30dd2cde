import type { Disposer } from '../support/disposables.ts';
import { MachineError } from './errors.ts';
import type { GuestNetwork, ServerPlace } from './guest-network.ts';
import type { IncomingResponse, OutgoingRequest } from './http/http-client.ts';
import { type HttpHandler, serveHttp } from './http/http-server.ts';
import type { ImageSource } from './image/image-source.ts';
import type { ImageFile } from './image/manifest.ts';
import { LabNetwork } from './lab-network.ts';
import type { NeighbourRole } from './neighbour-role.ts';
import type { ByteStream } from './network/byte-stream.ts';
import { Cable, type CableTarget } from './network/cable.ts';
import type { EthernetLink } from './network/ethernet.ts';
import { PortStream } from './network/port-stream.ts';
import { relay } from './network/relay.ts';
import { searchHandler } from './registry/hub-search.ts';
import { PrivateRegistry } from './registry/private-registry.ts';
import { registryHandler } from './registry/registry-api.ts';
import type { RegistryData } from './registry/registry-data.ts';
import { RegistryProblemError } from './registry/registry-error.ts';
import { StaticRegistry } from './registry/static-registry.ts';

/** What a machine's network needs of its surroundings. */
export interface LabServicesParts {
  readonly mtu: number;
  readonly randomBytes: (length: number) => Uint8Array;
}

/**
 * A machine's network with both its registries: the images that came with the page, and what the learner has pushed. A script of its
 * own, loaded when the guest first uses its network.
 */
export class LabServices implements GuestNetwork {
  readonly #pushed = new PrivateRegistry();
  readonly #network: LabNetwork;
  readonly #ownRegistry: HttpHandler;
  /** The way to the registry of the machine beside, which is that of both then. */
  #registryCable: Cable | undefined;
  #hub: HttpHandler = noImages;

  constructor(parts: LabServicesParts) {
    this.#ownRegistry = registryHandler(this.#pushed, { uploads: this.#pushed });
    this.#network = new LabNetwork({
      mtu: parts.mtu,
      randomBytes: parts.randomBytes,
      hub: (request) => this.#hub(request),
      privateRegistry: (stream) => void this.#serveRegistry(stream),
    });
  }

  /** Serves the container images of an image of the machine from `source`; none when it was made without. */
  serveImages(index: ImageFile | undefined, source: Pick<ImageSource, 'read'>): void {
    this.#hub = index ? hubHandler(new StaticRegistry(source, index)) : noImages;
  }

  /** Plugs a running machine in until the disposer is called; what it has pushed ends with it. */
  plugIn(link: EthernetLink): Disposer {
    const unplug = this.#network.plugIn(link);
    return () => {
      unplug();
      this.forget();
    };
  }

  /** See {@link MachineNetwork.join}. */
  join(port: MessagePort, beside: NeighbourRole): Disposer {
    const cable = new Cable(port, (target) => this.#answerDial(target));
    if (beside === 'first') this.#registryCable = cable;
    const remove =
      beside === 'production'
        ? this.#network.addProduction((number) => cable.dial({ to: 'guest', port: number }))
        : () => {
            if (this.#registryCable === cable) this.#registryCable = undefined;
          };
    return () => {
      remove();
      cable.cut();
    };
  }

  /** Forgets what was pushed and what is being pushed. */
  forget(): void {
    this.#pushed.clear();
  }

  /** What was pushed at this instant, not copied; undefined: nothing. */
  pushed(): RegistryData | undefined {
    return this.#pushed.isEmpty ? undefined : this.#pushed.export();
  }

  /** See {@link MachineNetwork.prepareRegistry}. */
  prepareRegistry(data: RegistryData): Promise<() => void> {
    return this.#pushed.prepare(data).catch((cause: unknown) => {
      const why = cause instanceof RegistryProblemError ? cause.message : String(cause);
      const message = `the registry cannot be read: ${why}`;
      throw new MachineError('capture-invalid', message, 'registry', { cause });
    });
  }

  request(
    place: ServerPlace,
    request: OutgoingRequest,
    signal?: AbortSignal,
  ): Promise<IncomingResponse> {
    return this.#network.request(place, request, signal);
  }

  probe(place: ServerPlace, signal?: AbortSignal): Promise<boolean> {
    return this.#network.probe(place, signal);
  }

  async #serveRegistry(stream: ByteStream): Promise<void> {
    const cable = this.#registryCable;
    if (cable === undefined) return serveHttp(stream, this.#ownRegistry);
    try {
      await relay(stream, await cable.dial({ to: 'registry' }));
    } catch {
      stream.abort(); // the machine beside is gone, and its registry with it
    }
  }

  async #answerDial(target: CableTarget): Promise<ByteStream> {
    if (target.to === 'guest') return this.#network.connect(target.port);
    const { port1, port2 } = new MessageChannel();
    void serveHttp(new PortStream(port1), this.#ownRegistry);
    return new PortStream(port2);
  }
}

const hubHandler = (content: StaticRegistry) =>
  searchHandler(() => content.described(), registryHandler(content, { denies: true }));

const noImages: HttpHandler = async () => ({
  status: 503,
  headers: { 'content-type': 'text/plain' },
  body: new TextEncoder().encode('this machine was built without container images\n'),
});
