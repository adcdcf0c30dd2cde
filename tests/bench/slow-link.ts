import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { BodyWriter } from '../browser/static-server.ts';

/** Bytes that go out in one turn; connections take turns. About as much as a few packets. */
const TURN_BYTES = 8 * 1024;

/** A line from a server to a browser. */
export interface Link {
  readonly bitsPerSecond: number;
  readonly roundTripMs: number;
}

/**
 * Makes the server behave as if it were behind `link`, since a browser's own throttle leaves workers out: all connections
 * share the rate, an answer begins a round trip after its request, and the first one of a connection another round trip later.
 */
export function throughLink(link: Link): BodyWriter {
  const bytesPerMs = link.bitsPerSecond / 8 / 1000;
  const known = new WeakSet<Socket>();
  let freeAt = 0;

  /** Waits until the line has carried `bytes` more. */
  const carry = async (bytes: number) => {
    freeAt = Math.max(freeAt, performance.now()) + bytes / bytesPerMs;
    await pause(freeAt - performance.now());
  };
  return async (response: ServerResponse, body: Buffer) => {
    const { socket } = response;
    if (socket === null) return; // the browser hung up already
    await pause(known.has(socket) ? link.roundTripMs : 2 * link.roundTripMs);
    known.add(socket);
    for (let start = 0; start < body.length && !response.destroyed; start += TURN_BYTES) {
      const turn = body.subarray(start, start + TURN_BYTES);
      await carry(turn.length);
      response.write(turn);
    }
    response.end();
  };
}
