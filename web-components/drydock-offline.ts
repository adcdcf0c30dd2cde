import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '../src/localization/localization.ts';
import type { Offline, OfflineEngine, OfflineStatus } from '../src/offline/offline.ts';
import type { Disposer } from '../src/support/disposables.ts';
import { buttons } from './styles/buttons.ts';
import { doneIcon, downloadIcon, pauseIcon, warningIcon } from './styles/icons.ts';
import { tokens } from './styles/tokens.ts';

/**
 * How much of the site there is without a network, in a few words for the line under the lab. While files are stored it is a
 * button that pauses that and goes on with it; when everything but the Docker Engine is there, one that has that stored, too. Read out
 * is only how it ended.
 *
 * The page has the tag before it has the class, so the element is localized before it gets its name: decorators run from below.
 */
@customElement('drydock-offline')
@localized()
export class DrydockOffline extends LitElement {
  static override styles = [
    tokens,
    buttons,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        color: var(--_muted);
        font: var(--_size-small) / 1.4 var(--_sans);
        font-variant-numeric: tabular-nums;
      }

      button,
      .fact {
        display: inline-flex;
        align-items: center;
        gap: 0.375rem;
        padding-inline: var(--_space-2);
      }

      .fact {
        min-block-size: var(--_control);
        white-space: nowrap;
      }

      [data-state='ready'] svg {
        color: var(--_success);
      }

      [data-state='paused'] svg,
      [data-state='full'] svg,
      [data-state='failed'] svg {
        color: var(--_warning);
      }

      @media (max-width: 54rem) {
        button,
        .fact {
          padding-inline: var(--_space-1);
        }

        .words {
          position: absolute;
          inline-size: 1px;
          block-size: 1px;
          overflow: hidden;
          clip-path: inset(50%);
          white-space: nowrap;
        }
      }
    `,
  ];

  /** What there is to tell about; nothing is shown without it. */
  @property({ attribute: false }) offline: Offline | undefined;

  #stopListening: Disposer = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.#listen();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopListening();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('offline')) this.#listen();
  }

  protected override render() {
    if (!this.offline) return nothing;
    const { status } = this.offline;
    return html`${this.#renderState(status)}<span class="visually-hidden" role="status">${this.#announcement(status)}</span>`;
  }

