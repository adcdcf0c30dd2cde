import type { IncomingResponse, OutgoingRequest } from './http/http-client.ts';

/** A computer of the lab's network that servers run on: the guest itself, or the machine beside it while there is one. */
export type ServerHost = 'localhost' | 'production.lab';

/** Where a server listens. */
export interface ServerPlace {
  readonly host: ServerHost;
  /** Of TCP. */
  readonly port: number;
}

/**
 * What the page can do with servers in the guest, and in the machine beside it: those that listen on a network interface, published ports of
 * containers included. A server that listens on 127.0.0.1 alone is not reached, as from any other computer.
 */
export interface GuestNetwork {
  /**
   * Sends an HTTP request to a server over a connection of its own and resolves with the head of the answer; the body
   * follows as it comes, held back while nobody reads it. Breaking off the iteration of the body, or the signal, closes the
   * connection.
   *
   * Rejects with MachineError `connection-refused` when nothing listens there, `host-missing` when there is no machine of that name now,
   * `connection-failed` when it does not answer or not with HTTP, and with the signal's reason.
   */
  request(
    place: ServerPlace,
    request: OutgoingRequest,
    signal?: AbortSignal,
  ): Promise<IncomingResponse>;
  /** Whether something listens there. Rejects with MachineError `host-missing` and `connection-failed`, or the signal's reason. */
  probe(place: ServerPlace, signal?: AbortSignal): Promise<boolean>;
}
