import type { RealPage } from '../browser/real-page.ts';
import { type Allowance, readStanding, type Standing } from './standing.ts';

/** Rounds before anything is compared: the guest fills its memory with what it has read, and code is translated. */
export const WARM_UP_ROUNDS = 5;

/** What containers that are gone may leave behind together, however many: three of them and their image take several times as much. */
export const CONTAINER_ALLOWANCE: Allowance = { memoryMb: 40, storedBytes: 0 };

/** Most that a tab may have for itself, in MB. */
const MAX_TAB_MB = 800;
const ROUND_MS = 600_000;

/** Pulls an image, runs three web servers of it, and removes it all; prints what is left of them. */
const ROUND = `
set -e
docker pull -q nginx > /dev/null
for port in 8081 8082 8083; do docker run -d --name web-$port -p $port:80 nginx > /dev/null; done
[ "$(docker ps -q | wc -l)" = 3 ]
docker rm -f web-8081 web-8082 web-8083 > /dev/null
docker rmi nginx > /dev/null
docker ps -aq; docker images -q
ls -d /sys/fs/cgroup/docker/*/ 2> /dev/null || true
ip -o link show type veth
findmnt -n -o TARGET -t overlay | grep /var/lib/docker || true`;

/** One round in the page's machine, which has the Docker Engine. What the tab holds then. */
export async function passingContainers(page: RealPage): Promise<Standing> {
  const left = await page.page.evaluate(
    async (script, timeoutMs) => {
      const lab = window.drydockEyes.find('drydock-lab');
      const result = await lab?.exec(script, { timeoutMs });
      if (!result) throw new Error('there is no lab in the page');
      if (result.exitCode !== 0) throw new Error(`the round failed: ${result.stderr}`);
      return result.stdout;
    },
    ROUND,
    ROUND_MS,
  );
  if (left !== '') throw new Error(`containers have left something behind: ${left}`);
  const standing = await readStanding(page.page);
  if (standing.memoryMb > MAX_TAB_MB)
    throw new Error(`the tab has ${standing.memoryMb.toFixed(0)} MB, more than ${MAX_TAB_MB}`);
  return standing;
}
