import type { DrydockApp } from '../web-components/drydock-app.ts';
import type { CreateMachine } from '../web-components/machine-factory.ts';
import type { Machine } from './machine/machine.ts';
import { V86Machine, type V86MachineOptions } from './machine/v86-machine.ts';

/**
 * The composition root. The machine is on its way before the page's elements are loaded, so that both downloads overlap.
 */
const app = document.querySelector<DrydockApp>('drydock-app');
if (app) start(app);

function start(app: DrydockApp): void {
  const bootMode = new URLSearchParams(location.search).get('boot') === 'cold' ? 'cold' : 'warm';
  const baseUrl = new URL(app.getAttribute('base-url') ?? './', document.baseURI);
  let early: Machine | undefined = startMachine({ baseUrl, bootMode });
  const createMachine: CreateMachine = (request) => {
    const machine = early ?? startMachine(request);
    early = undefined;
    return machine;
  };
  loadElements().then(() => Object.assign(app, { bootMode, createMachine }), showLoadFailure);
}

function startMachine(options: V86MachineOptions): Machine {
  const machine = new V86Machine(options);
  // A failure is shown by the status it leads to.
  machine.start().catch(() => {});
  return machine;
}

/** In two parts, since evaluating them at once would be one long task. */
async function loadElements(): Promise<void> {
  await import('../web-components/drydock-terminal.ts');
  await import('../web-components/drydock-app.ts');
}

/** The page's own scripts are missing: a cut connection, or a new version of the site behind an old page. */
function showLoadFailure(error: unknown): void {
  console.error('Drydock: the page could not be loaded', error);
  const notice = document.querySelector<HTMLElement>('#load-failed');
  const waiting = document.querySelector<HTMLElement>('#loading');
  if (notice) notice.hidden = false;
  if (waiting) waiting.hidden = true;
}
