/** What a TLS server shows and proves. */
export interface TlsIdentity {
  /** X.509, in DER. */
  readonly certificate: Uint8Array;
  /** Signs with ECDSA over P-256. */
  privateKey(): Promise<CryptoKey>;
}

/**
 * The certificate of the lab's Docker Hub: self-signed, for the two names that Docker asks: for an image that no mirror has, and
 * to search. The guest trusts it by `/etc/ssl/certs/ca-certificates.crt` on its disk; nothing outside of the guest does.
 *
 * Its key is no secret: it proves to a program in the guest that it speaks with the page that the guest runs in.
 */
const CERTIFICATE =
  'MIIB4DCCAYagAwIBAgIUaSNpkxWViGTOCNJnK/NNZ8fuEOYwCgYIKoZIzj0EAwIwKjEoMCYGA1UEAwwfRG9ja2VyIEh1YiBv' +
  'ZiB0aGUgbGFiIChEcnlkb2NrKTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowKjEoMCYGA1UEAwwfRG9ja2Vy' +
  'IEh1YiBvZiB0aGUgbGFiIChEcnlkb2NrKTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABCcv0rfq1U8doHvnFbDKYsldXH/w' +
  'kiY3RpAYM4bUZlaECTUeSKKW8J5WESvgKM5/0yJOtN0w0KdNflbGr42/5oOjgYcwgYQwMAYDVR0RBCkwJ4IUcmVnaXN0cnkt' +
  'MS5kb2NrZXIuaW+CD2luZGV4LmRvY2tlci5pbzAMBgNVHRMBAf8EAjAAMA4GA1UdDwEB/wQEAwIHgDATBgNVHSUEDDAKBggr' +
  'BgEFBQcDATAdBgNVHQ4EFgQUn9zCXX+nx2j5TEj4w88B1NDlO2QwCgYIKoZIzj0EAwIDSAAwRQIhALeViymtQ6k2eS4jfc6J' +
  '8k1GLhygQYRMgRlXtghfTfyhAiBogLH397mJj8JpN9mPVQDdt6kXnr9b14EJLNNVvaeuyQ==';
const KEY =
  'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg1b34jX6vhHna7mF+xlXycxZvMdrKL39LMQRx+NeweNah' +
  'RANCAAQnL9K36tVPHaB75xWwymLJXVx/8JImN0aQGDOG1GZWhAk1HkiilvCeVhEr4CjOf9MiTrTdMNCnTX5Wxq+Nv+aD';

const ECDSA_P256 = { name: 'ECDSA', namedCurve: 'P-256' };

/** The identity of the lab's Docker Hub. */
export const HUB_IDENTITY: TlsIdentity = {
  certificate: decode(CERTIFICATE),
  privateKey: () => crypto.subtle.importKey('pkcs8', decode(KEY), ECDSA_P256, false, ['sign']),
};

function decode(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}
