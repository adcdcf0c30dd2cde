import type { ByteStream } from '../network/byte-stream.ts';
import { concat, uint16, vector } from './byte-writer.ts';
import { type ClientHello, parseClientHello } from './client-hello.ts';
import { derSignature } from './der-signature.ts';
import { directionKeys, masterSecret, opener, sealer, verifyData } from './key-schedule.ts';
import type { TlsIdentity } from './tls-identity.ts';
import { TlsProblemError } from './tls-problem.ts';
import { ContentType, TlsRecords } from './tls-record.ts';
import { TlsStream } from './tls-stream.ts';

const Message = {
  clientHello: 1,
  serverHello: 2,
  certificate: 11,
  serverKeyExchange: 12,
  serverHelloDone: 14,
  clientKeyExchange: 16,
  finished: 20,
} as const;

const VERSION_1_2 = Uint8Array.of(3, 3);
/** TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, which every client of the last ten years offers. */
const CIPHER_SUITE = 0xc02b;
const GROUP_P256 = 23;
const ECDSA_P256_SHA256 = Uint8Array.of(4, 3);
const NAMED_CURVE_P256 = Uint8Array.of(3, 0, GROUP_P256);
/** Says that nothing is negotiated anew (RFC 5746), which clients insist on. */
const SECURE_RENEGOTIATION = concat(uint16(0xff01), vector(2, vector(1)));
const P256 = { name: 'ECDH', namedCurve: 'P-256' };
const SHARED_BITS = 256;

/**
 * Takes a connection as a TLS 1.2 server with the one suite that the browser's Web Crypto has all parts of. For a handful of short
 * answers to programs in the guest; it hides nothing from anybody, since page and guest are one.
 *
 * @returns the stream inside. Rejects with TlsProblemError or NetworkProblemError
 */
export async function acceptTls(stream: ByteStream, identity: TlsIdentity): Promise<ByteStream> {
  const records = new TlsRecords(stream);
  const handshake = new Handshake(records);
  const hello = requireServed(parseClientHello(await handshake.read(Message.clientHello)));
  const random = crypto.getRandomValues(new Uint8Array(32));
  const ours = await crypto.subtle.generateKey(P256, false, ['deriveBits']);
  await handshake.write(Message.serverHello, serverHello(random));
  await handshake.write(Message.certificate, vector(3, vector(3, identity.certificate)));
  await handshake.write(
    Message.serverKeyExchange,
    await serverKeyExchange(identity, hello, random, ours.publicKey),
  );
  await handshake.write(Message.serverHelloDone, new Uint8Array(0));
  const theirs = (await handshake.read(Message.clientKeyExchange)).slice(1);
  const shared = await agree(ours.privateKey, theirs);
  const master = await masterSecret(shared, hello.random, random);
  const keys = await directionKeys(master, hello.random, random);
  await handshake.readChange();
  records.open = opener(keys.client);
  const expected = await verifyData(master, 'client finished', handshake.transcript);
  if (!isEqual(await handshake.read(Message.finished), expected)) {
    throw new TlsProblemError('the client has seen another handshake');
  }
  await records.write(ContentType.changeCipherSpec, Uint8Array.of(1));
  records.seal = sealer(keys.server);
  const proof = await verifyData(master, 'server finished', handshake.transcript);
  await handshake.write(Message.finished, proof);
  return new TlsStream(stream, records);
}

function requireServed(hello: ClientHello): ClientHello {
  if (hello.cipherSuites.includes(CIPHER_SUITE) && hello.groups.includes(GROUP_P256)) return hello;
  throw new TlsProblemError('the client offers nothing that is spoken here');
}

function serverHello(random: Uint8Array): Uint8Array {
  const noSession = vector(1);
  const noCompression = Uint8Array.of(0);
  const extensions = vector(2, SECURE_RENEGOTIATION);
  return concat(VERSION_1_2, random, noSession, uint16(CIPHER_SUITE), noCompression, extensions);
}

async function serverKeyExchange(
  identity: TlsIdentity,
  hello: ClientHello,
  random: Uint8Array,
  publicKey: CryptoKey,
): Promise<Uint8Array> {
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', publicKey));
  const parameters = concat(NAMED_CURVE_P256, vector(1, point));
  const signature = await crypto.subtle.sign(
    { name: 'ECDSA', hash: 'SHA-256' },
    await identity.privateKey(),
    concat(hello.random, random, parameters),
  );
  return concat(parameters, ECDSA_P256_SHA256, vector(2, derSignature(new Uint8Array(signature))));
}

async function agree(
  privateKey: CryptoKey,
  point: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const publicKey = await crypto.subtle.importKey('raw', point, P256, false, []);
  const algorithm = { name: 'ECDH', public: publicKey };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, privateKey, SHARED_BITS));
}

/** Handshake messages, which may be several in a record or one in several, and the record of all that was said. */
class Handshake {
  transcript = concat();
  readonly #records: TlsRecords;
  #unread: Uint8Array = new Uint8Array(0);

  constructor(records: TlsRecords) {
    this.#records = records;
  }

  /** The body of the next message, which must be of that type. */
  async read(type: number): Promise<Uint8Array<ArrayBuffer>> {
    while (this.#unread.length < 4 || this.#unread.length < 4 + this.#length) {
      this.#unread = concat(this.#unread, await this.#readRecord(ContentType.handshake));
    }
    if (this.#unread[0] !== type) throw new TlsProblemError('a message comes out of turn');
    const message = this.#unread.slice(0, 4 + this.#length);
    this.#unread = this.#unread.subarray(message.length);
    this.transcript = concat(this.transcript, message);
    return message.slice(4);
  }

  /** The sign that the client goes over to its keys. */
  async readChange(): Promise<void> {
    await this.#readRecord(ContentType.changeCipherSpec);
  }

  async write(type: number, body: Uint8Array): Promise<void> {
    const message = concat(Uint8Array.of(type), vector(3, body));
    this.transcript = concat(this.transcript, message);
    await this.#records.write(ContentType.handshake, message);
  }

  get #length(): number {
    const [, high = 0, middle = 0, low = 0] = this.#unread;
    return (high << 16) | (middle << 8) | low;
  }

  async #readRecord(type: number): Promise<Uint8Array> {
    const record = await this.#records.read();
    if (record?.type === type) return record.payload;
    const what =
      record?.type === ContentType.alert ? 'the client gives up' : 'the handshake breaks off';
    throw new TlsProblemError(what);
  }
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
