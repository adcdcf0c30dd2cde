import { concat } from './byte-writer.ts';
import { TlsProblemError } from './tls-problem.ts';
import type { RecordCipher } from './tls-record.ts';

const VERIFY_DATA_BYTES = 12;
const MASTER_SECRET_BYTES = 48;
const KEY_BYTES = 16;
const FIXED_NONCE_BYTES = 4;
const EXPLICIT_NONCE_BYTES = 8;
const TAG_BYTES = 16;

/** Keys of one direction: AES-128-GCM and the fixed part of its nonce. */
export interface DirectionKeys {
  readonly key: CryptoKey;
  readonly fixedNonce: Uint8Array;
}

/** The pseudorandom function of TLS 1.2 with SHA-256 (RFC 5246, section 5). */
async function expand(
  secret: Uint8Array<ArrayBuffer>,
  label: string,
  seed: Uint8Array,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', secret, hmac, false, ['sign']);
  const sign = async (bytes: Uint8Array<ArrayBuffer>) =>
    new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes));
  const labelled = concat(new TextEncoder().encode(label), seed);
  let chain = labelled;
  let output = concat();
  while (output.length < length) {
    chain = await sign(chain);
    output = concat(output, await sign(concat(chain, labelled)));
  }
  return output.slice(0, length);
}

/** The secret that everything else comes from. */
export function masterSecret(
  shared: Uint8Array<ArrayBuffer>,
  clientRandom: Uint8Array,
  serverRandom: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const seed = concat(clientRandom, serverRandom);
  return expand(shared, 'master secret', seed, MASTER_SECRET_BYTES);
}

/** The keys of both directions. */
export async function directionKeys(
  master: Uint8Array<ArrayBuffer>,
  clientRandom: Uint8Array,
  serverRandom: Uint8Array,
): Promise<{ readonly client: DirectionKeys; readonly server: DirectionKeys }> {
  const seed = concat(serverRandom, clientRandom);
  const block = await expand(master, 'key expansion', seed, 2 * (KEY_BYTES + FIXED_NONCE_BYTES));
  const keyAt = (at: number) =>
    crypto.subtle.importKey('raw', block.slice(at, at + KEY_BYTES), 'AES-GCM', false, [
      'encrypt',
      'decrypt',
    ]);
  const nonceAt = (at: number) => block.slice(at, at + FIXED_NONCE_BYTES);
  const nonces = 2 * KEY_BYTES;
  return {
    client: { key: await keyAt(0), fixedNonce: nonceAt(nonces) },
    server: { key: await keyAt(KEY_BYTES), fixedNonce: nonceAt(nonces + FIXED_NONCE_BYTES) },
  };
}

/** What a Finished message proves: that its sender saw the same handshake. */
export async function verifyData(
  master: Uint8Array<ArrayBuffer>,
  label: 'client finished' | 'server finished',
  handshake: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', handshake));
  return expand(master, label, digest, VERIFY_DATA_BYTES);
}

/** Seals records with the keys of a direction (RFC 5288). */
export function sealer({ key, fixedNonce }: DirectionKeys): RecordCipher {
  let sequence = 0n;
  return async ({ type, payload }) => {
    const explicit = uint64(sequence);
    const sealed = await crypto.subtle.encrypt(
      {
        name: 'AES-GCM',
        iv: concat(fixedNonce, explicit),
        additionalData: associated(sequence, type, payload.length),
      },
      key,
      concat(payload),
    );
    sequence += 1n;
    return concat(explicit, new Uint8Array(sealed));
  };
}

/** Opens records with the keys of a direction. What was tampered with throws TlsProblemError. */
export function opener({ key, fixedNonce }: DirectionKeys): RecordCipher {
  let sequence = 0n;
  return async ({ type, payload }) => {
    const length = payload.length - EXPLICIT_NONCE_BYTES - TAG_BYTES;
    const parameters = {
      name: 'AES-GCM',
      iv: concat(fixedNonce, payload.subarray(0, EXPLICIT_NONCE_BYTES)),
      additionalData: associated(sequence, type, Math.max(0, length)),
    };
    sequence += 1n;
    const sealed = concat(payload.subarray(EXPLICIT_NONCE_BYTES));
    try {
      return new Uint8Array(await crypto.subtle.decrypt(parameters, key, sealed));
    } catch (cause) {
      throw new TlsProblemError('a record is not what its sender sealed', { cause });
    }
  };
}

function associated(sequence: bigint, type: number, length: number): Uint8Array<ArrayBuffer> {
  return concat(uint64(sequence), Uint8Array.of(type, 3, 3, length >>> 8, length & 0xff));
}

function uint64(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value);
  return bytes;
}
