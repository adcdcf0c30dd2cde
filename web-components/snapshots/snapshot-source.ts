import type { PageStateKeeper } from '../../src/snapshots/page-state-keeper.ts';
import type { SnapshotService } from '../../src/snapshots/snapshot-service.ts';

/** Takes, keeps and restores snapshots: a SnapshotService, or what a test has in its place. */
export type Snapshots = Pick<SnapshotService, keyof SnapshotService>;

/** What a lab asks for. */
export interface SnapshotsRequest {
  /** The page's side of every snapshot. */
  readonly keeper: PageStateKeeper;
  /** The folder above `image/`, where the files of the machine are. */
  readonly baseUrl: URL;
}

/** Snapshots that were not opened yet, and their end. */
export interface SnapshotsSource {
  readonly snapshots: Snapshots;
  /** Ends the snapshots and everything behind them. */
  close(): void;
}

/**
 * Gives snapshots. Elements know no store, so whoever places them in a page says where snapshots are kept. Rejects when the
 * code for it cannot be loaded, after which it may be tried again.
 */
export interface OpenSnapshots {
  (request: SnapshotsRequest): Promise<SnapshotsSource>;
  /**
   * Whether an earlier visit may have left some, asked before anything else of them is loaded; never rejects. What the page
   * itself remembers may be lost when the browser crashes. Absent: nobody knows more than the page.
   */
  readonly mayExist?: () => Promise<boolean>;
}
