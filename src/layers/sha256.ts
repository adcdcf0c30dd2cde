/** SHA-256 of `bytes` in hexadecimal. The name of everything that Drydock stores or downloads. */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  return toHex(await sha256(bytes));
}

/** A sum of megabytes takes some ten milliseconds. */
const PATIENCE_MS = 2_000;

/**
 * SHA-256 of `bytes`, 32 bytes.
 *
 * Of 183 starts in Firefox four waited for ever for a step of reading that ends with such a sum; of 140 that do not rely on an answer
 * of Web Crypto none did. Whoever has waited in vain computes it in JavaScript.
 * Web Crypto exists only in secure contexts. A classroom server on a plain http address is none, so there the same sum is
 * computed in JavaScript, at a tenth of the speed.
 */
export async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  const { subtle } = globalThis.crypto ?? {};
  if (subtle !== undefined) {
    const sum = await within(subtle.digest('SHA-256', bytes as BufferSource), PATIENCE_MS);
    if (sum) return new Uint8Array(sum);
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

/** What `promise` gives; undefined when that takes too long. */
async function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
