import { html, nothing } from 'lit';
import { msg } from '../src/localization/localization.ts';
import type { Machine, MachineStatus } from '../src/machine/machine.ts';
import type { ColorScheme } from './terminal/palette.ts';

/** Width in pixels under which previews stand below the terminals. */
const STACK_BELOW = 900;

/** What is shown of a machine, and what is told. */
export interface MachinePane {
  readonly machine: Machine | undefined;
  readonly status: MachineStatus;
  /** There is, or was, a shell on a screen. */
  readonly hasScreens: boolean;
  /** No shell is to be opened now. */
  readonly held: boolean;
  /** What stands over the terminals in place of the start of the machine, if anything does. */
  readonly over: unknown;
  /** Previews of its servers; `nothing` while there are none. */
  readonly previews: unknown;
  /** It boots through BIOS and kernel. */
  readonly cold: boolean;
  readonly scheme: ColorScheme;
  readonly screenReader: boolean;
  /** The reader wants the machine to be started again. */
  readonly retry: () => void;
  /** A shell was opened or refused. */
  readonly terminalsChanged: () => void;
}

/** The terminals, and over them what keeps the reader from typing: the start of the machine, its stop, its failure. */
export function renderMachine(pane: MachinePane) {
  const { status, hasScreens, previews } = pane;
  const down = status.state === 'failed' || status.state === 'stopped';
  const isStarting = !down && (status.state !== 'ready' || !hasScreens);
  const notice = html`<drydock-machine-notice
    ?data-alone=${!hasScreens}
    .status=${status}
    @drydock-retry-request=${pane.retry}
  ></drydock-machine-notice>`;
  const start = html`<drydock-boot-status .status=${status} ?cold=${pane.cold}></drydock-boot-status>`;
  return html`
    ${down ? notice : nothing}
    <drydock-split
      .single=${previews === nothing}
      .stackBelow=${STACK_BELOW}
      .label=${msg('Border between terminals and previews', { id: 'split-previews' })}
    >
    <div class="screens" slot="start">
      <drydock-terminals
        .machine=${pane.machine}
        .ready=${status.state === 'ready' && !pane.held}
        .scheme=${pane.scheme}
        .screenReader=${pane.screenReader}
        @drydock-terminals-change=${pane.terminalsChanged}
      ></drydock-terminals>
      ${pane.over !== nothing && !down ? pane.over : isStarting ? start : nothing}
    </div>
    ${previews}
    </drydock-split>
  `;
}
