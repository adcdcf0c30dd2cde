import type { Disposer } from '../support/disposables.ts';
import { MachineError } from './errors.ts';
import type { GuestNetwork, ServerPlace } from './guest-network.ts';
import type { IncomingResponse, OutgoingRequest } from './http/http-client.ts';
import type { ImageSource } from './image/image-source.ts';
import type { ImageFile } from './image/manifest.ts';
import type { LabServices, LabServicesParts } from './lab-services.ts';
import type { NeighbourRole } from './neighbour-role.ts';
import type { EthernetLink } from './network/ethernet.ts';
import type { RegistryData } from './registry/registry-data.ts';

/** What the guest says while its network is loaded; it says the rest again. */
const MOST_WAITING_FRAMES = 64;

/**
 * The network of a machine. Most visits never use it, so its servers are loaded with the guest's first frame or the page's first
 * question, whichever comes first.
 */
export class MachineNetwork implements GuestNetwork {
  readonly #parts: LabServicesParts;
  #loading: Promise<LabServices> | undefined;
  #loaded: LabServices | undefined;
  #images: readonly [ImageFile | undefined, Pick<ImageSource, 'read'>] | undefined;
  #link: EthernetLink | undefined;
  #unplug: Disposer | undefined;
  #part: Disposer = () => {};

  constructor(parts: LabServicesParts) {
    this.#parts = parts;
  }

  /** Serves the container images of an image of the machine from `source`; none when it was made without. */
  serveImages(index: ImageFile | undefined, source: Pick<ImageSource, 'read'>): void {
    this.#images = [index, source];
    this.#loaded?.serveImages(index, source);
  }

  /** Plugs a running machine in until the disposer is called. */
  plugIn(link: EthernetLink): Disposer {
    this.#link = link;
    if (this.#loaded) this.#unplug = this.#loaded.plugIn(link);
    else this.#awaitFrames(link);
    return () => {
      if (this.#link !== link) return;
      this.#link = undefined;
      this.#unplug?.();
      this.#unplug = undefined;
    };
  }

  /**
   * Joins this network with that of the machine `beside` it, which has the other port of the channel, until the disposer is called or
   * another one is joined in its place.
   */
  join(port: MessagePort, beside: NeighbourRole): Disposer {
    this.#part();
    let isOver = false;
    let leave: Disposer = () => port.close();
    const part = () => {
      isOver = true;
      leave();
    };
    this.#part = part;
    this.#load().then(
      (services) => {
        if (!isOver) leave = services.join(port, beside);
      },
      () => port.close(), // the guest finds nobody there, as with any network that is broken
    );
    return part;
  }

  /** What was pushed, at this instant: for a capture. The bytes are the registry's own. Undefined: nothing. */
  pushed(): RegistryData | undefined {
    return this.#loaded?.pushed();
  }

  /**
   * Checks what was pushed to a machine that is captured, and gives what puts it in the place of what is there by then, at once.
   * Rejects with MachineError `capture-invalid` when it is not sound, or `download-failed`; nothing has changed.
   */
  async prepareRegistry(data: RegistryData | undefined): Promise<() => void> {
    return data ? (await this.#load()).prepareRegistry(data) : () => this.#loaded?.forget();
  }

  async request(
    place: ServerPlace,
    request: OutgoingRequest,
    signal?: AbortSignal,
  ): Promise<IncomingResponse> {
    return (await this.#load()).request(place, request, signal);
  }

  async probe(place: ServerPlace, signal?: AbortSignal): Promise<boolean> {
    return (await this.#load()).probe(place, signal);
  }

  #awaitFrames(link: EthernetLink): void {
    const waiting: Uint8Array[] = [];
    link.onFrame = (frame) => {
      if (waiting.length < MOST_WAITING_FRAMES) waiting.push(frame);
      this.#load().then(
        () => {
          // The gateway listens now, unless the machine is gone.
          for (const early of waiting.splice(0)) if (this.#link === link) link.onFrame(early);
        },
        () => undefined, // tried again with the next frame: a network that fails is nothing new to the guest
      );
    };
  }

  #load(): Promise<LabServices> {
    this.#loading ??= this.#loadOnce().catch((cause: unknown) => {
      this.#loading = undefined;
      const message = "the network's script could not be loaded";
      throw new MachineError('download-failed', message, '', { cause });
    });
    return this.#loading;
  }

  async #loadOnce(): Promise<LabServices> {
    const { LabServices } = await import('./lab-services.ts');
    const services = new LabServices(this.#parts);
    if (this.#images) services.serveImages(...this.#images);
    if (this.#link) this.#unplug = services.plugIn(this.#link);
    this.#loaded = services;
    return services;
  }
}
