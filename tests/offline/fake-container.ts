import type {
  InstallFailure,
  StoreAnswer,
  StoredFiles,
  StoreOutcome,
  StoreQuestion,
} from '../../src/offline/contract.ts';

/** A service worker that stores whatever it is asked to, or nothing where `outcome` says so. */
export class FakeWorker extends EventTarget {
  /** What only the Docker Engine needs. */
  readonly enginePaths: string[] = [];
  outcome: (path: string) => StoreOutcome = () => 'stored';
  /** Answers nothing, as one that the browser has ended. */
  silent = false;
  readonly stored = new Set<string>();
  readonly questions: StoreQuestion[] = [];

  constructor(
    public state: ServiceWorkerState = 'activated',
    readonly paths: readonly string[] = ['one', 'two'],
  ) {
    super();
  }

  become(state: ServiceWorkerState): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }

  postMessage(question: StoreQuestion, [port]: MessagePort[]): void {
    this.questions.push(question);
    if (!this.silent) port?.postMessage(this.#answer(question));
  }

  #answer(question: StoreQuestion): StoreAnswer<StoredFiles | StoreOutcome> {
    try {
      return { ok: true, value: this.#act(question) };
    } catch (error) {
      return { ok: false, message: String(error) };
    }
  }

  #act(question: StoreQuestion): StoredFiles | StoreOutcome {
    if (question.type === 'list') {
      const isMissing = (path: string) => !this.stored.has(path);
      const wanted = question.withEngine ? [...this.paths, ...this.enginePaths] : this.paths;
      const missing = wanted.filter(isMissing);
      return {
        totalBytes: wanted.length * 10,
        storedBytes: (wanted.length - missing.length) * 10,
        engineMissingBytes: this.enginePaths.filter(isMissing).length * 10,
        missing: missing.map((path) => ({ path, bytes: 10 })),
      };
    }
    const outcome = question.cachedOnly ? 'unreachable' : this.outcome(question.path);
    if (outcome === 'stored') this.stored.add(question.path);
    return outcome;
  }
}

/** What the browser has registered for the site. */
export class FakeRegistration extends EventTarget {
  installing: FakeWorker | null = null;
  waiting: FakeWorker | null = null;
  active: FakeWorker | null = null;

  /** A worker that was asked for is being installed. */
  find(worker: FakeWorker): void {
    this.installing = worker;
    this.dispatchEvent(new Event('updatefound'));
  }

  /** The one that is being installed has everything it needs. */
  finish(): void {
    const worker = this.installing;
    this.installing = null;
    if (this.active) this.waiting = worker;
    else this.active = worker;
    worker?.become(this.waiting ? 'installed' : 'activated');
  }

  /** The one that is being installed could not be. */
  fail(): void {
    const worker = this.installing;
    this.installing = null;
    worker?.become('redundant');
  }
}

/** `navigator.serviceWorker` of a page. */
export class FakeContainer extends EventTarget {
  readonly registration = new FakeRegistration();
  refusal: unknown;

  async register(): Promise<FakeRegistration> {
    if (this.refusal !== undefined) throw this.refusal;
    return this.registration;
  }

  startMessages(): void {}

  /** The worker that is being installed says why it could not be. */
  tell(outcome: InstallFailure['outcome']): void {
    const data: InstallFailure = { type: 'drydock-install-failed', outcome };
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
}
