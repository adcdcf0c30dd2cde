/** SHA-256 of `bytes` in hexadecimal. The name of everything that Drydock stores or downloads. */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  return toHex(await sha256(bytes));
}

/**
 * SHA-256 of `bytes`, 32 bytes.
 *
 * Web Crypto exists only in secure contexts. A classroom server on a plain http address is none, so there the same sum is
 * computed in JavaScript, at a tenth of the speed.
 */
export async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  if (globalThis.crypto?.subtle !== undefined) {
    return new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', bytes as BufferSource));
  }
  const script = await import('@noble/hashes/sha2.js');
  return script.sha256(bytes);
}

/** A sum that is computed bit by bit, in JavaScript: for work that is to be measured or shared out. */
export interface ScriptSha256 {
  update(bytes: Uint8Array): void;
  /** Ends it; in hexadecimal. */
  digestHex(): string;
}

/** Begins a sum that is computed in JavaScript, even where the browser has a faster way. */
export async function openScriptSha256(): Promise<ScriptSha256> {
  const script = await import('@noble/hashes/sha2.js');
  const hash = script.sha256.create();
  return {
    update: (bytes) => void hash.update(bytes),
    digestHex: () => toHex(hash.digest()),
  };
}

/** Bytes as hexadecimal digits. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
