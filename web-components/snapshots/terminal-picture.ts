import { html } from 'lit';
import { msg } from '../../src/localization/localization.ts';

/**
 * The screen of a terminal as a small picture: its last lines, where the learner was. It is text from the machine or from a
 * file, and shown as nothing else.
 */
export function terminalPicture(lines: readonly string[]) {
  const label = msg('What was on the screen of the terminal', { id: 'snapshot-picture' });
  return html`<pre class="picture" role="img" aria-label=${label} translate="no">${lines.join('\n').trimEnd()}</pre>`;
}
