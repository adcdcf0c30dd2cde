import { describe, expect, test } from 'vitest';
import {
  formatLock,
  type LockedPackage,
  loadLock,
  type PackageLock,
  packagesFor,
  parseLock,
} from '../../images/debian/lock.ts';
import { PACKAGE_WISHES } from '../../images/debian/packages.ts';
import { describeChanges } from '../../images/debian/update.ts';

const BASH: LockedPackage = {
  use: 'rootfs',
  name: 'bash',
  version: '5.2.37-2+b10',
  architecture: 'i386',
  archive: 'debian',
  path: 'pool/main/b/bash/bash_5.2.37-2+b10_i386.deb',
  size: 1000,
  sha256: 'ab'.repeat(32),
};

const lockText = (entry: object): string => JSON.stringify({ indexes: [], packages: [entry] });
const lockOf = (...packages: LockedPackage[]): PackageLock => ({ indexes: [], packages });

describe('the lock file', () => {
  test.each([
    ['sha256', 'packages[0].sha256', { ...BASH, sha256: 'abc' }],
    ['size', 'packages[0].size', { ...BASH, size: -1 }],
    ['path out of the pool', 'packages[0].path', { ...BASH, path: 'pool/../../etc/passwd.deb' }],
    ['use', 'packages[0].use', { ...BASH, use: 'desktop' }],
    ['missing version', 'packages[0].version', { ...BASH, version: undefined }],
  ])('with a wrong field is refused by file and field: %s', (_what, field, entry) => {
    expect(() => parseLock(lockText(entry), 'made.json')).toThrow(`made.json: ${field} should be`);
  });

  test('that is not JSON, or has no list, is refused by name', () => {
    expect(() => parseLock('{', 'made.json')).toThrow('made.json: not JSON');
    expect(() => parseLock('{"indexes":[]}', 'made.json')).toThrow(
      'made.json: packages should be a list',
    );
  });

  test('with a package twice for one use is refused', () => {
    const text = JSON.stringify(lockOf(BASH, BASH));
    expect(() => parseLock(text, 'made.json')).toThrow('packages[1].name: bash twice');
  });

  test('is written in the same order whatever order it was made in', () => {
    const awk = { ...BASH, name: 'mawk' };
    const bios = { ...BASH, name: 'aaa', use: 'firmware' as const };
    const text = formatLock(lockOf(bios, awk, BASH));
    expect(text).toBe(formatLock(lockOf(BASH, bios, awk)));
    expect(parseLock(text, 'made.json').packages.map(({ name }) => name)).toEqual([
      'bash',
      'mawk',
      'aaa',
    ]);
  });

  test('of this repository is sound and has all that is wanted', async () => {
    const lock = await loadLock();
    for (const { use, wanted } of PACKAGE_WISHES) {
      const names = packagesFor(lock, use).map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining([...wanted]));
    }
  });
});

test('changes between lock files are told by package', () => {
  const before = lockOf(BASH, { ...BASH, name: 'gone' });
  const after = lockOf({ ...BASH, version: '6' }, { ...BASH, name: 'fresh' });
  expect(describeChanges(before, after)).toEqual([
    'changed  bash (rootfs) 5.2.37-2+b10 -> 6',
    'added    fresh (rootfs) 5.2.37-2+b10',
    'removed  gone (rootfs) 5.2.37-2+b10',
  ]);
});
