/** A hardware address of six bytes. */
export type MacAddress = Uint8Array;

/** The numbers by which a frame says what it carries (IEEE 802 numbers). */
export const EtherType = { ipv4: 0x0800, arp: 0x0806 } as const;

/** To everybody on the link. */
export const BROADCAST: MacAddress = new Uint8Array(6).fill(0xff);

/** Bytes before the payload: two addresses and the type. */
export const ETHERNET_HEADER_BYTES = 14;

/** One Ethernet frame, without its checksum. */
export interface EthernetFrame {
  readonly to: MacAddress;
  readonly from: MacAddress;
  readonly type: number;
  readonly payload: Uint8Array;
}

/** A cable with the guest at its other end. Frames are whole, in order, and without their checksum. */
export interface EthernetLink {
  /** Receives the guest's frames. The bytes are the listener's to keep. */
  onFrame: (frame: Uint8Array) => void;
  /** Sends a frame to the guest. A guest whose interface is down gets nothing, as with a real cable. */
  send(frame: Uint8Array): void;
}

/** Reads a frame; undefined when it is too short to be one. */
export function parseFrame(bytes: Uint8Array): EthernetFrame | undefined {
  if (bytes.length < ETHERNET_HEADER_BYTES) return undefined;
  return {
    to: bytes.subarray(0, 6),
    from: bytes.subarray(6, 12),
    type: ((bytes[12] ?? 0) << 8) | (bytes[13] ?? 0),
    payload: bytes.subarray(ETHERNET_HEADER_BYTES),
  };
}

/** Writes a frame. */
export function encodeFrame({ to, from, type, payload }: EthernetFrame): Uint8Array {
  const bytes = new Uint8Array(ETHERNET_HEADER_BYTES + payload.length);
  bytes.set(to);
  bytes.set(from, 6);
  bytes[12] = type >>> 8;
  bytes[13] = type & 0xff;
  bytes.set(payload, ETHERNET_HEADER_BYTES);
  return bytes;
}
