import { WebLinksAddon } from '@xterm/addon-web-links';
import type { Terminal } from '@xterm/xterm';
import { readLink, type TerminalLink } from './link-safety.ts';

/** What happens with the links on a screen. */
export interface LinkEvents {
  /** The pointer is on a link, or on none any more. */
  linkHover(link: TerminalLink | undefined): void;
  /** The reader wants to go there. */
  linkFollow(link: TerminalLink): void;
}

/** Makes links of the addresses on a screen, and of what programs mark as such (OSC 8). */
export function addLinks(terminal: Terminal, events: LinkEvents): void {
  const activate = (event: MouseEvent, text: string) => {
    const link = readLink(text);
    // A plain click selects text.
    if (link && (event.ctrlKey || event.metaKey)) events.linkFollow(link);
  };
  const hover = (_event: MouseEvent, text: string) => events.linkHover(readLink(text));
  const leave = () => events.linkHover(undefined);
  terminal.options.linkHandler = { allowNonHttpProtocols: false, activate, hover, leave };
  terminal.loadAddon(new WebLinksAddon(activate, { hover, leave }));
}
