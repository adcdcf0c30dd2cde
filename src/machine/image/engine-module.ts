import { MachineError } from '../errors.ts';
import { fetchFrom } from './fetch-file.ts';
import { readTwice } from './fresh-bytes.ts';

/** v86's WebAssembly module, downloaded and compiled once, beginning at once. */
export class EngineModule {
  readonly #url: URL;
  #module: Promise<WebAssembly.Module>;
  #arrived = 0;
  #count: (bytes: number) => void = () => {};

  constructor(url: URL) {
    this.#url = url;
    this.#module = this.#compile();
    this.#module.catch(() => undefined); // told to whoever instantiates it
  }

  /** Tells `count` the bytes that arrive, and those that have arrived before. */
  countWith(count: (bytes: number) => void): void {
    this.#count = count;
    count(this.#arrived);
  }

  /** Links the module. Rejects with MachineError `download-failed`; the next call then tries again. */
  async instantiate(imports: WebAssembly.Imports): Promise<WebAssembly.Exports> {
    const module = await this.#module.catch((error: unknown) => {
      this.#module = this.#compile();
      this.#module.catch(() => undefined);
      throw this.#failed(error);
    });
    return (await WebAssembly.instantiate(module, imports)).exports;
  }

  /**
   * Compiles the module once all of it is there. `compileStreaming` would begin sooner, but nothing bounds its wait for a body
   * that is counted as it arrives, and it gains nothing: the memory layer arrives last. First output on one computer, ten visits
   * in turn: 1,098 ms streaming, 1,135 ms so; at 10 Mbit/s 4.59 and 4.63 s.
   */
  #compile(): Promise<WebAssembly.Module> {
    return readTwice((fresh) => this.#compileOnce(fresh));
  }

  async #compileOnce(fresh: boolean): Promise<WebAssembly.Module> {
    const { signal } = new AbortController();
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for await (const part of await fetchFrom(this.#url)(this.#url.href, signal, fresh)) {
      parts.push(new Uint8Array(part));
      this.#arrived += part.length;
      this.#count(part.length);
    }
    return WebAssembly.compile(await new Blob(parts).arrayBuffer());
  }

  #failed(cause: unknown): MachineError {
    if (cause instanceof MachineError) return cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    const message = `the engine could not be loaded: ${why}`;
    return new MachineError('download-failed', message, this.#url.pathname, {
      cause,
    });
  }
}
