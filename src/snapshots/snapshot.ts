/** The words of snapshots, for everyone: plain data that can be cloned, with no adapter behind it. */

/** Why a snapshot was taken. `named` and `imported` ones are kept until the learner deletes them, others are thinned out. */
export type SnapshotKind =
  /** A step of a lab was passed. */
  | 'passed-step'
  /** The page was hidden: the learner may never come back to this tab. */
  | 'hidden'
  /** Before "reset machine". */
  | 'before-reset'
  /** Before another snapshot was restored, so that restoring can be undone. */
  | 'before-restore'
  /** Some time has passed. */
  | 'periodic'
  /** By hand. */
  | 'named'
  /** From a file. */
  | 'imported';

/** All kinds; what is read from a file is held against it. */
export const SNAPSHOT_KINDS: readonly SnapshotKind[] = [
  'passed-step',
  'hidden',
  'before-reset',
  'before-restore',
  'periodic',
  'named',
  'imported',
];

/** Which machine a snapshot continues: the facts an import of another image is answered with. */
export interface ImageFacts {
  /** Id of the layer below: SHA-256, hexadecimal. */
  readonly parent: string;
  /** Fingerprint of engine build and hardware. */
  readonly fingerprint: string;
  readonly memoryBytes: number;
  /** The profile's name, `base` or `engine`; for people. */
  readonly profile: string;
  /** Which version of Drydock's image this is and when it was made; for people. Empty when unknown. */
  readonly version: string;
}

/** Where in the labs the learner was; both empty outside of any. */
export interface LabPlaceFacts {
  readonly labId: string;
  readonly stepId: string;
}

/** What the timeline shows of a snapshot. */
export interface SnapshotSummary extends LabPlaceFacts {
  /** Names it in the store; of no meaning. */
  readonly id: string;
  readonly kind: SnapshotKind;
  /** What the learner called it; empty for none. */
  readonly label: string;
  /** Milliseconds since 1970. */
  readonly takenAt: number;
  /** Set when it was deleted and can still be brought back: when that happened, in milliseconds since 1970. */
  readonly removedAt?: number;
  /** `own`: bytes it added to the store when it was taken. `exclusive`: bytes that come free when it is deleted now. */
  readonly bytes: { readonly own: number; readonly exclusive: number };
  /** What was on the screen of the terminal in front: lines of text. Untrusted: show as text. */
  readonly picture: readonly string[];
  readonly image: ImageFacts;
}

/** A record that cannot be read: it can be deleted, nothing else. */
export interface DamagedSnapshot {
  readonly id: string;
  /** Why: `record-damaged` or `version-unknown`. */
  readonly code: 'record-damaged' | 'version-unknown';
}

/** Everything in the store, newest first. */
export interface SnapshotList {
  /** Those deleted and not yet collected are among them, with `removedAt`. */
  readonly snapshots: readonly SnapshotSummary[];
  readonly damaged: readonly DamagedSnapshot[];
}

/** The page's side of a moment: any JSON. Who gives it reads it back; snapshots only keep it. */
export type PageState = JsonValue;

/** What JSON can hold. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** A page state larger than this as UTF-8 JSON is refused: ten terminals of 10,000 long lines fit. */
export const MAX_PAGE_STATE_BYTES = 16 * 1024 * 1024;
/** Lines and characters of {@link SnapshotSummary.picture} that are kept; the rest is cut off. */
export const MAX_PICTURE_LINES = 64;
/** See {@link MAX_PICTURE_LINES}. */
export const MAX_PICTURE_COLUMNS = 256;
/** Characters of a label that are kept. */
export const MAX_LABEL_LENGTH = 200;

/** How much room the browser gives, as far as it says. */
export interface StorageFacts {
  /** Bytes used by the whole site, and what it may use; undefined where the browser does not say. */
  readonly usedBytes: number | undefined;
  readonly quotaBytes: number | undefined;
  /** Whether the browser may throw everything away when the disk gets full: for the badge. True when it does not say. */
  readonly mayBeEvicted: boolean;
}
