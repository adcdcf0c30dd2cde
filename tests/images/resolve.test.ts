import { describe, expect, test } from 'vitest';
import { PackageIndex, parsePackages } from '../../images/debian/package-index.ts';
import { DependencyProblemError, resolvePackages } from '../../images/debian/resolve.ts';
import { compareVersions } from '../../images/debian/version.ts';

/** An index from lines like `name version | Depends: x, y`. */
function indexOf(...lines: readonly string[]): PackageIndex {
  const index = new PackageIndex();
  for (const line of lines) {
    const [head = '', ...fields] = line.split(' ; ');
    const [name, version] = head.split(' ');
    const text = [
      `Package: ${name}`,
      `Version: ${version}`,
      'Architecture: i386',
      ...fields,
      `Filename: pool/${name}.deb`,
      'Size: 1',
      `SHA256: ${'0'.repeat(64)}`,
    ].join('\n');
    for (const entry of parsePackages(text, 'debian', 'i386')) index.add(entry);
  }
  return index;
}

function resolve(index: PackageIndex, wanted: string[], excluded: string[] = []): string[] {
  return resolvePackages(index, { wanted, excluded }).map(
    ({ name, version }) => `${name} ${version}`,
  );
}

describe('resolving packages', () => {
  test('follows Depends and Pre-Depends, newest versions first', () => {
    const index = indexOf(
      'bash 5.1 ; Depends: base',
      'bash 5.2 ; Pre-Depends: libc (>= 2.3) ; Depends: base:any (>= 1~)',
      'base 1',
      'libc 2.10',
      'unrelated 1',
    );
    expect(resolve(index, ['bash'])).toEqual(['base 1', 'bash 5.2', 'libc 2.10']);
  });

  test('takes the first alternative that can be had', () => {
    const index = indexOf('a 1 ; Depends: missing | second | third', 'second 1', 'third 1');
    expect(resolve(index, ['a'])).toEqual(['a 1', 'second 1']);
  });

  test('takes an alternative that is wanted anyway before the first', () => {
    const index = indexOf('a 1 ; Depends: second | third', 'second 1', 'third 1');
    expect(resolve(index, ['a', 'third'])).toEqual(['a 1', 'third 1']);
  });

  test('meets a virtual package by its only provider or by a wanted one', () => {
    const index = indexOf('a 1 ; Depends: awk', 'mawk 1 ; Provides: awk');
    expect(resolve(index, ['a'])).toEqual(['a 1', 'mawk 1']);
    const two = indexOf('a 1 ; Depends: awk', 'mawk 1 ; Provides: awk', 'gawk 1 ; Provides: awk');
    expect(resolve(two, ['a', 'gawk'])).toEqual(['a 1', 'gawk 1']);
    expect(() => resolve(two, ['a'])).toThrow('provided by gawk, mawk: name one of them as wanted');
  });

  test('takes versions of what is provided into account', () => {
    const index = indexOf('a 1 ; Depends: libz (>= 2)', 'zlib 9 ; Provides: libz (= 1)');
    expect(() => resolve(index, ['a'])).toThrow(DependencyProblemError);
  });

  test('leaves out what is excluded', () => {
    const index = indexOf('a 1 ; Depends: debconf (>= 0.5) | debconf-2.0, b', 'b 1', 'debconf 1');
    expect(resolve(index, ['a'], ['debconf'])).toEqual(['a 1', 'b 1']);
  });

  test('names what is missing and who needs it', () => {
    expect(() => resolve(indexOf('a 1'), ['b'])).toThrow(
      'package b is wanted but not in the index',
    );
    const index = indexOf('a 1 ; Depends: lib (>= 2:1)', 'lib 1');
    expect(() => resolve(index, ['a'])).toThrow(
      'a 1 needs lib (>= 2:1), which cannot be had: the index has lib 1',
    );
  });
});

test.each([
  ['1.0~rc1', '1.0'],
  ['1.0', '1.0-1'],
  ['1.9', '1.10'],
  ['9.7-3', '9.7-3+b1'],
  ['2.0', '1:1.0'],
  ['1.0a', '1.0+'],
])('version %s is older than %s', (older, newer) => {
  expect(compareVersions(older, newer)).toBeLessThan(0);
  expect(compareVersions(newer, older)).toBeGreaterThan(0);
  expect(compareVersions(newer, newer)).toBe(0);
});
