import type { SnapshotFile } from '../../src/snapshots/snapshot-store.ts';
import type { Disposables } from '../../src/support/disposables.ts';

/** Has the browser save a file. Its address lives as long as `open`: the browser reads it some time after the click. */
export function offerDownload({ name, content }: SnapshotFile, open: Disposables): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  open.add(() => URL.revokeObjectURL(link.href));
  link.click();
}
