import type { SizedBody } from '../http/http-message.ts';
import type { Digest } from './digest.ts';

/** A manifest or an index: its bytes, what they are, and their digest. */
export interface StoredManifest {
  readonly digest: Digest;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What a registry has, to be read. Everything that is given out has been checked against its digest. */
export interface RegistryContent {
  /** Names of all repositories, sorted. */
  names(): Promise<readonly string[]>;
  /** Tags of a repository, sorted; undefined when there is no such repository. */
  tags(name: string): Promise<readonly string[] | undefined>;
  /** A manifest by tag or digest; undefined when the repository or the manifest is not there. */
  manifest(name: string, reference: string): Promise<StoredManifest | undefined>;
  /** A blob of a repository; undefined when the repository or the blob is not there. */
  blob(name: string, digest: Digest): Promise<SizedBody | undefined>;
}

/** Where a registry takes what is pushed. Rejects with RegistryProblemError. */
export interface RegistryUploads {
  /** Begins a blob; returns the upload's id. */
  beginUpload(name: string): string;
  /** Adds bytes to an upload, whose size so far is returned. */
  addToUpload(id: string, bytes: AsyncIterable<Uint8Array>): Promise<number>;
  /** The size of an upload so far. */
  uploadSize(id: string): number;
  /** Ends an upload: its bytes are a blob from now on, if they have that digest. */
  finishUpload(name: string, id: string, digest: Digest): Promise<void>;
  /** Gives an upload up. */
  cancelUpload(id: string): void;
  /** Makes a blob of one repository one of another too. @returns false when it is not there */
  mountBlob(name: string, from: string, digest: Digest): boolean;
  /** Stores a manifest under a tag or its digest, if all it names is there. */
  putManifest(
    name: string,
    reference: string,
    mediaType: string,
    bytes: Uint8Array,
  ): Promise<Digest>;
}
