import { type Instantiate, instantiateEngine } from './node-machine.ts';

/** Numbers of v86's imports and exports that tell of compiled code (v86 0.5.462, src/rust/jit.rs). */
type Generated = (
  index: number,
  address: number,
  flags: number,
  start: number,
  bytes: number,
) => void;
type Cleared = (index: number) => void;
type Finished = (index: number, address: number, flags: number) => void;

/** Keeps the modules that the v86 of one machine generates: those that its records name at the moment. */
export class CodeRecorder {
  readonly #modules = new Map<number, Uint8Array>();
  #memory: WebAssembly.Memory | undefined;
  #compiling = 0;
  #whenIdle = (): void => {};

  /** The modules of now, by their numbers. */
  get modules(): ReadonlyMap<number, Uint8Array> {
    return this.#modules;
  }

  /** Links v86 with everything that passes listened to. */
  readonly instantiate: Instantiate = async (imports) => {
    const env = { ...imports['env'] };
    const generated = env['codegen_finalize'] as Generated;
    const cleared = env['jit_clear_func'] as Cleared;
    env['codegen_finalize'] = (index: number, ...rest: [number, number, number, number]) => {
      const [, , start, bytes] = rest;
      this.#compiling += 1;
      this.#modules.set(index, this.#copy(start >>> 0, bytes >>> 0));
      generated(index, ...rest);
    };
    env['jit_clear_func'] = (index: number) => {
      this.#modules.delete(index);
      cleared(index);
    };
    const exports = await instantiateEngine({ ...imports, env });
    this.#memory = exports['memory'] as WebAssembly.Memory;
    const finished = exports['codegen_finalize_finished'] as Finished;
    const listened: Finished = (...module) => {
      finished(...module);
      this.#compiling -= 1;
      if (this.#compiling === 0) this.#whenIdle();
    };
    return { ...exports, codegen_finalize_finished: listened };
  };

  /** Resolves when no module is being compiled. Of a machine that stands still: none will be, then. */
  async idle(): Promise<void> {
    if (this.#compiling > 0) await new Promise<void>((resolve) => (this.#whenIdle = resolve));
  }

  #copy(start: number, bytes: number): Uint8Array {
    if (this.#memory === undefined) throw new Error('v86 generates code before it is linked');
    return new Uint8Array(this.#memory.buffer, start, bytes).slice();
  }
}
