import type { V86 } from 'v86';
import type { Disposer } from '../../support/disposables.ts';
import { Emitter } from '../../support/emitter.ts';

/** Lines kept for a failure report. */
const KEPT_LINES = 200;
/** A line longer than this is cut: the serial line is writable by the learner. */
const MAX_LINE_BYTES = 1024;
const LINE_FEED = 10;

/** The kernel's log as it comes over the serial line. */
export class KernelLog {
  readonly #lines: string[] = [];
  readonly #emitter = new Emitter<string>();
  #bytes: number[] = [];

  constructor(v86: V86) {
    v86.add_listener('serial0-output-byte', (byte: number) => this.#push(byte));
  }

  /** The newest lines, oldest first. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  /** Forgets everything: the guest it came from is gone. */
  clear(): void {
    this.#lines.length = 0;
    this.#bytes = [];
  }

  /** Calls `listener` with every later line. */
  onLine(listener: (line: string) => void): Disposer {
    return this.#emitter.on(listener);
  }

  #push(byte: number): void {
    if (byte !== LINE_FEED) {
      if (this.#bytes.length < MAX_LINE_BYTES) this.#bytes.push(byte);
      return;
    }
    const line = new TextDecoder().decode(Uint8Array.from(this.#bytes)).trimEnd();
    this.#bytes = [];
    this.#lines.push(line);
    if (this.#lines.length > KEPT_LINES) this.#lines.shift();
    this.#emitter.emit(line);
  }
}

/** A line by which the kernel says that it goes no further. */
export interface KernelStop {
  readonly reason: 'poweroff' | 'reboot' | 'panic';
  /** What it panicked of; empty otherwise. */
  readonly detail: string;
}

/** Printed before every line only by a kernel with printk.time. */
const STAMP = String.raw`^(?:\[\s*\d+\.\d+\] )?`;
const PANIC = new RegExp(`${STAMP}Kernel panic - not syncing: (.*)$`);
const POWER_DOWN = new RegExp(
  `${STAMP}reboot: (Power down|System halted|Power off not available: System halted instead)$`,
);
const RESTART = new RegExp(`${STAMP}reboot: Restarting system$`);

/** Recognises the last words of Linux (kernel/panic.c, kernel/reboot.c); undefined for any other line. */
export function readStopReason(line: string): KernelStop | undefined {
  const panic = PANIC.exec(line);
  if (panic) return { reason: 'panic', detail: panic[1] ?? '' };
  if (POWER_DOWN.test(line)) return { reason: 'poweroff', detail: '' };
  if (RESTART.test(line)) return { reason: 'reboot', detail: '' };
  return undefined;
}
