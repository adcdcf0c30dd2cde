import type { LockedPackage } from '../debian/lock.ts';
import type { ImageRecipe } from './image-recipes.ts';

/** The upstream part of a Debian version: no epoch, no revision, no mark of repacking. */
export function upstreamVersion(version: string): string {
  return version
    .replace(/^\d+:/, '')
    .replace(/-[^-]*$/, '')
    .replace(/[+~].*$/, '');
}

/** A version and its shorter forms: 1.26.3, 1.26, 1. */
export function versionTags(version: string): string[] {
  const parts = version.split('.');
  return parts.map((_part, index) => parts.slice(0, parts.length - index).join('.'));
}

/** The version of an image, and all its tags. */
export function tagsOf(
  recipe: ImageRecipe,
  packages: ReadonlyMap<string, LockedPackage>,
): { readonly version: string; readonly tags: readonly string[] } {
  if (recipe.versionOf === undefined) return { version: recipe.tags[1] ?? '', tags: recipe.tags };
  const locked = packages.get(recipe.versionOf);
  if (locked === undefined) throw new Error(`${recipe.versionOf} is not in the lock file`);
  const version = upstreamVersion(locked.version);
  const numbered = versionTags(version).map((tag) => `${tag}${recipe.suffix ?? ''}`);
  return { version, tags: [...numbered, ...recipe.tags] };
}
