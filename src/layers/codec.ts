/** Packs and unpacks segments; the caller chooses the implementation for the place it runs in. */
export interface SegmentCodec {
  readonly name: 'zstd' | 'none';
  /** Unpacks to exactly `rawBytes` bytes, or rejects. */
  unpack(bytes: Uint8Array, rawBytes: number): Promise<Uint8Array>;
}

/** The other direction; the page needs it only to save. */
export interface SegmentPacker {
  readonly name: 'zstd' | 'none';
  pack(bytes: Uint8Array): Promise<Uint8Array>;
}

/** Stores segments as they are. */
export const storedSegments: SegmentCodec & SegmentPacker = {
  name: 'none',
  unpack: async (bytes) => bytes,
  pack: async (bytes) => bytes.slice(),
};
