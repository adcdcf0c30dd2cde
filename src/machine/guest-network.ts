import type { IncomingResponse, OutgoingRequest } from './http/http-client.ts';

/**
 * What the page can do with servers in the guest: those that listen on its network interface, published ports of
 * containers included. A server that listens on 127.0.0.1 alone is not reached, as from any other computer.
 */
export interface GuestNetwork {
  /**
   * Sends an HTTP request to a port of the guest over a connection of its own and resolves with the head of the answer; the body
   * follows as it comes, held back while nobody reads it. Breaking off the iteration of the body, or the signal, closes the
   * connection.
   *
   * Rejects with MachineError `connection-refused` when nothing listens there, `connection-failed` when the guest does not answer or
   * not with HTTP, and with the signal's reason.
   */
  request(port: number, request: OutgoingRequest, signal?: AbortSignal): Promise<IncomingResponse>;
  /** Whether something listens on a port of the guest. Rejects with MachineError `connection-failed`, or the signal's reason. */
  probe(port: number, signal?: AbortSignal): Promise<boolean>;
}
