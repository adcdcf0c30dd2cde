import { V86 } from 'v86';
import { defer } from '../../support/deferred.ts';
import type { ChunkedDisk } from '../disk/chunked-disk.ts';
import { ConsolePort } from './console-port.ts';
import { type Cpu, requireInternals } from './internals.ts';
import { KernelLog } from './kernel-log.ts';
import { NetworkCard } from './network-card.ts';

/** The version of v86 that is built into the page; `images/build.ts` refuses to freeze a layer with another one. */
export const ENGINE_VERSION = '0.5.462+g5f9a90f';

/**
 * Pages per JIT module (v86's default is 3). Small modules compile sooner, and compilation by the browser is what the
 * first runs of a program wait for.
 */
const JIT_MAX_PAGES_INDEX = 1;
const JIT_MAX_PAGES = 1;

/**
 * Bytes of the largest packet between guest and page: each costs the guest an interrupt, so that larger ones are faster. The
 * guest's driver takes the number from the card, and Docker's networks from the driver.
 */
export const NETWORK_MTU = 9000;

/** What a machine is made of. All of it goes into the fingerprint, since a device state fits only the same devices. */
export interface EmulatorHardware {
  readonly memoryBytes: number;
  readonly vgaMemoryBytes: number;
}

/** What a cold boot needs besides the hardware. */
export interface ColdBootFiles {
  readonly bios: ArrayBuffer;
  readonly kernel: ArrayBuffer;
  readonly commandLine: string;
}

/** What {@link Emulator.create} is given. */
export interface EmulatorOptions {
  readonly hardware: EmulatorHardware;
  readonly disk: ChunkedDisk;
  /** Links v86's WebAssembly module with the imports that v86 hands over. */
  readonly instantiate: (imports: WebAssembly.Imports) => Promise<WebAssembly.Exports>;
  /** Absent for a machine that is to be restored. */
  readonly coldBoot?: ColdBootFiles;
}

/** v86 with Drydock's devices: one disk, one console port, one network card, one serial line for the kernel's log. */
export class Emulator {
  readonly cpu: Cpu;
  readonly port: ConsolePort;
  readonly networkCard: NetworkCard;
  readonly kernelLog: KernelLog;
  /** Called when the guest resets the processor; the machine stands still from then on. */
  onReset: () => void = () => {};
  /** Called at the end of every turn of the processor that left it with nothing to do for a while. */
  onIdle: () => void = () => {};
  readonly #v86: V86;
  readonly #tick: () => void;

  private constructor(v86: V86) {
    this.#v86 = v86;
    const internals = requireInternals(v86);
    this.cpu = internals.cpu;
    this.#tick = () => internals.loop.next_tick(0);
    this.port = new ConsolePort(v86, internals);
    this.networkCard = new NetworkCard(v86, internals);
    this.kernelLog = new KernelLog(v86);
    this.cpu.set_jit_config(JIT_MAX_PAGES_INDEX, JIT_MAX_PAGES);
    this.#watchTurns();
  }

