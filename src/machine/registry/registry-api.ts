import { HttpProblemError, type HttpRequest, type HttpResponse } from '../http/http-message.ts';
import type { HttpHandler } from '../http/http-server.ts';
import { errorResponse, type RegistryErrorCode, RegistryProblemError } from './registry-error.ts';
import { readBlobUploads, readManifestUpload } from './registry-push.ts';
import { parseRoute, type RegistryRoute } from './registry-route.ts';
import type { RegistryContent, RegistryUploads, StoredManifest } from './repository.ts';

/** What every answer of a registry carries. */
const VERSION_HEADER = { 'docker-distribution-api-version': 'registry/2.0' };
const BYTES = 'application/octet-stream';
/** What only somebody who is logged in would be told. */
const DENIABLE: ReadonlySet<RegistryErrorCode> = new Set(['NAME_UNKNOWN', 'UNSUPPORTED']);

/** What a registry does besides giving out what it has. */
export interface RegistryOptions {
  /** Where pushes go; absent for a registry that can only be read. */
  readonly uploads?: RegistryUploads;
  /**
   * Whether it denies access to repositories that there are not, and to pushes: as Docker Hub does to those who are not logged in, for
   * the repository could be somebody's private one.
   */
  readonly denies?: boolean;
}

/** Answers the API of the OCI distribution specification 1.1. Errors are the specification's JSON. */
export function registryHandler(
  content: RegistryContent,
  { uploads, denies = false }: RegistryOptions = {},
): HttpHandler {
  return async (request) => {
    const answering = answer(request, content, uploads);
    const response = await answering.catch((error: unknown) => {
      if (!(error instanceof RegistryProblemError)) throw error;
      return errorResponse(denies && DENIABLE.has(error.code) ? denied() : error);
    });
    return { ...response, headers: { ...VERSION_HEADER, ...response.headers } };
  };
}

async function answer(
  request: HttpRequest,
  content: RegistryContent,
  uploads: RegistryUploads | undefined,
): Promise<HttpResponse> {
  const { pathname, searchParams } = new URL(request.target, 'http://registry');
  const route = parseRoute(pathname);
  if (route === undefined) throw new HttpProblemError(404, 'there is nothing at this path');
  if (request.method === 'GET' || request.method === 'HEAD') {
    return read(route, request, content, uploads);
  }
  if (uploads === undefined) {
    throw new RegistryProblemError('UNSUPPORTED', 'this registry can only be read');
  }
  if (route.kind === 'manifest') return readManifestUpload(request, route, uploads);
  if (route.kind === 'uploads' || route.kind === 'upload') {
    return readBlobUploads(request, route, searchParams, uploads);
  }
  throw new RegistryProblemError('UNSUPPORTED', 'the operation is unsupported');
}

async function read(
  route: RegistryRoute,
  request: HttpRequest,
  content: RegistryContent,
  uploads: RegistryUploads | undefined,
): Promise<HttpResponse> {
  switch (route.kind) {
    case 'version':
      return json({});
    case 'catalog':
      return json({ repositories: await content.names() });
    case 'tags': {
      const tags = await content.tags(route.name);
      if (tags === undefined) throw nameUnknown(route.name);
      return json({ name: route.name, tags });
    }
    case 'manifest':
      return readManifest(route, content);
    case 'blob':
      return readBlob(route, request, content);
    case 'upload':
      return readUpload(route, uploads);
    case 'uploads':
      throw new RegistryProblemError('UNSUPPORTED', 'the operation is unsupported');
  }
}

async function readManifest(
  { name, reference }: { readonly name: string; readonly reference: string },
  content: RegistryContent,
): Promise<HttpResponse> {
  const manifest = await content.manifest(name, reference);
  if (manifest !== undefined) return manifestResponse(manifest);
  if ((await content.tags(name)) === undefined) throw nameUnknown(name);
  throw new RegistryProblemError('MANIFEST_UNKNOWN', 'manifest unknown', { name, reference });
}

function manifestResponse({ digest, mediaType, bytes }: StoredManifest): HttpResponse {
  const headers = {
    'content-type': mediaType,
    'docker-content-digest': digest,
    etag: `"${digest}"`,
  };
  return { status: 200, headers, body: bytes };
}

async function readBlob(
  { name, digest }: { readonly name: string; readonly digest: string },
  request: HttpRequest,
  content: RegistryContent,
): Promise<HttpResponse> {
  const blob = await content.blob(name, digest);
  if (blob === undefined) {
    throw new RegistryProblemError('BLOB_UNKNOWN', 'blob unknown to registry', { digest });
  }
  const headers = {
    'content-type': BYTES,
    'docker-content-digest': digest,
    etag: `"${digest}"`,
    'accept-ranges': 'bytes',
  };
  const range = readRange(request.headers.get('range'), blob.bytes);
  if (range === undefined) return { status: 200, headers, body: blob };
  const { first, last } = range;
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${first}-${last}/${blob.bytes}` },
    body: { bytes: last - first + 1, open: () => cut(blob.open(), first, last + 1) },
  };
}

/** One range, as Docker asks for when it goes on with a broken download; others mean the whole. @throws HttpProblemError 416 */
function readRange(
  field: string | undefined,
  bytes: number,
): { first: number; last: number } | undefined {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(field ?? '') ?? [];
  if (from === undefined) return undefined;
  const first = Number(from);
  const last = to ? Math.min(Number(to), bytes - 1) : bytes - 1;
  if (first > last) throw new HttpProblemError(416, `there are only ${bytes} bytes`);
  return { first, last };
}

async function* cut(
  body: AsyncIterable<Uint8Array>,
  from: number,
  to: number,
): AsyncGenerator<Uint8Array> {
  let at = 0;
  for await (const bytes of body) {
    const part = bytes.subarray(Math.max(0, from - at), Math.max(0, to - at));
    if (part.length > 0) yield part;
    at += bytes.length;
    if (at >= to) return;
  }
}

function readUpload(
  { name, id }: { readonly name: string; readonly id: string },
  uploads: RegistryUploads | undefined,
): HttpResponse {
  const size = uploads?.uploadSize(id) ?? 0;
  return {
    status: 204,
    headers: {
      location: `/v2/${name}/blobs/uploads/${id}`,
      range: `0-${Math.max(0, size - 1)}`,
      'docker-upload-uuid': id,
    },
  };
}

function json(value: unknown): HttpResponse {
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: new TextEncoder().encode(JSON.stringify(value)),
  };
}

function denied(): RegistryProblemError {
  return new RegistryProblemError('DENIED', 'requested access to the resource is denied');
}

function nameUnknown(name: string): RegistryProblemError {
  return new RegistryProblemError('NAME_UNKNOWN', 'repository name not known to registry', {
    name,
  });
}
