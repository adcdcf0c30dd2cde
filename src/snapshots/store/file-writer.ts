import { hashDraft, layOut } from '../format/layout-draft.ts';
import { encodeManifest } from '../format/manifest-codec.ts';
import { PageCatalogue } from '../format/page-catalogue.ts';
import type { SnapshotDraft, SnapshotFile, StoreOptions } from '../snapshot-store.ts';

/** The end of a file's name. */
export const FILE_SUFFIX = '.drydock';
const FILE_TYPE = 'application/octet-stream';

/**
 * Writes a snapshot as a file. Its pages are packed anew, since in the store they share packs with pages of other snapshots,
 * which are nobody's business where the file goes.
 */
export async function writeFile(
  draft: SnapshotDraft,
  id: string,
  options: StoreOptions,
): Promise<SnapshotFile> {
  const hashed = await hashDraft(draft, options);
  const { manifest, packs } = await layOut(hashed, id, { catalogue: new PageCatalogue() }, options);
  const order = new Map(packs.map((pack) => [pack.id, pack]));
  const parts = manifest.packs.flatMap((reference) => {
    const pack = order.get(reference.id);
    return pack ? [pack.header, pack.body] : [];
  });
  const content = [await encodeManifest(manifest), ...parts] as BlobPart[];
  return { name: fileNameOf(draft), content: new Blob(content, { type: FILE_TYPE }) };
}

/** A name that says what and when, of letters that every file system takes. */
function fileNameOf({ label, labId, stepId, capture }: SnapshotDraft): string {
  const what = label || [labId, stepId].filter(Boolean).join(' ') || 'drydock';
  const words = what.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? ['drydock'];
  const when = new Date(capture.takenAt).toISOString().slice(0, 16).replace(/[:T]/g, '-');
  return `${words.join('-').slice(0, 80)}-${when}${FILE_SUFFIX}`;
}
