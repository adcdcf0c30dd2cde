/**
 * Settles in a task of its own, after the browser had its turn. Building the page all at once would hold up input and drawing
 * for more than 50 ms; elements with much to build wait for this before their first render.
 */
export function nextTask(): Promise<void> {
  return new Promise((done) => setTimeout(done));
}
