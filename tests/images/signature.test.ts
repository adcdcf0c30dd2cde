import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { gpgvVerifier, SignatureProblemError } from '../../images/debian/signature.ts';
import { findCommand } from '../../images/support/host-tools.ts';
import { run } from '../../images/support/run.ts';
import { temporaryFolder } from './temporary-folder.ts';

// The build needs gpgv only; making a throwaway key needs gpg, which not every host has.
const canSign = (await findCommand('gpg')) !== undefined;

async function signedText(text: string): Promise<{ signed: Buffer; keyring: string }> {
  const home = await temporaryFolder();
  const gpg = (...args: string[]) => run('gpg', ['--homedir', home, '--batch', ...args]);
  await gpg('--passphrase', '', '--quick-generate-key', 'test@example.test', 'ed25519', 'sign');
  const keyring = join(home, 'keyring.gpg');
  await gpg('--output', keyring, '--export');
  const input = join(home, 'text');
  await writeFile(input, text);
  await gpg('--output', `${input}.signed`, '--clear-sign', input);
  await run('gpgconf', ['--homedir', home, '--kill', 'all']);
  return { signed: await readFile(`${input}.signed`), keyring };
}

describe.skipIf(!canSign)('a clear-signed text', () => {
  test('gives what was signed, without what stands around it', async () => {
    const { signed, keyring } = await signedText('Codename: trixie\n');
    const padded = Buffer.concat([Buffer.from('Codename: forged\n'), signed]);
    expect(await gpgvVerifier(keyring)(signed, 'InRelease')).toBe('Codename: trixie\n');
    expect(await gpgvVerifier(keyring)(padded, 'InRelease')).toBe('Codename: trixie\n');
  });

  test('is refused when changed or signed by somebody else', async () => {
    const { signed, keyring } = await signedText('Codename: trixie\n');
    const changed = Buffer.from(signed.toString().replace('trixie', 'forged'));
    const stranger = await signedText('Codename: trixie\n');
    const verify = gpgvVerifier(keyring);
    await expect(verify(changed, 'InRelease')).rejects.toThrow(SignatureProblemError);
    await expect(verify(stranger.signed, 'InRelease')).rejects.toThrow(SignatureProblemError);
  });

  test('is refused when it is not signed at all', async () => {
    const { keyring } = await signedText('x');
    const plain = Buffer.from('Codename: trixie\n');
    await expect(gpgvVerifier(keyring)(plain, 'InRelease')).rejects.toThrow(
      "InRelease has no good signature of Debian's",
    );
  });
});
