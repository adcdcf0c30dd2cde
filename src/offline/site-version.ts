/** A file of the site: its path below the site's folder, its size, and the SHA-256 of its content. */
export interface SiteFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What a service worker was built for: all files of one version of the site but those below `image/` that have names of their own. */
export interface SiteVersion {
  /** Another one whenever a file, or the service worker itself, is another one. */
  readonly version: string;
  readonly files: readonly SiteFile[];
}

/** The page itself. Its address is that of the folder, since not every server has another one for it. */
export const PAGE_PATH = 'index.html';

/** A file of the image whose name holds the beginning of its SHA-256: what is once stored under it stays right. */
const HASHED_IMAGE_FILE = /^image\/(?:[\w-]+\/)*(?:[\w-]+\.)?([0-9a-f]{20})\.\w+$/;

/** The beginning of the SHA-256 of what a path of the image names; undefined for every other path. */
export function hashInName(path: string): string | undefined {
  return HASHED_IMAGE_FILE.exec(path)?.[1];
}
