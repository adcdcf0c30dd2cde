import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const REMOVAL_ATTEMPTS = 40;
const REMOVAL_PAUSE_MS = 50;

/** A folder that goes with this process, however that ends short of a kill. */
export async function scratchFolder(purpose: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `drydock-${purpose}-`));
  process.on('exit', () => removeNow(folder));
  return folder;
}

/** What was killed a moment ago may have put something into a folder that was just emptied; it is dead soon. */
function removeNow(folder: string): void {
  for (let attempt = 1; ; attempt++) {
    try {
      rmSync(folder, { recursive: true, force: true });
      return;
    } catch (error) {
      if (attempt === REMOVAL_ATTEMPTS) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, REMOVAL_PAUSE_MS);
    }
  }
}
