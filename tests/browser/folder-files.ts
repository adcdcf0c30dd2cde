import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import * as zlib from 'node:zlib';

const brotli = promisify(zlib.brotliCompress);

/** What shrinks. The image's own files are packed already. */
const PACKABLE = new Set(['.html', '.js', '.css', '.svg', '.json', '.wasm']);

/** Quality for a file that a browser is waiting for; what was packed beforehand has the best. */
const QUICK_QUALITY = 4;
export const BEST_QUALITY = 11;

/** A file's content and what is sent of it. */
export class StoredFile {
  /** The same for every encoding (RFC 9110, 8.8.3): a browser asks with it whether it has the file already. */
  readonly tag: string;

  constructor(
    readonly content: Buffer,
    readonly packed: Buffer | undefined,
  ) {
    this.tag = `W/"${createHash('sha256').update(content).digest('hex').slice(0, 20)}"`;
  }

  /** The body for a browser that accepts these encodings. */
  encodedFor(accepted: string): { encoding?: 'br' | 'gzip'; body: Buffer } {
    if (this.packed === undefined) return { body: this.content };
    if (/\bbr\b/.test(accepted)) return { encoding: 'br', body: this.packed };
    if (/\bgzip\b/.test(accepted)) return { encoding: 'gzip', body: zlib.gzipSync(this.content) };
    return { body: this.content };
  }
}

/** The files of a folder, each read and packed once as long as it does not change. */
export class FolderFiles {
  readonly #folder: string;
  readonly #quality: number;
  readonly #files = new Map<string, { readonly version: number; readonly file: StoredFile }>();

  constructor(folder: string, quality = QUICK_QUALITY) {
    this.#folder = folder;
    this.#quality = quality;
  }

  /** The file of this name below the folder; rejects when there is none. */
  async read(name: string): Promise<StoredFile> {
    const path = join(this.#folder, name);
    const version = (await stat(path)).mtimeMs;
    const known = this.#files.get(path);
    if (known?.version === version) return known.file;
    const content = await readFile(path);
    const packed = PACKABLE.has(extname(name)) ? await pack(content, this.#quality) : undefined;
    const file = new StoredFile(content, packed);
    this.#files.set(path, { version, file });
    return file;
  }

  /** Reads and packs everything, so that no browser waits for it. */
  async readAll(): Promise<void> {
    const entries = await readdir(this.#folder, {
      recursive: true,
      withFileTypes: true,
    });
    for (const entry of entries) {
      if (entry.isFile())
        await this.read(join(entry.parentPath, entry.name).slice(this.#folder.length));
    }
  }
}

/** Brotli at a quality of 0 to 11. */
export function pack(content: Buffer, quality = BEST_QUALITY): Promise<Buffer> {
  return brotli(content, {
    params: {
      [zlib.constants.BROTLI_PARAM_QUALITY]: quality,
      [zlib.constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
}
