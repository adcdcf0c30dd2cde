import type { FixturePage } from './fixture-page.ts';
import { PreviewViewer } from './preview-viewer.ts';

/** Somebody who looks at web servers of the fake machine. */
export class PreviewLearner extends PreviewViewer {
  constructor(private readonly page: FixturePage) {
    super(page);
  }

  /** Starts web servers on ports 8081 and 8082 of the machine. */
  async serve(): Promise<void> {
    await this.page.onMachine((machine) => {
      const pixel = Uint8Array.from(
        atob(
          'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
        ),
        (char) => char.charCodeAt(0),
      );
      const html = (text: string) => ({
        headers: { 'content-type': 'text/html', 'set-cookie': 'seen=yes; Path=/' },
        body: `<!doctype html><title>${text}</title><link rel="stylesheet" href="style.css"><script src="/script.js" defer></script><h1>${text}</h1><img src="dot.png" alt=""><a id="next" href="second?from=first">Next</a><form action="/search"><input name="q" value="heron"><button id="find">Find</button></form><form action="guestbook" method="post"><input name="name" value="가&amp;"><button id="post">Send</button></form>`,
      });
      for (const port of [8081, 8082]) {
        machine.network.servers.set(port, ({ method, path, body }) => {
          const sent = new TextDecoder().decode(body);
          if (path === '/') return html(`Hello from ${port}`);
          if (path.startsWith('/second')) return html('Second page');
          if (path === '/style.css')
            return {
              headers: { 'content-type': 'text/css' },
              body: '@import "more.css"; h1 { background: url(dot.png) }',
            };
          if (path === '/more.css')
            return {
              headers: { 'content-type': 'text/css' },
              body: 'body { color: rgb(1, 2, 3) }',
            };
          if (path === '/script.js')
            return {
              headers: { 'content-type': 'text/javascript' },
              body: 'document.body.dataset.script = "ran"',
            };
          if (path === '/dot.png') return { headers: { 'content-type': 'image/png' }, body: pixel };
          if (path.startsWith('/api'))
            return {
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify({ said: `${method} ${path} ${sent}` }),
            };
          return html(`${method} ${path} ${sent}`.trim());
        });
      }
    });
  }

  /** Starts a web server that answers everything with this page. */
  async serveHtml(port: number, html: string): Promise<void> {
    await this.page.page.evaluate(
      (number, body) => {
        const headers = { 'content-type': 'text/html' };
        window.fixture.machines.at(-1)?.network.servers.set(number, () => ({ headers, body }));
      },
      port,
      html,
    );
  }

  /** Waits until something is said in place of a page, and gives it. */
  async waitForNotice(): Promise<string> {
    await this.page.find('drydock-preview >>> .notice');
    return this.page.text('drydock-preview >>> .notice');
  }

  /** As if a lesson's button were pressed. */
  async open(address: string): Promise<void> {
    await this.page.page.evaluate((detail) => {
      const app = document.querySelector('drydock-app');
      const terminals = app?.shadowRoot
        ?.querySelector('drydock-lab')
        ?.shadowRoot?.querySelector('drydock-terminals');
      terminals?.dispatchEvent(
        new CustomEvent('drydock-preview-request', { detail, bubbles: true, composed: true }),
      );
    }, address);
  }
}
