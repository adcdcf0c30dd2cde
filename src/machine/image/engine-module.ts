import { MachineError } from '../errors.ts';
import { fetchFrom } from './fetch-file.ts';

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

  async #compile(): Promise<WebAssembly.Module> {
    const { signal } = new AbortController();
    const parts = await fetchFrom(this.#url)(this.#url.href, signal);
    // With a content type of our own: servers that do not know .wasm would else prevent compiling while it arrives.
    const headers = { 'content-type': 'application/wasm' };
    return WebAssembly.compileStreaming(new Response(this.#counted(parts), { headers }));
  }

  #counted(parts: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
    const iterator = parts[Symbol.asyncIterator]();
    return new ReadableStream({
      pull: async (controller) => {
        const { done, value } = await iterator.next();
        if (done) return controller.close();
        this.#arrived += value.length;
        this.#count(value.length);
        controller.enqueue(value);
      },
      cancel: async () => void (await iterator.return?.()),
    });
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
