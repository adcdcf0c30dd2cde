import { HttpProblemError, type HttpRequest, type HttpResponse } from '../http/http-message.ts';
import { isDigest } from './digest.ts';
import { RegistryProblemError } from './registry-error.ts';
import { requireDigest } from './registry-route.ts';
import type { RegistryUploads } from './repository.ts';

/** Larger than any manifest that tools make; the specification asks for at least as much. */
const LONGEST_MANIFEST_BYTES = 4 * 1024 * 1024;

/** Answers what is done to the uploads of blobs: POST begins one, PATCH goes on with it, PUT ends it, DELETE gives it up. */
export async function readBlobUploads(
  request: HttpRequest,
  { name, id }: { readonly name: string; readonly id?: string },
  query: URLSearchParams,
  uploads: RegistryUploads,
): Promise<HttpResponse> {
  if (id === undefined) {
    if (request.method === 'POST') return begin(request, name, query, uploads);
  } else if (request.method === 'PATCH') {
    requireContinued(request, uploads.uploadSize(id));
    return going(202, name, id, await uploads.addToUpload(id, request.body));
  } else if (request.method === 'PUT') {
    return finish(request, name, id, query, uploads);
  } else if (request.method === 'DELETE') {
    uploads.cancelUpload(id);
    return { status: 204, headers: {} };
  }
  throw new RegistryProblemError('UNSUPPORTED', 'the operation is unsupported');
}

/** Answers the PUT of a manifest. */
export async function readManifestUpload(
  request: HttpRequest,
  { name, reference }: { readonly name: string; readonly reference: string },
  uploads: RegistryUploads,
): Promise<HttpResponse> {
  if (request.method !== 'PUT') {
    throw new RegistryProblemError('UNSUPPORTED', 'the operation is unsupported');
  }
  const bytes = await collect(request.body, LONGEST_MANIFEST_BYTES);
  const mediaType = request.headers.get('content-type') ?? '';
  const digest = await uploads.putManifest(name, reference, mediaType, bytes);
  return created(`/v2/${name}/manifests/${digest}`, digest);
}

async function begin(
  request: HttpRequest,
  name: string,
  query: URLSearchParams,
  uploads: RegistryUploads,
): Promise<HttpResponse> {
  const mount = query.get('mount');
  const from = query.get('from');
  if (mount !== null && from !== null && isDigest(mount) && uploads.mountBlob(name, from, mount)) {
    return created(`/v2/${name}/blobs/${mount}`, mount);
  }
  const id = uploads.beginUpload(name);
  if (query.has('digest')) return finish(request, name, id, query, uploads);
  return going(202, name, id, 0);
}

async function finish(
  request: HttpRequest,
  name: string,
  id: string,
  query: URLSearchParams,
  uploads: RegistryUploads,
): Promise<HttpResponse> {
  const digest = requireDigest(query.get('digest') ?? '');
  await uploads.addToUpload(id, request.body);
  await uploads.finishUpload(name, id, digest);
  return created(`/v2/${name}/blobs/${digest}`, digest);
}

/** A piece that names its place has to begin where the last one ended. */
function requireContinued({ headers }: HttpRequest, size: number): void {
  const first = /^(\d+)-/.exec(headers.get('content-range') ?? '')?.[1];
  if (first !== undefined && Number(first) !== size) {
    throw new HttpProblemError(416, `the upload has ${size} bytes so far`);
  }
}

async function collect(body: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const bytes of body) {
    length += bytes.length;
    if (length > limit) throw new RegistryProblemError('SIZE_INVALID', 'the manifest is too long');
    parts.push(bytes.slice());
  }
  return joined(parts, length);
}

/** Parts in one array. */
export function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function going(status: number, name: string, id: string, size: number): HttpResponse {
  return {
    status,
    headers: {
      location: `/v2/${name}/blobs/uploads/${id}`,
      range: `0-${Math.max(0, size - 1)}`,
      'docker-upload-uuid': id,
    },
  };
}

function created(location: string, digest: string): HttpResponse {
  return { status: 201, headers: { location, 'docker-content-digest': digest } };
}
