import { open } from 'node:fs/promises';
import { ImageSource, type OpenFile } from '../../src/machine/image/image-source.ts';
import type { ImageManifest } from '../../src/machine/image/manifest.ts';
import { readPiece } from '../disk/write-disk.ts';

/** The files of an image whose disk is still in one piece, so that machines can be frozen while its chunks are packed. */
export class UnpackedDiskSource extends ImageSource {
  readonly #image: string;

  /** @param image the file with the disk. */
  constructor(openFile: OpenFile, signal: AbortSignal, image: string) {
    super(openFile, signal);
    this.#image = image;
  }

  /** Rejects with what the file system says, or when the disk ends before the chunk does. */
  override async readChunk(disk: ImageManifest['disk'], index: number): Promise<Uint8Array> {
    const file = await open(this.#image);
    try {
      return await readPiece(file, disk, index);
    } finally {
      await file.close();
    }
  }
}
