/**
 * The parts of v86 that its typings leave out and Drydock stands on, named as in v86 0.5.462 (pinned exactly; the
 * release build keeps these names). Everything here is checked at run time by {@link requireInternals}, so that another
 * version fails with a sentence and not with garbage in the guest.
 */

/** One virtqueue. Sources: v86 src/virtio.js; the Virtual I/O Device specification 1.2, section 2.7. */
export interface VirtQueue {
  /** True when the guest has offered a buffer that was not used yet. */
  has_request(): boolean;
  /** True when the guest's driver has said where the queue is; before that, nothing else may be asked. */
  is_configured(): unknown;
}

/** The console device. Control events are those of the virtio specification 1.2, section 5.3.6.2. */
export interface VirtioConsoleDevice {
  readonly virtio: { readonly queues: readonly VirtQueue[] };
  SendEvent(port: number, event: number, value: number): void;
}

/** The network card. */
export interface VirtioNetDevice {
  readonly virtio: { readonly queues: readonly VirtQueue[] };
}

/** One entry of the table of port-mapped I/O. */
export interface IoPort {
  write16: (value: number) => void;
  device: unknown;
}

/** What {@link Cpu.pack_memory} returns: a bitmap of pages and the pages themselves. */
export interface PackedMemory {
  readonly bitmap: { get_buffer(): ArrayBufferLike };
  readonly packed_memory: Uint8Array;
}

/** v86's processor and everything that hangs on it. */
export interface Cpu {
  /** Guest physical memory: a proxy over a view of wasm memory that follows when that memory grows; slow to index. */
  readonly mem8: Uint8Array;
  readonly wasm_memory: WebAssembly.Memory;
  /** What generated modules import as `e`. */
  readonly jit_imports: WebAssembly.ModuleImports;
  readonly devices: {
    readonly virtio_console?: VirtioConsoleDevice;
    readonly virtio_net?: VirtioNetDevice;
  };
  readonly io: { readonly ports: readonly IoPort[] };
  /** Bytes of the interrupt descriptor table, less one. */
  readonly idtr_size: Int32Array;
  last_result: Int32Array;
  fpu_status_word: Uint16Array;
  mxcsr: Int32Array;
  /** The time stamp counter when {@link store_current_tsc} was called last: its lower and its upper half. */
  readonly current_tsc: Uint32Array;
  store_current_tsc(): void;
  /** Sets the time stamp counter; right only while it counts from the same moment as the emulator's own clock. */
  set_tsc(low: number, high: number): void;
  /** Fills `length` bytes of guest memory from `start` with zeros. */
  zero_memory(start: number, length: number): void;
  /** True when `length` bytes from `start` are zero. */
  is_memory_zeroed(start: number, length: number): number | boolean;
  set_jit_config(index: number, value: number): void;
  /** Forgets all compiled code. */
  jit_clear_cache(): void;
  /** Forgets the code compiled from the pages of memory that have bytes from `start` to before `end`. */
  jit_dirty_cache(start: number, end: number): void;
  pack_memory(): PackedMemory;
  unpack_memory(bitmap: unknown, packed: Uint8Array): void;
  reboot_internal(): void;
  /** One turn of the processor; returns the milliseconds until the next. */
  main_loop: () => number;
}

/** v86's bus between its devices and the outside. */
export interface Bus {
  send(event: string, value: unknown): void;
}

/** The object v86 keeps on `emulator.v86`: what gives the processor its turns. */
export interface EmulatorLoop {
  /** Takes the next turn in so many milliseconds, in place of the one that was planned. */
  next_tick(milliseconds: number): void;
}

/** The inside of an emulator. */
export interface EmulatorInternals {
  readonly cpu: Cpu;
  readonly loop: EmulatorLoop;
  /** The end of the bus that speaks to the devices. */
  readonly bus: Bus;
}

const REQUIRED_FUNCTIONS = [
  'zero_memory',
  'is_memory_zeroed',
  'set_jit_config',
  'jit_clear_cache',
  'jit_dirty_cache',
  'store_current_tsc',
  'set_tsc',
  'pack_memory',
  'unpack_memory',
  'reboot_internal',
  'main_loop',
] as const;

const REQUIRED_VIEWS = [
  'mem8',
  'idtr_size',
  'last_result',
  'fpu_status_word',
  'mxcsr',
  'current_tsc',
] as const;

/**
 * Finds the internals of a loaded emulator.
 * @throws Error naming the member that this version of v86 does not have
 */
export function requireInternals(emulator: object): EmulatorInternals {
  const loop: unknown = Reflect.get(emulator, 'v86');
  const cpu: unknown = isObject(loop) ? Reflect.get(loop, 'cpu') : undefined;
  if (!isObject(loop) || !isObject(cpu)) throw missing('v86.cpu');
  if (typeof Reflect.get(loop, 'next_tick') !== 'function') throw missing('v86.next_tick');
  for (const name of REQUIRED_FUNCTIONS) {
    if (typeof Reflect.get(cpu, name) !== 'function') throw missing(`cpu.${name}`);
  }
  for (const name of REQUIRED_VIEWS) {
    // v86 wraps its views in proxies, which ArrayBuffer.isView does not recognise.
    if (typeof Reflect.get(Object(Reflect.get(cpu, name)), 'length') !== 'number') {
      throw missing(`cpu.${name}`);
    }
  }
  for (const name of ['virtio_console', 'virtio_net']) {
    const device = Reflect.get(Object(Reflect.get(cpu, 'devices')), name);
    if (!isObject(device)) throw missing(`cpu.devices.${name}`);
  }
  const bus: unknown = Reflect.get(emulator, 'bus');
  if (!isObject(bus) || typeof Reflect.get(bus, 'send') !== 'function') throw missing('bus.send');
  return {
    cpu: cpu as Cpu,
    loop: loop as EmulatorLoop,
    bus: bus as Bus,
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function missing(name: string): Error {
  return new Error(
    `this version of v86 has no ${name}; Drydock needs exactly the version in package.json`,
  );
}
