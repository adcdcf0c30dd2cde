import type { RealPage } from '../browser/real-page.ts';
import { type Allowance, readStanding, type Standing } from './standing.ts';

/** Machines before anything is compared. */
export const WARM_UP_MACHINES = 5;

/** What machines that are gone may leave behind together, however many: a single one is larger. */
export const MACHINE_ALLOWANCE: Allowance = { memoryMb: 25, storedBytes: 0 };

/** Creates a machine beside the page's own, restores it from the layer, has it run a script, and destroys it. What the tab holds then. */
export async function passingMachine(page: RealPage): Promise<Standing> {
  const before = page.page.workers().length;
  await page.page.evaluate(createAndDestroy);
  await page.waitForNoWorkers(before);
  return readStanding(page.page);
}

/** Runs in the page. */
async function createAndDestroy(): Promise<void> {
  const baseUrl = new URL('./', document.baseURI);
  const lab = window.drydockEyes.find('drydock-lab');
  const machine = lab?.createMachine?.({ baseUrl, bootMode: 'warm', profile: 'base' });
  if (!machine) throw new Error('the page makes no machines');
  try {
    await new Promise<void>((ready, failed) => {
      const look = () => {
        const { status } = machine;
        if (status.state === 'ready') ready();
        if (status.state === 'failed') failed(status.error);
      };
      machine.onStatusChange(look);
      look();
    });
    const { stdout } = await machine.exec('echo $((6 * 7))', { timeoutMs: 60_000 });
    if (stdout !== '42\n') throw new Error(`the machine said ${stdout}`);
  } finally {
    machine.destroy();
  }
}
