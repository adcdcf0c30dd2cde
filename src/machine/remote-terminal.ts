import { defer } from '../support/deferred.ts';
import type { Disposer } from '../support/disposables.ts';
import type { PageMessage } from './contract.ts';
import type { MachineTerminal, ProcessEnd, TerminalSize } from './machine.ts';

type OutputListener = (bytes: Uint8Array, consumed: () => void) => void;

/** A terminal whose other end is in the worker. */
export class RemoteTerminal implements MachineTerminal {
  readonly ended: Promise<ProcessEnd>;
  readonly #end = defer<ProcessEnd>();
  readonly #unheard: Uint8Array[] = [];
  #listener: OutputListener | undefined;
  #over = false;
  #pid = 0;

  constructor(
    readonly number: number,
    readonly send: (message: PageMessage) => void,
  ) {
    this.ended = this.#end.promise;
  }

  get pid(): number {
    return this.#pid;
  }

  /** The worker told the process number: the terminal is open. */
  opened(pid: number): this {
    this.#pid = pid;
    return this;
  }

  onOutput(listener: OutputListener): Disposer {
    this.#listener = listener;
    for (const bytes of this.#unheard.splice(0)) this.receive(bytes);
    return () => {
      if (this.#listener === listener) this.#listener = undefined;
    };
  }

  write(data: string | Uint8Array): void {
    if (this.#over) return;
    const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
    this.send({ type: 'write', terminal: this.number, bytes });
  }

  resize({ columns, rows }: TerminalSize): void {
    if (!this.#over) this.send({ type: 'resize', terminal: this.number, size: { columns, rows } });
  }

  close(): void {
    if (!this.#over) this.send({ type: 'close', terminal: this.number });
  }

  /** Output from the worker. */
  receive(bytes: Uint8Array): void {
    if (this.#listener === undefined) {
      this.#unheard.push(bytes);
      return;
    }
    let told = false;
    this.#listener(bytes, () => {
      if (told) return;
      told = true;
      this.send({ type: 'consumed', terminal: this.number, pieces: 1 });
    });
  }

  /** The program has ended, or the machine has. */
  finish(end: ProcessEnd): void {
    this.#over = true;
    this.#end.resolve(end);
  }
}
