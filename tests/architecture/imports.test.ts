import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Import, importsOf, listSources, packageOf, ROOT } from './sources.ts';

/** Rooms of src from the ground up: each may use those of lower floors, and nothing else. */
const FLOORS: readonly (readonly string[])[] = [
  ['support', 'localization'],
  ['layers'],
  ['machine'],
  ['labs', 'kernel-view', 'preview', 'curriculum'],
  ['snapshots'],
  ['reporting', 'offline'],
];

/** The only file that sees both the elements and the adapters. */
const COMPOSITION_ROOT = 'src/main.ts';

/** What elements may know of a machine: the port and its errors. */
const MACHINE_FOR_ELEMENTS = ['src/machine/machine.ts', 'src/machine/errors.ts'];
/** What elements may know of snapshots: the model, the service, and what the page gives it. */
const SNAPSHOTS_FOR_ELEMENTS = [
  'errors',
  'page-state-keeper',
  'snapshot',
  'snapshot-service',
  'snapshot-store',
  'snapshots-state',
].map((name) => `src/snapshots/${name}.ts`);
/** What elements may know of use without a network. */
const OFFLINE_FOR_ELEMENTS = ['src/offline/offline.ts'];
const ROOMS_FOR_ELEMENTS = [
  'support',
  'localization',
  'labs',
  'kernel-view',
  'preview',
  'reporting',
];

/** What runs on the computer of those who build the site or write labs. */
const OUTSIDE_OF_THE_PAGE =
  /^(?:images|src\/(?:labs\/authoring|(?:machine|offline|support)\/build)|web-components\/preview\/build)\//;

/** What the image build may use of the page's code. */
const ROOMS_FOR_IMAGES = ['support', 'layers', 'machine'];

const all = listSources('src', 'web-components', 'images').flatMap((file) => importsOf(file));
const local = all.filter((entry): entry is Import & { file: string } => entry.file !== undefined);

const roomOf = (file: string) => /^src\/([^/]+)\//.exec(file)?.[1];
const floorOf = (room: string | undefined) =>
  FLOORS.findIndex((rooms) => rooms.includes(room ?? ''));
const below = (folder: string) => local.filter(({ from }) => from.startsWith(`${folder}/`));
const told = (wrong: readonly Import[]) =>
  wrong.map(({ from, specifier }) => `${from} imports ${specifier}`);

describe('imports', () => {
  it('are all of files that exist', () => {
    expect(local.length).toBeGreaterThan(150);
    expect(told(local.filter(({ file }) => !existsSync(join(ROOT, file))))).toEqual([]);
  });

  it('find every room of src on a floor', () => {
    const rooms = new Set(listSources('src').map(roomOf));
    rooms.delete(undefined);
    expect([...rooms].filter((room) => floorOf(room) < 0)).toEqual([]);
  });

  it('go from a higher floor of src to a lower one', () => {
    const wrong = below('src').filter(({ from, file }) => {
      if (from === COMPOSITION_ROOT || roomOf(from) === roomOf(file)) return false;
      return !file.startsWith('src/') || floorOf(roomOf(file)) >= floorOf(roomOf(from));
    });
    expect(told(wrong)).toEqual([]);
  });

  it('of elements are of models and types, never of adapters', () => {
    const wrong = below('web-components').filter(({ file }) => {
      if (file.startsWith('web-components/')) return false;
      return (
        !MACHINE_FOR_ELEMENTS.includes(file) &&
        !SNAPSHOTS_FOR_ELEMENTS.includes(file) &&
        !OFFLINE_FOR_ELEMENTS.includes(file) &&
        !ROOMS_FOR_ELEMENTS.includes(roomOf(file) ?? '')
      );
    });
    expect(told(wrong)).toEqual([]);
  });

  it('of the image build are of its own and of layers and machine', () => {
    const wrong = below('images').filter(
      ({ file }) => !file.startsWith('images/') && !ROOMS_FOR_IMAGES.includes(roomOf(file) ?? ''),
    );
    expect(told(wrong)).toEqual([]);
  });

  it('bring both sides together in main.ts alone', () => {
    const from = (folder: string) =>
      local.filter(({ file }) => file.startsWith(folder)).map((entry) => entry.from);
    const elements = new Set(
      from('web-components/').filter((file) => !file.startsWith('web-components/')),
    );
    expect([...elements]).toEqual([COMPOSITION_ROOT]);
    expect(from('src/machine/v86-machine.ts')).toEqual([COMPOSITION_ROOT]);
  });

  it("bring none of Node's modules into the page", () => {
    const page = all.filter(({ from }) => !OUTSIDE_OF_THE_PAGE.test(from));
    expect(told(page.filter(({ specifier }) => specifier.startsWith('node:')))).toEqual([]);
  });

  it('make no cycle', () => {
    expect(findCycle(local)).toBeUndefined();
  });

  it('make a cycle that would be seen', () => {
    const edges = [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'b'],
    ].map(([from = '', file = '']) => ({ from, file }));
    expect(findCycle(edges)).toEqual(['b', 'c', 'b']);
  });
});

