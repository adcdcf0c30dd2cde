/**
 * Puts `text` on the clipboard; true when it is there. Where the page may not use the clipboard (a frame without the
 * permission, a site without https) the browser's own copy command is tried, which takes the selection of a text field.
 */
export async function copyText(text: string): Promise<boolean> {
  if (text === '') return false;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByCommand(text); // refused, or there is no navigator.clipboard
  }
}

function copyByCommand(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.style.cssText = 'position:fixed;inset-block-start:-10rem;';
  document.body.append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return copied;
}
