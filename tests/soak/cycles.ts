import type { Snapshots } from '../../web-components/snapshots/snapshot-source.ts';
import type { RealPage } from '../browser/real-page.ts';
import { type Allowance, readStanding, type Standing } from './standing.ts';

/** Cycles before anything is compared: code is loaded, caches fill, and of what the guest runs more is translated each time and kept. */
export const WARM_UP_CYCLES = 10;

/** What cycles may leave behind together, however many: less than a single one puts into memory and store meanwhile. */
export const CYCLE_ALLOWANCE: Allowance = { memoryMb: 12, storedBytes: 50_000 };

/** What a cycle leaves in the machine before it is kept, and what can never be packed with what is there. */
const WORK = 'head -c 65536 /dev/urandom > /tmp/noise; echo $NUMBER > /tmp/cycle';

declare global {
  interface Window {
    /** The page's own snapshots, once {@link SnapshotCycles} has found them. */
    drydockSnapshots: Snapshots;
  }
}

/**
 * A page whose machine is kept, changed, put back and returned to its beginning, again and again. In the end of a cycle everything
 * that it has stored is deleted, and the machine is where it was: whatever grows was leaked.
 */
export class SnapshotCycles {
  readonly #page: RealPage;
  readonly #home: string;
  #done = 0;

  private constructor(page: RealPage, home: string) {
    this.#page = page;
    this.#home = home;
  }

  /** Takes the snapshot that every cycle returns to. The page stands at its prompt. */
  static async begin(page: RealPage): Promise<SnapshotCycles> {
    await page.click('drydock-status-bar >>> button[aria-label=Snapshots]');
    await page.find('drydock-snapshots >>> .save');
    const home = await page.page.evaluate(keepHome);
    await page.press('Escape');
    return new SnapshotCycles(page, home);
  }

  /** One save and two restores, with work that is to be found again and work that is to be gone. What the tab holds then. */
  async cycle(): Promise<Standing> {
    const number = ++this.#done;
    await this.#page.page.evaluate(() =>
      window.drydockEyes.find('drydock-terminals')?.activeTerminal?.focus(),
    );
    // At the prompt, so that there is something to rescue before a restore, too.
    await this.#page.run(`echo ${number}`);
    await this.#page.page.evaluate(keepAndComeBack, this.#home, `${number}`, WORK);
    return readStanding(this.#page.page);
  }
}

/** Runs in the page. */
async function keepHome(): Promise<string> {
  const { snapshots } = window.drydockEyes.find('drydock-snapshots') ?? {};
  if (!snapshots) throw new Error('the page has no snapshots');
  window.drydockSnapshots = snapshots;
  return (await snapshots.take('home')).id;
}

/** Runs in the page. */
async function keepAndComeBack(home: string, number: string, work: string): Promise<void> {
  const lab = window.drydockEyes.find('drydock-lab');
  const { drydockSnapshots: snapshots } = window;
  if (!lab) throw new Error('the page has no lab');
  const run = async (script: string) => (await lab.exec(script, { timeoutMs: 60_000 })).stdout;
  await run(`NUMBER=${number}; ${work}`);
  const { id } = await lab.snapshot(`cycle ${number}`);
  await run('echo wrong > /tmp/cycle');
  await lab.restore(id);
  const found = await run('cat /tmp/cycle');
  if (found.trim() !== number) throw new Error(`cycle ${number} came back with ${found}`);
  await lab.restore(home);
  const left = await run('ls /tmp/cycle 2> /dev/null || true');
  if (left !== '') throw new Error(`cycle ${number} left its work behind`);
  // What was rescued before a restore is stored after it, and nobody waits for that.
  await new Promise((done) => setTimeout(done));
  while (snapshots.state.activity.state !== 'idle') {
    await new Promise<void>((done) => {
      const stop = snapshots.onChange(() => {
        stop();
        done();
      });
    });
  }
  const { failure, snapshots: entries, removed } = snapshots.state;
  if (failure) throw failure;
  const others = [...entries, ...removed].map((one) => one.id).filter((one) => one !== home);
  await snapshots.erase(others);
}
