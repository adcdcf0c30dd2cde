import { sha256Hex } from '../../layers/sha256.ts';

/** The name of content: `sha256:` and its SHA-256 in hexadecimal. The only algorithm that registries have to know. */
export type Digest = string;

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Whether a text is a digest of the kind that is understood here. */
export function isDigest(text: string): text is Digest {
  return DIGEST.test(text);
}

/** The digest of bytes. */
export async function digestOf(bytes: Uint8Array): Promise<Digest> {
  return `sha256:${await sha256Hex(bytes)}`;
}
