import { spawn } from 'node:child_process';
import { availableParallelism, constants, setPriority } from 'node:os';
import type { SegmentPacker } from '../../src/layers/codec.ts';

/** Unpacking costs the same at every level; packing is paid once, by the build. */
const LEVEL = ['-19', '-q'];

/** Packs a layer's segments with the host's zstd. */
export const zstdPacker: SegmentPacker = { name: 'zstd', pack };

/** Packs bytes as {@link zstdPacker} does, with the time of the processors that nobody else wants. */
export function packInBackground(bytes: Uint8Array): Promise<Uint8Array> {
  return pack(bytes, constants.priority.PRIORITY_LOW);
}

/** Packs bytes with the host's zstd, through a pipe. */
function pack(bytes: Uint8Array, priority?: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const child = spawn('zstd', [...LEVEL, '-c', `--stream-size=${bytes.length}`], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const parts: Buffer[] = [];
    child.on('error', reject);
    if (priority !== undefined && child.pid !== undefined) setPriority(child.pid, priority);
    child.stdout.on('data', (part: Buffer) => parts.push(part));
    child.on('close', (code) => {
      if (code === 0) resolve(new Uint8Array(Buffer.concat(parts)));
      else reject(new Error(`zstd failed with exit status ${code}`));
    });
    child.stdin.on('error', reject);
    child.stdin.end(bytes);
  });
}

/** Packs many pieces, as many at once as there are processors. `onProgress` hears how many are done. */
export async function packAll(
  pieces: readonly Uint8Array[],
  onProgress: (done: number, total: number) => void,
): Promise<Uint8Array[]> {
  const packed: Uint8Array[] = [];
  const queue = [...pieces.entries()];
  let done = 0;
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, piece] = next;
      packed[index] = await pack(piece);
      done += 1;
      onProgress(done, pieces.length);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return packed;
}
