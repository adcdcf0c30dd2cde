import { expect, it } from 'vitest';
import { read } from './sources.ts';

interface LockedPackage {
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

/** Where npm looks for what the package at `place` needs: beside it, then further and further out. */
function placesFor(place: string, name: string): string[] {
  const parts = place.split('/node_modules/');
  const folders = parts.map((_, index) =>
    parts.slice(0, parts.length - index).join('/node_modules/'),
  );
  return [...folders.map((folder) => `${folder}/node_modules/${name}`), `node_modules/${name}`];
}

it('locks what every package needs, on other systems as well: npm ci refuses a file that does not', () => {
  const lock = JSON.parse(read('package-lock.json')) as {
    readonly packages: Readonly<Record<string, LockedPackage>>;
  };
  const missing = Object.entries(lock.packages).flatMap(([place, found]) =>
    Object.keys({ ...found.dependencies, ...found.optionalDependencies })
      .filter((name) => !placesFor(place, name).some((candidate) => candidate in lock.packages))
      .map((name) => `${name}, which ${place || 'Drydock'} needs`),
  );
  expect(missing).toEqual([]);
});
