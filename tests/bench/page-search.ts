/** How long each way of looking at a guest's memory takes, in milliseconds: the middle of a few runs. */
export interface SearchTimes {
  readonly simd: number;
  readonly plain: number;
}

/**
 * Looks for pages with content in 512 MB, of which 130 MB are in use and zero, which no look can leave early. Is run in a
 * page as well, and must not use anything from outside of itself; `code` is what `encodePageRoutines` gives.
 */
export function timePageSearch(code: readonly number[]): SearchTimes {
  const megabyte = 1024 * 1024;
  const pageBytes = 4096;
  const memoryBytes = 512 * megabyte;
  const runs = 5;
  const memory = new WebAssembly.Memory({ initial: (memoryBytes + megabyte) / 65_536 });
  const module = new WebAssembly.Module(Uint8Array.from(code));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const routines = exports as {
    listNonZero?: (here: number, count: number, number: number, out: number) => number;
  };
  const used = new Uint8Array(memory.buffer, 0, 130 * megabyte);
  used.fill(1);
  used.fill(0);
  const words = new Int32Array(memory.buffer);
  const search = () => {
    let found = 0;
    for (let start = 0; start < memoryBytes / 4; start += pageBytes / 4) {
      let at = start;
      while (at < start + pageBytes / 4 && words[at] === 0) at++;
      if (at < start + pageBytes / 4) found++;
    }
    return found;
  };
  const time = (work: () => unknown) => {
    const times: number[] = [];
    for (let run = 0; run <= runs; run++) {
      const begin = performance.now();
      work();
      times.push(performance.now() - begin);
    }
    // Without the first: memory that was never read is slow, whoever reads it.
    return times.slice(1).sort((one, other) => one - other)[runs >> 1] ?? Number.NaN;
  };
  const plain = time(search);
  const simd = time(() => routines.listNonZero?.(0, memoryBytes / pageBytes, 0, memoryBytes));
  return { simd, plain };
}
