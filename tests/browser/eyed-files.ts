import { createHash } from 'node:crypto';
import type { SiteFile, SiteVersion } from '../../src/offline/site-version.ts';
import { FolderFiles, StoredFile } from './folder-files.ts';
import { installEars, installEyes } from './page-eyes.ts';
import { COMPILER_HELPER } from './page-visit.ts';

const PAGE = 'index.html';
const EYES = 'eyes.js';
const SERVICE_WORKER = 'service-worker.js';
/** The first script of the page. */
const FIRST_SCRIPT = '<script type="module"';
/** The line of the service worker that lists the files which it stores. */
const SITE_LINE = /^self\.drydockSite=(.*);\n/;

const eyes = Buffer.from(`${COMPILER_HELPER}(${installEyes})();(${installEars})();`);

/**
 * The built site with the eyes in its page, for a driver that cannot run a script before those of the page. The service worker is one
 * that fits, as the build would have made it.
 */
export class EyedFiles extends FolderFiles {
  override async read(name: string): Promise<StoredFile> {
    const plain = name.replace(/^\//, '');
    if (plain === EYES) return new StoredFile(eyes, undefined);
    const file = await super.read(name);
    if (plain === PAGE) return new StoredFile(withEyes(file.content), undefined);
    if (plain !== SERVICE_WORKER) return file;
    const page = await this.read(PAGE);
    return new StoredFile(withSums(file.content, page.content), undefined);
  }
}

function withEyes(page: Buffer): Buffer {
  const text = page.toString();
  if (!text.includes(FIRST_SCRIPT)) throw new Error('the page begins in another way now');
  return Buffer.from(text.replace(FIRST_SCRIPT, `<script src="./${EYES}"></script>$&`));
}

function withSums(worker: Buffer, page: Buffer): Buffer {
  const code = worker.toString();
  const { version, files } = JSON.parse(SITE_LINE.exec(code)?.[1] ?? '') as SiteVersion;
  const others = files.filter(({ path }) => path !== PAGE);
  const site = { version, files: [...others, describe(PAGE, page), describe(EYES, eyes)] };
  return Buffer.from(code.replace(SITE_LINE, () => `self.drydockSite=${JSON.stringify(site)};\n`));
}

function describe(path: string, content: Buffer): SiteFile {
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { path, bytes: content.length, sha256 };
}
