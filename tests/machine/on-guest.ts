import type { ServerPlace } from '../../src/machine/guest-network.ts';

/** A port of the guest itself. */
export const onGuest = (port: number): ServerPlace => ({ host: 'localhost', port });
