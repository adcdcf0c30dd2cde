/**
 * An import that can be tried again. Firefox, and Chromium since some version up to 150, remember by its address that a module could
 * not be loaded, and do not ask the server again as long as the page is open. What they say of it ends with that address, and the same
 * file under another one is loaded anew. Where no address is named, trying again is left to the browser.
 */
export function retryingImport<T>(load: () => Promise<T>): () => Promise<T> {
  let address: string | undefined;
  let attempt = 0;
  return async () => {
    if (address !== undefined) {
      attempt += 1;
      return (await import(/* @vite-ignore */ `${address}?again=${attempt}`)) as T;
    }
    try {
      return await load();
    } catch (error) {
      address = addressIn(error);
      throw error;
    }
  };
}

/** Of this site's own modules only. */
function addressIn(error: unknown): string | undefined {
  const word = error instanceof TypeError ? error.message.split(' ').at(-1) : undefined;
  return word !== undefined && URL.canParse(word) && new URL(word).origin === location.origin
    ? word
    : undefined;
}
