import { type FSWatcher, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import { LEFT_BEHIND } from '../../src/labs/authoring/read-lab-folder.ts';

/** Told with the folder of a step; with an empty text for what stands beside the steps. */
type Saved = (step: string) => void;

/**
 * Notices what is saved in a lab's folder: files that are written, made or removed, and whole steps. Folders are watched, not
 * files: many editors put a new file in the place of the old one.
 */
export class LabWatch {
  readonly #path: string;
  readonly #saved: Saved;
  readonly #top: FSWatcher;
  readonly #steps = new Map<string, FSWatcher>();

  /** @throws Node's error when there is no such lab */
  constructor(path: string, saved: Saved) {
    this.#path = path;
    this.#saved = saved;
    this.#top = watch(path, (_event, name) => this.#notice(name ?? ''));
    for (const step of stepFolders(path)) this.#watchStep(step);
  }

  /** Ends it. */
  close(): void {
    for (const watcher of [this.#top, ...this.#steps.values()]) watcher.close();
  }

  #notice(name: string): void {
    if (LEFT_BEHIND.test(name)) return;
    const isStep = stepFolders(this.#path).includes(name);
    // A folder may have come in the place of another.
    this.#steps.get(name)?.close();
    this.#steps.delete(name);
    if (isStep) this.#watchStep(name);
    this.#saved(isStep ? name : '');
  }

  #watchStep(step: string): void {
    const watcher = watch(join(this.#path, step), (_event, name) => {
      // Its own name is told when the folder itself is removed, which the folder above tells too.
      if (name !== null && name !== step && !LEFT_BEHIND.test(name)) this.#saved(step);
    });
    this.#steps.set(step, watcher);
  }
}

/** Names of the folders in a lab, in the order of the lab; none when it is not there. */
export function stepFolders(path: string): string[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !LEFT_BEHIND.test(entry.name))
      .map(({ name }) => name)
      .sort();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
