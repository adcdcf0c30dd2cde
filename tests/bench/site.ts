import { join } from 'node:path';
import { build } from 'vite';
import { run } from '../../images/support/run.ts';
import { BEST_QUALITY, FolderFiles } from '../browser/folder-files.ts';
import { type BodyWriter, StaticServer } from '../browser/static-server.ts';
import { scratchFolder } from './scratch.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The page as it is published, ready to be served. */
export class BuiltSite {
  private constructor(
    readonly folder: string,
    readonly files: FolderFiles,
  ) {}

  /** Builds the image (unless it is taken as it is) and the page, and packs what a server would have packed. */
  static async build(takeImageAsItIs: boolean): Promise<BuiltSite> {
    if (!takeImageAsItIs) await run('npm', ['run', '-s', 'image:build'], { cwd: ROOT });
    const folder = join(await scratchFolder('bench'), 'site');
    await build({
      root: ROOT,
      logLevel: 'error',
      build: { outDir: folder, emptyOutDir: true },
    });
    const files = new FolderFiles(folder, BEST_QUALITY);
    await files.readAll();
    return new BuiltSite(folder, files);
  }

  /** Serves it at the root of an address of its own while `use` runs. */
  async served<T>(use: (address: string) => Promise<T>, write?: BodyWriter): Promise<T> {
    const server = await StaticServer.serve(this.files, '/', write);
    try {
      return await use(`${server.origin.replace('127.0.0.1', 'localhost')}/`);
    } finally {
      await server.close();
    }
  }
}