  #renderState(status: OfflineStatus) {
    const words = html`${iconOf(status)}<span class="words">${this.#words(status)}</span>`;
    const why = this.#explanation(status);
    if (!isButton(status))
      return html`<span class="fact" data-state=${status.state} title=${why}>${words}</span>`;
    return html`<button class="quiet" type="button" data-state=${status.state} title=${why} @click=${this.handleClick}>${words}</button>`;
  }

  private handleClick(): void {
    const { offline } = this;
    if (offline?.status.state === 'storing') offline.pause();
    else if (offline?.status.state === 'ready') offline.storeEngine();
    else offline?.resume();
  }

  #listen(): void {
    this.#stopListening();
    this.#stopListening = this.offline?.onChange(() => this.requestUpdate()) ?? (() => {});
  }

  #words(status: OfflineStatus): string {
    switch (status.state) {
      case 'preparing':
        return msg('Offline: preparing', { id: 'offline-preparing' });
      case 'storing':
        return this.#amount(status);
      case 'paused':
        return status.reason === 'network' ? this.#amount(status) : this.#pausedAt(status);
      case 'ready':
        return this.offline?.newVersionWaits
          ? msg('Offline: ready, new version waits', { id: 'offline-new-version' })
          : readyWords(status.engine);
      case 'full':
        return msg('Offline: no room', { id: 'offline-full' });
      case 'failed':
        return msg('Offline: not available', { id: 'offline-failed' });
    }
  }

  #amount({ storedBytes, totalBytes }: Amount): string {
    const [stored, total] = [inMegabytes(storedBytes), inMegabytes(totalBytes)];
    return msg(str`Offline: ${stored} of ${total} MB`, { id: 'offline-amount' });
  }

  #pausedAt({ storedBytes, totalBytes }: Amount): string {
    const [stored, total] = [inMegabytes(storedBytes), inMegabytes(totalBytes)];
    return msg(str`Offline: paused, ${stored} of ${total} MB`, { id: 'offline-paused' });
  }

  #explanation(status: OfflineStatus): string {
    switch (status.state) {
      case 'preparing':
        return msg('The page is being stored, so that it works without a network.', {
          id: 'offline-preparing-why',
        });
      case 'storing':
        return msg('Being stored, so that everything works without a network. Click to pause.', {
          id: 'offline-storing-why',
        });
      case 'paused':
        return this.#pauseExplanation(status.reason);
      case 'ready':
        return this.offline?.newVersionWaits
          ? msg(
              'A new version of this page is stored. It is used once all tabs with this page are closed.',
              { id: 'offline-new-version-why' },
            )
          : readyExplanation(status.engine);
      case 'full':
        return msg(
          'The browser has no room to store the machine. With a network everything works.',
          { id: 'offline-full-why' },
        );
      case 'failed':
        return msg(
          'The page could not be stored. With a network everything works; the next visit tries again.',
          { id: 'offline-failed-why' },
        );
    }
  }

  #pauseExplanation(reason: Extract<OfflineStatus, { state: 'paused' }>['reason']): string {
    switch (reason) {
      case 'learner':
        return msg('Without a network only what is stored works. Click to go on.', {
          id: 'offline-paused-why',
        });
      case 'metered':
        return msg('The browser is set to save data. Click to store the rest all the same.', {
          id: 'offline-metered-why',
        });
      case 'network':
        return msg('The rest could not be loaded. Click to try again.', {
          id: 'offline-network-why',
        });
    }
  }

  /** Nothing while numbers count up: they would be read out a hundred times. */
  #announcement(status: OfflineStatus): string {
    const { state } = status;
    return state === 'ready' || state === 'full' || state === 'failed' ? this.#words(status) : '';
  }
}

/** Whether there is something to choose. */
function isButton(status: OfflineStatus): boolean {
  if (status.state === 'ready') return status.engine.state === 'missing';
  return status.state === 'storing' || status.state === 'paused';
}

function readyWords({ state }: OfflineEngine): string {
  switch (state) {
    case 'stored':
      return msg('Offline: ready', { id: 'offline-ready' });
    case 'missing':
      return msg('Offline: all but Docker', { id: 'offline-no-engine' });
    case 'full':
      return msg('Offline: no room for Docker', { id: 'offline-engine-full' });
  }
}

function readyExplanation(engine: OfflineEngine): string {
  if (engine.state === 'stored')
    return msg(
      'The page, the machine, the Docker Engine and its images are stored in this browser and work without a network.',
      { id: 'offline-ready-why' },
    );
  const megabytes = inMegabytes(engine.bytes);
  return engine.state === 'missing'
    ? msg(
        str`The page and the machine are stored in this browser and work without a network; of the Docker Engine, what has been used is. Click to store all of it: more than ${megabytes} MB.`,
        { id: 'offline-no-engine-why' },
      )
    : msg(
        str`The page and the machine are stored in this browser and work without a network. For the rest of the Docker Engine, more than ${megabytes} MB, the browser has no room.`,
        { id: 'offline-engine-full-why' },
      );
}

/** Different drawings: where it is narrow there are no words, and colour alone tells some readers nothing. */
const ICONS: Readonly<Record<OfflineStatus['state'], unknown>> = {
  preparing: downloadIcon,
  storing: downloadIcon,
  paused: pauseIcon,
  ready: doneIcon,
  full: warningIcon,
  failed: warningIcon,
};

/** What cannot be had is no success. */
function iconOf(status: OfflineStatus): unknown {
  return status.state === 'ready' && status.engine.state === 'full'
    ? warningIcon
    : ICONS[status.state];
}

type Amount = Pick<Extract<OfflineStatus, { state: 'storing' }>, 'storedBytes' | 'totalBytes'>;

/** Whole megabytes (10^6): this is a promise of what is there, so rather less than more. */
function inMegabytes(bytes: number): string {
  return String(Math.floor(bytes / 1_000_000));
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-offline': DrydockOffline;
  }
}
