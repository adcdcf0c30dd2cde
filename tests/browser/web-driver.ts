import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** How long the driver may take for one command, a page's loading among them. In milliseconds. */
const COMMAND_MS = 120_000;
/** How long it may take until it answers at all. In milliseconds. */
const START_MS = 30_000;
/** From one look whether it answers to the next, in milliseconds. */
const LOOK_PAUSE_MS = 20;

/** What the W3C protocol calls the one member of an element that is sent. */
const ELEMENT_KEY = 'element-6066-11e4-a52e-4f735466cecf';

/** An element of the page, as the driver names it. */
export interface DrivenElement {
  readonly [ELEMENT_KEY]: string;
}

/** What keys and a mouse do, one after the other, in the protocol's words. */
export interface ActionSource {
  readonly type: 'key' | 'pointer';
  readonly id: string;
  readonly parameters?: { readonly pointerType: 'mouse' };
  readonly actions: readonly Readonly<Record<string, unknown>>[];
}

/** The driver refused a command, or could not carry it out. */
export class DriverError extends Error {
  override readonly name = 'DriverError';

  /** `code` is the protocol's, such as `no such window`. */
  constructor(
    command: string,
    readonly code: string,
    message: string,
  ) {
    super(`${command}: ${code}: ${message}`);
  }
}

/**
 * One browser behind the W3C's WebDriver protocol, <https://www.w3.org/TR/webdriver2/>: the driver of WebKitGTK speaks no other.
 */
export class WebDriver {
  #session = '';

  private constructor(
    private readonly program: ChildProcess,
    private readonly origin: string,
  ) {}

  /** Starts WebKit's driver and a browser that has never been anywhere, on the X server of this name. */
  static async start(display: string): Promise<WebDriver> {
    const port = await findFreePort();
    const program = spawn('WebKitWebDriver', [`--port=${port}`], {
      stdio: 'ignore',
      env: {
        ...process.env,
        DISPLAY: display,
        GDK_BACKEND: 'x11',
        // Nobody answers on the buses of accessibility in a container.
        NO_AT_BRIDGE: '1',
        GTK_A11Y: 'none',
      },
    });
    program.on('error', () => undefined); // told as its end
    const driver = new WebDriver(program, `http://127.0.0.1:${port}`);
    try {
      await driver.#waitUntilReady();
      await driver.#open();
      return driver;
    } catch (error) {
      await driver.close();
      throw error;
    }
  }

  async #waitUntilReady(): Promise<void> {
    const end = Date.now() + START_MS;
    const isReady = () => fetch(`${this.origin}/status`).then((answer) => answer.ok);
    for (;;) {
      // Until it listens, it refuses.
      if (await isReady().catch(() => false)) return;
      if (this.#hasEnded) throw new Error('WebKitWebDriver did not start, or ended at once');
      if (Date.now() > end) throw new Error(`WebKitWebDriver did not answer in ${START_MS} ms`);
      await new Promise((done) => setTimeout(done, LOOK_PAUSE_MS));
    }
  }

  async #open(): Promise<void> {
    const capabilities = {
      alwaysMatch: { timeouts: { script: COMMAND_MS, pageLoad: COMMAND_MS, implicit: 0 } },
    };
    const made = await this.#command('POST', '/session', { capabilities });
    this.#session = `/session/${(made as { sessionId: string }).sessionId}`;
  }

  /** Loads a page, and waits until it is there. */
  async goto(url: string): Promise<void> {
    await this.#command('POST', '/url', { url });
  }

  async reload(): Promise<void> {
    await this.#command('POST', '/refresh', {});
  }

  /** Runs the body of a function in the page, or in the frame that was entered, and gives what it returns. */
  async execute(script: string, args: readonly unknown[] = []): Promise<unknown> {
    return this.#command('POST', '/execute/sync', { script, args });
  }

  /** Goes into a frame of the page, or of the one it is in; without one, back to the page. */
  async enterFrame(frame?: DrivenElement): Promise<void> {
    await this.#command('POST', '/frame', { id: frame ?? null });
  }

  /** Moves keys and mouse. */
  async act(source: ActionSource): Promise<void> {
    await this.#command('POST', '/actions', { actions: [source] });
  }

  /** Gives the window this size, its frame included. */
  async setWindowSize(width: number, height: number): Promise<void> {
    await this.#command('POST', '/window/rect', { x: 0, y: 0, width, height });
  }

  /** Ends browser and driver. */
  async close(): Promise<void> {
    if (this.#session !== '') await this.#command('DELETE', '').catch(() => undefined); // it ends all the same
    if (this.#hasEnded) return;
    const gone = once(this.program, 'exit');
    this.program.kill();
    await gone;
  }

  get #hasEnded(): boolean {
    const { pid, exitCode, signalCode } = this.program;
    return pid === undefined || exitCode !== null || signalCode !== null;
  }

  async #command(method: 'POST' | 'DELETE', path: string, body?: object): Promise<unknown> {
    const answer = await fetch(`${this.origin}${this.#session}${path}`, {
      method,
      signal: AbortSignal.timeout(COMMAND_MS),
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const { value } = (await answer.json()) as { value: unknown };
    if (answer.ok) return value;
    const { error, message } = value as { error: string; message: string };
    throw new DriverError(`${method} ${path}`, error, message);
  }
}

/** A port that nobody has at the moment: the driver cannot tell which one it has chosen. */
async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
