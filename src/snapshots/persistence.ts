/** What is asked of `navigator.storage`; the whole of it is missing where the page is not a secure context. */
export type PersistentStorage = Pick<StorageManager, 'persist' | 'persisted'>;

/**
 * Asks the browser to keep the site's storage when the disk gets full. Some browsers ask the learner, so it is to be called when
 * there is something to lose, from a click. Resolves with whether it will be kept; asking again when it is costs nothing.
 */
export async function askToKeep(
  storage: PersistentStorage | undefined = globalThis.navigator?.storage,
): Promise<boolean> {
  // A browser that refuses to be asked does not promise anything.
  const refused = () => false;
  if (await storage?.persisted().catch(refused)) return true;
  return (await storage?.persist().catch(refused)) ?? false;
}
