import type { ByteStream } from '../../../src/machine/network/byte-stream.ts';
import { NetworkProblemError } from '../../../src/machine/network/network-error.ts';
import { ReceiveBuffer } from '../../../src/machine/network/receive-buffer.ts';

/** One end of a connection in memory. */
export class MemoryStream implements ByteStream {
  readonly arrived = new ReceiveBuffer();
  aborted = false;
  ended = false;

  constructor(readonly other: () => MemoryStream) {}

  read(): Promise<Uint8Array | undefined> {
    return this.arrived.read();
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.aborted) throw new NetworkProblemError('reset', 'broken off');
    if (bytes.length > 0) this.other().arrived.push(bytes);
  }

  end(): void {
    this.ended = true;
    this.other().arrived.end();
  }

  abort(): void {
    this.aborted = true;
    const error = new NetworkProblemError('reset', 'broken off');
    this.arrived.fail(error);
    this.other().aborted = true;
    this.other().arrived.fail(error);
  }
}

/** Both ends of a connection in memory. */
export function memoryStreams(): { client: MemoryStream; server: MemoryStream } {
  const client: MemoryStream = new MemoryStream(() => server);
  const server: MemoryStream = new MemoryStream(() => client);
  return { client, server };
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Everything that comes to the end of the stream, as text. */
export async function readText(stream: Pick<ByteStream, 'read'>): Promise<string> {
  let text = '';
  for (let part = await stream.read(); part; part = await stream.read()) {
    text += new TextDecoder().decode(part);
  }
  return text;
}

/** A body as text. */
export async function bodyText(body: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const part of body) text += new TextDecoder().decode(part);
  return text;
}
