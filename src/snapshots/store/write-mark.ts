/** A mark that is there while something is written to the database. One that a new page finds was left by a browser that was killed. */
export interface WriteMark {
  isSet(): Promise<boolean>;
  set(): Promise<void>;
  clear(): Promise<void>;
}

/** Where the origin's own files are. */
export type OriginFiles = Pick<StorageManager, 'getDirectory'>;

/**
 * The mark as a file of the origin, outside of the database that it tells of. Where the browser keeps no such files (it may have
 * none at all, or refuse them in a private window) it is never set: what is mended by it is then not, as without it.
 */
export function openWriteMark(name: string, files: Partial<OriginFiles> | undefined): WriteMark {
  const file = `${name}-writing`;
  const tryInFolder = async <T>(work: (folder: FileSystemDirectoryHandle) => Promise<T>) => {
    try {
      const folder = await files?.getDirectory?.();
      return folder && (await work(folder));
    } catch {
      return undefined; // no files, no such file, or no room for one more: see above
    }
  };
  return {
    isSet: async () => {
      const handle = await tryInFolder((folder) => folder.getFileHandle(file));
      return handle !== undefined;
    },
    set: async () =>
      void (await tryInFolder((folder) => folder.getFileHandle(file, { create: true }))),
    clear: () => tryInFolder((folder) => folder.removeEntry(file)),
  };
}
