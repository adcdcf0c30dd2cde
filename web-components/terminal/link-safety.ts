/**
 * The address a link in the terminal may open. Whatever runs in the machine can print links, so only web addresses pass:
 * no `javascript:`, no `data:`, no `file:`, and no address of this page's own origin with a name and password in front.
 */
export function safeLinkTarget(text: string): string | undefined {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return undefined; // not an address at all, or a relative one
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  if (url.username || url.password) return undefined;
  return url.href;
}
