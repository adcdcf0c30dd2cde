import type { Machine } from '../../src/machine/machine.ts';
import { CookieJar } from '../../src/preview/cookie-jar.ts';
import { cookieJars, type GuestServers } from '../../src/preview/guest-fetch.ts';

const known = new WeakMap<Machine, GuestServers>();

/** The servers on a machine's network, with the cookies that all previews of it have in common. */
export function serversOf(machine: Machine): GuestServers {
  const servers = known.get(machine) ?? {
    network: machine.network,
    cookiesOf: cookieJars(() => new CookieJar()),
  };
  known.set(machine, servers);
  return servers;
}