  #standStill(): void {
    void this.#v86.stop();
    this.onReset();
  }

  /**
   * A reset ends the processor's turn at once. v86 0.5.462 would go on to its end, in which Linux, while it waits to be reset, comes
   * to its last means when the processor is slow: it empties the interrupt table and interrupts itself
   * (`native_machine_emergency_restart` in arch/x86/kernel/reboot.c). That triple fault resets a PC as well; v86 panics of it.
   */
  #watchTurns(): void {
    const reset = new Error('the guest has reset the processor');
    this.cpu.reboot_internal = () => {
      throw reset; // through the emulated code, up to the turn below
    };
    const { main_loop } = this.cpu;
    this.cpu.main_loop = () => {
      try {
        const restMs = main_loop();
        if (restMs >= 1) this.onIdle();
        return restMs;
      } catch (error) {
        const noInterruptCanBeTaken = this.cpu.idtr_size[0] === 0;
        const isTripleFault = error instanceof WebAssembly.RuntimeError && noInterruptCanBeTaken;
        if (error !== reset && !isTripleFault) throw error;
        this.#standStill();
        return 0;
      }
    };
  }

  /** Makes a stopped machine. Rejects with what `instantiate` rejected with. */
  static async create(options: EmulatorOptions): Promise<Emulator> {
    const { promise: failed, reject } = defer<never>();
    const v86 = new V86({
      wasm_fn: (imports) =>
        options.instantiate(imports).catch((error: unknown) => {
          reject(error);
          // v86 would go on with whatever is returned here; a promise that stays open stops it.
          return new Promise<never>(() => {});
        }),
      memory_size: options.hardware.memoryBytes,
      vga_memory_size: options.hardware.vgaMemoryBytes,
      hda: options.disk as never,
      acpi: true,
      virtio_console: { type: 'none' },
      net_device: { type: 'virtio', mtu: NETWORK_MTU },
      // The page finds the guest by the address that the guest's driver has read from the card before it was frozen.
      preserve_mac_from_state_image: true,
      disable_keyboard: true,
      disable_mouse: true,
      disable_speaker: true,
      autostart: false,
      ...coldBootOptions(options.coldBoot),
    });
    await Promise.race([failed, once(v86, 'emulator-loaded')]);
    return new Emulator(v86);
  }

  /** Guest physical memory. A fresh view: an older one is detached when the engine's memory has grown. */
  get memory(): Uint8Array {
    const { mem8, wasm_memory } = this.cpu;
    return new Uint8Array(wasm_memory.buffer, mem8.byteOffset, mem8.length);
  }

  /** Starts or continues the processor. */
  run(): void {
    void this.#v86.run();
  }

  /** Stops the processor between two slices of its work; at once when it is idle. */
  async stop(): Promise<void> {
    const stopped = this.#v86.stop();
    // An idle processor is looked at again when its next timer is due, which may take a tenth of a second.
    this.#tick();
    await stopped;
  }

  /** Device state without memory, as v86 serialises it. Call {@link stop} first. */
  async saveDevices(): Promise<Uint8Array> {
    const pack = this.cpu.pack_memory;
    this.cpu.pack_memory = () => ({
      bitmap: { get_buffer: () => new ArrayBuffer(0) },
      packed_memory: new Uint8Array(0),
    });
    try {
      return new Uint8Array(await this.#v86.save_state());
    } finally {
      this.cpu.pack_memory = pack;
    }
  }

  /**
   * Forgets what was compiled from the bytes of memory from `start` to before `end`. To be called by whoever writes into the memory
   * of a machine that has run: v86 sees only what the guest and its devices write.
   */
  forgetCode(start: number, end: number): void {
    this.cpu.jit_dirty_cache(start, end);
  }

  /**
   * Puts back what {@link saveDevices} saved; memory is not touched, and code that was compiled from it stays: see
   * {@link forgetCode}. v86 would forget all of it, and the guest would be slow until it is compiled again.
   *
   * v86 0.5.462 replaces three typed arrays over wasm memory by copies when it restores a state, so that the processor
   * and the saved state go separate ways from there on: the originals are kept, filled and put back.
   */
  async restoreDevices(state: Uint8Array): Promise<void> {
    const { cpu } = this;
    const { unpack_memory, jit_clear_cache, last_result, fpu_status_word, mxcsr } = cpu;
    cpu.unpack_memory = () => {};
    cpu.jit_clear_cache = () => {};
    this.#zeroCounterOffset();
    try {
      await this.#v86.restore_state(state.slice().buffer);
    } finally {
      Object.assign(cpu, { unpack_memory, jit_clear_cache });
      last_result.set(cpu.last_result);
      fpu_status_word.set(cpu.fpu_status_word);
      mxcsr.set(cpu.mxcsr);
      Object.assign(cpu, { last_result, fpu_status_word, mxcsr });
    }
  }

  /**
   * v86 0.5.462 takes the counter's new offset from what the counter says, which has the old offset in it already: a machine that is
   * put back for the second time would have its time stand still, or leap, by as much as it is old. Setting the counter to what it is
   * makes the old offset zero.
   */
  #zeroCounterOffset(): void {
    const { cpu } = this;
    cpu.store_current_tsc();
    const [low = 0, high = 0] = cpu.current_tsc;
    cpu.set_tsc(low, high);
  }

  /** Stops and frees the machine. */
  async destroy(): Promise<void> {
    this.port.clear();
    this.networkCard.clear();
    await this.#v86.destroy();
  }
}

function coldBootOptions(files: ColdBootFiles | undefined) {
  if (files === undefined) return {};
  return {
    bios: { buffer: files.bios },
    bzimage: { buffer: files.kernel },
    cmdline: files.commandLine,
  };
}

function once(v86: V86, event: 'emulator-loaded'): Promise<void> {
  return new Promise((resolve) => {
    v86.add_listener(event, () => resolve());
  });
}
