import type { V86 } from 'v86';
import type { EthernetLink } from '../network/ethernet.ts';
import type { Bus, Cpu, EmulatorInternals } from './internals.ts';

/** Queue 0 is where the guest receives (virtio specification 1.2, section 5.1.2). */
const RECEIVE_QUEUE = 0;

/** Where the guest's driver rings after offering buffers of the receive queue: v86's notification port of virtio-net. */
const RECEIVE_NOTIFY_PORT = 0xc900;

/** A guest that takes no frames for so long has its interface down; a real cable would lose them too. */
const MOST_WAITING_FRAMES = 2_048;

/** The cable of v86's virtio network card. Frames wait for the guest's buffers, where v86 alone would lose them. */
export class NetworkCard implements EthernetLink {
  onFrame: (frame: Uint8Array) => void = () => {};
  readonly #bus: Bus;
  readonly #cpu: Cpu;
  readonly #waiting: Uint8Array[] = [];

  constructor(emulator: V86, { cpu, bus }: EmulatorInternals) {
    this.#bus = bus;
    this.#cpu = cpu;
    this.#hearOfFreshBuffers();
    emulator.add_listener('net0-send', (frame: Uint8Array) => this.onFrame(frame));
  }

  send(frame: Uint8Array): void {
    if (this.#waiting.length >= MOST_WAITING_FRAMES) this.#waiting.shift();
    this.#waiting.push(frame);
    this.#pump();
  }

  /** Forgets what was not sent yet: the guest it was meant for is gone. */
  clear(): void {
    this.#waiting.length = 0;
  }

  #pump(): void {
    const queue = this.#cpu.devices.virtio_net?.virtio.queues[RECEIVE_QUEUE];
    if (!queue?.is_configured()) {
      this.clear();
      return;
    }
    while (queue.has_request()) {
      const frame = this.#waiting.shift();
      if (frame === undefined) return;
      this.#bus.send('net0-receive', frame);
    }
  }

  #hearOfFreshBuffers(): void {
    const entry = this.#cpu.io.ports[RECEIVE_NOTIFY_PORT];
    if (entry === undefined) throw new Error('v86 has no notification port for virtio-net');
    const notify = entry.write16;
    const { device } = entry;
    entry.write16 = (value) => {
      notify.call(device, value);
      if (this.#waiting.length > 0) this.#pump();
    };
  }
}