/** Where a package may be imported; one file, unless it is the language that a folder is written in. */
const IMPORTERS: Readonly<Record<string, RegExp>> = {
  v86: /^src\/machine\/v86\/[\w-]+\.ts$/,
  zstddec: /^src\/machine\/image\/zstd-codec\.ts$/,
  yaml: /^src\/labs\/parse\/yaml-document\.ts$/,
  'mdast-util-from-markdown': /^src\/labs\/parse\/markdown-tree\.ts$/,
  'mdast-util-directive': /^src\/labs\/parse\/markdown-tree\.ts$/,
  'mdast-util-gfm-table': /^src\/labs\/parse\/markdown-tree\.ts$/,
  'mdast-util-gfm-task-list-item': /^src\/labs\/parse\/markdown-tree\.ts$/,
  'mdast-util-to-markdown': /^src\/labs\/parse\/markdown-tree\.ts$/,
  'micromark-extension-directive': /^src\/labs\/parse\/markdown-tree\.ts$/,
  'micromark-extension-gfm-table': /^src\/labs\/parse\/markdown-tree\.ts$/,
  'micromark-extension-gfm-task-list-item': /^src\/labs\/parse\/markdown-tree\.ts$/,
  mdast: /^src\/labs\/(?:parse|authoring\/killercoda)\//,
  vite: /\/(?:(?:lab|engine|zstd-text|service-worker|stage)-plugin|build\/(?:compile-script|made-asset))\.ts$/,
  'idb-keyval': /^src\/snapshots\/store\/database\.ts$/,
  '@noble/hashes': /^src\/layers\/sha256\.ts$/,
  '@lit/localize': /^src\/localization\//,
  lit: /^(?:web-components\/|src\/localization\/ko\.ts$)/,
  '@xterm/xterm':
    /^web-components\/(terminal\/(?:xterm-[\w-]+|saved-screen)|drydock-terminal)\.ts$/,
  '@xterm/addon-fit': /^web-components\/terminal\/[\w-]+\.ts$/,
  '@xterm/addon-search': /^web-components\/terminal\/[\w-]+\.ts$/,
  '@xterm/addon-serialize': /^web-components\/terminal\/(?:xterm|saved)-screen\.ts$/,
  '@xterm/addon-unicode11': /^web-components\/terminal\/[\w-]+\.ts$/,
  '@xterm/addon-web-links': /^web-components\/terminal\/[\w-]+\.ts$/,
  '@xterm/addon-webgl': /^web-components\/terminal\/[\w-]+\.ts$/,
};

/** Imported by many: what the elements and their texts are written in, and the engine, whose adapter is a folder. */
const SHARED = ['lit', '@lit/localize', 'v86'];

/** v86's WebAssembly file: its address, not its code. */
const ENGINE_FILE = /^v86\/build\/v86\.wasm/;

describe('foreign packages', () => {
  const foreign = all.filter(
    ({ specifier }) => packageOf(specifier) && !ENGINE_FILE.test(specifier),
  );

  it('are imported only where they are wrapped', () => {
    const wrong = foreign.filter(
      ({ from, specifier }) => !IMPORTERS[packageOf(specifier) ?? '']?.test(from),
    );
    expect(told(wrong)).toEqual([]);
  });

  it('have one importer each', () => {
    const importers = new Map<string, Set<string>>();
    for (const { from, specifier, typeOnly } of foreign) {
      if (typeOnly || SHARED.includes(packageOf(specifier) ?? '')) continue;
      importers.set(specifier, (importers.get(specifier) ?? new Set()).add(from));
    }
    expect([...importers].filter(([, files]) => files.size > 1)).toEqual([]);
    expect(importers.size).toBeGreaterThan(8);
  });

  it('give the address of the engine to the machine alone', () => {
    const users = all
      .filter(({ specifier }) => ENGINE_FILE.test(specifier))
      .map(({ from }) => from);
    expect(users).toEqual(['src/machine/v86-machine.ts']);
  });
});

/** A way from a file back to itself, or undefined. */
function findCycle(edges: readonly { from: string; file: string }[]): string[] | undefined {
  const targets = new Map<string, string[]>();
  for (const { from, file } of edges) targets.set(from, [...(targets.get(from) ?? []), file]);
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): string[] | undefined => {
    const start = path.indexOf(file);
    if (start >= 0) return [...path.slice(start), file];
    if (done.has(file)) return undefined;
    for (const next of targets.get(file) ?? []) {
      const cycle = visit(next, [...path, file]);
      if (cycle) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of targets.keys()) {
    const cycle = visit(file, []);
    if (cycle) return cycle;
  }
  return undefined;
}
