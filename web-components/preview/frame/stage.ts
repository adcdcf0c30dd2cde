import { HELLO, OPEN, type StageMessage } from './page-words.ts';

/**
 * The outer of the two frames in which a page of the guest is shown. It is of this site but has no origin, so that it can reach
 * nothing; its policy lets nothing out, and what it makes inherits that. For each document it makes an inner frame, with an
 * origin that is nobody's either, hands the way to it upwards, and tells when it goes somewhere by itself: the policy does not
 * let it.
 */

/** Forms have to be sent for somebody to hear of it; the policy keeps them from going anywhere. */
const SANDBOX = 'allow-scripts allow-forms';

function connect(event: MessageEvent): void {
  const [up] = event.ports;
  if (event.source !== parent || !up) return;
  removeEventListener('message', connect);
  new Stage(up);
}

/** One frame at a time, and what it does. */
class Stage {
  readonly #up: MessagePort;
  #frame: HTMLIFrameElement | undefined;
  #greeted = false;

  constructor(up: MessagePort) {
    this.#up = up;
    up.onmessage = ({ data }) => {
      if (data === OPEN) this.#open();
    };
    addEventListener('message', (event) => this.#hear(event));
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      if (effectiveDirective === 'frame-src') this.#tell({ type: 'left', href: blockedURI });
    });
  }

  #open(): void {
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', SANDBOX);
    // The element around says what is in here; two names would be read one after the other.
    frame.title = document.title;
    const script = document.querySelector('#page-script')?.textContent ?? '';
    frame.srcdoc = `<script>${script}</script>`;
    this.#frame?.remove();
    this.#frame = frame;
    this.#greeted = false;
    document.body.append(frame);
  }

  #hear({ source, data, ports }: MessageEvent): void {
    if (!this.#frame || source !== this.#frame.contentWindow || data !== HELLO) return;
    if (this.#greeted) this.#tell({ type: 'reload' });
    else this.#tell({ type: 'page' }, ports);
    this.#greeted = true;
  }

  #tell(message: StageMessage, ports: readonly MessagePort[] = []): void {
    this.#up.postMessage(message, [...ports]);
  }
}

addEventListener('message', connect);
