import type { Frame } from './frames.ts';

/**
 * A terminal or script as the session sees it: something with a number that receives frames until its EXIT and may be
 * lost before. Exactly one of EXIT, REFUSED and `lost` ends it.
 */
export interface Channel {
  /** A frame addressed to this channel. Returns true when it was the last one. */
  receive(frame: Frame): boolean;
  /** The agent or the machine is gone, and the process with it. */
  lost(reason: Error): void;
}

/** What a channel needs of its session. */
export interface ChannelLink {
  readonly number: number;
  send(type: number, payload: Uint8Array): void;
}
