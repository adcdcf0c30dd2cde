/** What the browser is killed in the middle of. */
export const DEED_NAMES = ['save', 'delete', 'collect', 'import'] as const;

/** One of them. */
export type DeedName = (typeof DEED_NAMES)[number];

/** Ready to be done. */
export type Deed = () => Promise<unknown>;
