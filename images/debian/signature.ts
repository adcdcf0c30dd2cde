import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandFailedError, run } from '../support/run.ts';

/**
 * Checks a clear-signed text and returns the signed part of it, and only that: anything may stand around it.
 *
 * @throws SignatureProblemError when no trusted key has signed it.
 */
export type SignatureVerifier = (clearSigned: Uint8Array, name: string) => Promise<string>;

/** A Release file is not signed by a key of Debian's. */
export class SignatureProblemError extends Error {
  override readonly name = 'SignatureProblemError';
}

/** Debian's keys as debian-archive-keyring installs them; the ending changed with trixie. */
const KEYRINGS = [
  '/usr/share/keyrings/debian-archive-keyring.gpg',
  '/usr/share/keyrings/debian-archive-keyring.pgp',
];

/** Verifies with gpgv and this host's Debian keys, or with the keyring file named. */
export function gpgvVerifier(keyring?: string): SignatureVerifier {
  return async (clearSigned, name) => {
    const keys = keyring ?? (await installedKeyring());
    const folder = await mkdtemp(join(tmpdir(), 'drydock-signature-'));
    try {
      const input = join(folder, 'signed');
      const output = join(folder, 'text');
      await writeFile(input, clearSigned);
      await run('gpgv', ['--keyring', keys, '--output', output, input]);
      return await readFile(output, 'utf8');
    } catch (error) {
      if (!(error instanceof CommandFailedError)) throw error;
      throw new SignatureProblemError(`${name} has no good signature of Debian's`, {
        cause: error,
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}

async function installedKeyring(): Promise<string> {
  for (const keyring of KEYRINGS) {
    const found = await access(keyring).then(
      () => true,
      () => false,
    );
    if (found) return keyring;
  }
  throw new SignatureProblemError('Debian\'s keys are missing: install "debian-archive-keyring"');
}
