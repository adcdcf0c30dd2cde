import { LayerFormatError } from '../../layers/layer-format.ts';
import { MachineError } from '../errors.ts';

/**
 * Reads, and when what came was wrong, reads once more, `fresh`: past every cache on the way, one of which may hold damaged bytes or
 * a sign-in page and would give them again for ever.
 */
export async function readTwice<T>(read: (fresh: boolean) => Promise<T>): Promise<T> {
  try {
    return await read(false);
  } catch (error) {
    if (!isAboutContent(error)) throw error;
    return read(true);
  }
}

/** Everything came, and it is not what it should be. */
function isAboutContent(error: unknown): boolean {
  if (error instanceof MachineError) return /^(?:hash|manifest)-/.test(error.code);
  return error instanceof LayerFormatError || error instanceof WebAssembly.CompileError;
}
