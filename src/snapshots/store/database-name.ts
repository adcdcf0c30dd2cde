/** Database, lock and channel of the site's snapshots. */
export const DATABASE_NAME = 'drydock-snapshots';
