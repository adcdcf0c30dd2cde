import { createHash } from 'node:crypto';
import type { HttpResponse } from '../../../src/machine/http/http-message.ts';
import type { HttpHandler } from '../../../src/machine/http/http-server.ts';
import { MediaType } from '../../../src/machine/registry/media-types.ts';

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
export const digestOf = (bytes: Uint8Array | string): string =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 3) yield bytes.subarray(at, at + 3);
}

/** What a registry said. */
export interface Answer {
  readonly status: number;
  readonly headers: HttpResponse['headers'];
  readonly text: string;
  /** The first error of the specification's JSON. */
  readonly error: { code?: string; message?: string; detail?: unknown };
}

/** Asks a registry as a client over HTTP would. */
export async function ask(
  handler: HttpHandler,
  method: string,
  target: string,
  options: { readonly body?: Uint8Array | string; readonly headers?: Record<string, string> } = {},
): Promise<Answer> {
  const body = options.body ?? '';
  const response = await handler({
    method,
    target,
    headers: new Map(Object.entries(options.headers ?? {})),
    body: pieces(typeof body === 'string' ? bytesOf(body) : body),
  });
  const text = await textOf(response.body);
  const parsed = text.startsWith('{') ? (JSON.parse(text) as { errors?: Answer['error'][] }) : {};
  return {
    status: response.status,
    headers: response.headers,
    text,
    error: parsed.errors?.[0] ?? {},
  };
}

async function textOf(body: HttpResponse['body']): Promise<string> {
  if (body === undefined) return '';
  if (body instanceof Uint8Array) return new TextDecoder().decode(body);
  let text = '';
  for await (const part of body.open()) text += new TextDecoder().decode(part);
  return text;
}

/** The manifest of an image with that configuration and those layers. */
export function manifestOf(config: string, layers: readonly string[]): string {
  const descriptor = (mediaType: string, text: string) => ({
    mediaType,
    digest: digestOf(text),
    size: bytesOf(text).length,
  });
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: MediaType.ociManifest,
    config: descriptor(MediaType.ociConfig, config),
    layers: layers.map((layer) => descriptor(MediaType.ociLayerGzip, layer)),
  });
}
