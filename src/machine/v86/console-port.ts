import type { V86 } from 'v86';
import type { Bus, Cpu, EmulatorInternals } from './internals.ts';

/**
 * Port 0 of v86's virtio-console as a plain byte channel.
 *
 * v86 announces every port as a *console* (hvc), which would put the terminal layer of the guest's kernel between the
 * agent and the page: writes cut into pieces, input 16 bytes at a time. Left unannounced, the port is the generic
 * character device (/dev/vport1p0 and the like), where one write of up to 32 KiB arrives as one message and a killed writer leaves no
 * half of one.
 */
const VIRTIO_CONSOLE_CONSOLE_PORT = 4;

/** The guest offers receive buffers of one page; one message fills one buffer. */
const RECEIVE_BUFFER_BYTES = 4096;

/** Queue 0 is where the guest receives for port 0 (virtio specification 1.2, section 5.3.2). */
const RECEIVE_QUEUE = 0;

/** Where the guest's driver rings after offering buffers of the receive queue: v86's first notification port. */
const RECEIVE_NOTIFY_PORT = 0xb900;

/** Sends and receives bytes over the port; what the guest has no buffer for waits here, in order. */
export class ConsolePort {
  readonly #bus: Bus;
  readonly #cpu: Cpu;
  readonly #waiting: Uint8Array[] = [];
  #onBytes: (bytes: Uint8Array) => void = () => {};

  constructor(emulator: V86, { cpu, bus }: EmulatorInternals) {
    this.#bus = bus;
    this.#cpu = cpu;
    this.#announceAsGenericPort();
    this.#hearOfFreshBuffers();
    emulator.add_listener('virtio-console0-output-bytes', (bytes: Uint8Array) =>
      this.#onBytes(bytes),
    );
  }

  /** Receives what the guest writes, a write at a time. */
  set onBytes(listener: (bytes: Uint8Array) => void) {
    this.#onBytes = listener;
  }

  /** Sends bytes to the guest in order; never drops any. The bytes must not be changed afterwards. */
  send(bytes: Uint8Array): void {
    for (let start = 0; start < bytes.length; start += RECEIVE_BUFFER_BYTES) {
      this.#waiting.push(bytes.subarray(start, start + RECEIVE_BUFFER_BYTES));
    }
    this.#pump();
  }

  /** True when nothing waits here: the guest has buffers with all that was sent. */
  get empty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Forgets what was not sent yet: the guest it was meant for is gone. */
  clear(): void {
    this.#waiting.length = 0;
  }

  #pump(): void {
    const queue = this.#cpu.devices.virtio_console?.virtio.queues[RECEIVE_QUEUE];
    while (queue?.has_request()) {
      const piece = this.#waiting.shift();
      if (piece === undefined) return;
      this.#bus.send('virtio-console0-input-bytes', piece);
    }
  }

  #announceAsGenericPort(): void {
    const device = this.#cpu.devices.virtio_console;
    if (device === undefined) throw new Error('the machine has no virtio-console');
    const sendEvent = device.SendEvent.bind(device);
    device.SendEvent = (port, event, value) => {
      if (event !== VIRTIO_CONSOLE_CONSOLE_PORT) sendEvent(port, event, value);
    };
  }

  #hearOfFreshBuffers(): void {
    const entry = this.#cpu.io.ports[RECEIVE_NOTIFY_PORT];
    if (entry === undefined) throw new Error('v86 has no notification port for virtio-console');
    const notify = entry.write16;
    const { device } = entry;
    entry.write16 = (value) => {
      notify.call(device, value);
      if (this.#waiting.length > 0) this.#pump();
    };
  }
}
