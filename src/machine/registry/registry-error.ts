import type { HttpResponse } from '../http/http-message.ts';

/** The codes of the OCI distribution specification that are in use here. */
export type RegistryErrorCode =
  | 'BLOB_UNKNOWN'
  | 'BLOB_UPLOAD_INVALID'
  | 'BLOB_UPLOAD_UNKNOWN'
  | 'DENIED'
  | 'DIGEST_INVALID'
  | 'MANIFEST_BLOB_UNKNOWN'
  | 'MANIFEST_INVALID'
  | 'MANIFEST_UNKNOWN'
  | 'NAME_INVALID'
  | 'NAME_UNKNOWN'
  | 'SIZE_INVALID'
  | 'UNSUPPORTED'
  | 'TOOMANYREQUESTS';

const STATUS: Readonly<Record<RegistryErrorCode, number>> = {
  BLOB_UNKNOWN: 404,
  BLOB_UPLOAD_INVALID: 400,
  BLOB_UPLOAD_UNKNOWN: 404,
  DENIED: 403,
  DIGEST_INVALID: 400,
  MANIFEST_BLOB_UNKNOWN: 400,
  MANIFEST_INVALID: 400,
  MANIFEST_UNKNOWN: 404,
  NAME_INVALID: 400,
  NAME_UNKNOWN: 404,
  SIZE_INVALID: 413,
  UNSUPPORTED: 405,
  TOOMANYREQUESTS: 429,
};

/** A request that a registry refuses; the code decides what Docker tells the learner. */
export class RegistryProblemError extends Error {
  override readonly name = 'RegistryProblemError';

  constructor(
    readonly code: RegistryErrorCode,
    message: string,
    readonly detail: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** The answer that says so. Docker's client stumbles over a `detail` that is null, so there always is one. */
export function errorResponse({ code, message, detail }: RegistryProblemError): HttpResponse {
  const errors = [{ code, message, detail }];
  return {
    status: STATUS[code],
    headers: { 'content-type': 'application/json' },
    body: new TextEncoder().encode(JSON.stringify({ errors })),
  };
}
