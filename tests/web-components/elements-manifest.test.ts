import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
// @ts-expect-error -- the analyzer ships no types for its command
import { cli } from '@custom-elements-manifest/analyzer/cli.js';
import { beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

interface Member {
  readonly name: string;
  readonly kind: string;
  readonly privacy?: string;
  readonly description?: string;
  readonly attribute?: string;
}

interface Declaration {
  readonly tagName?: string;
  readonly description?: string;
  readonly members?: readonly Member[];
  readonly events?: readonly { name: string; description?: string }[];
  readonly attributes?: readonly { name: string }[];
}

/** Events that rise out of a part are events of the whole too. */
const RISING: Readonly<Record<string, string>> = { 'drydock-lab': 'drydock-labs' };

let elements: Declaration[] = [];

beforeAll(async () => {
  const manifest = (await cli({
    argv: ['analyze', '--litelement', '--quiet', '--globs', 'web-components/drydock-*.ts'],
    cwd: ROOT,
    noWrite: true,
  })) as { modules: { declarations: Declaration[] }[] };
  elements = manifest.modules
    .flatMap(({ declarations }) => declarations)
    .filter(({ tagName }) => tagName);
}, 60_000);

const element = (tag: string) => elements.find(({ tagName }) => tagName === tag);
const names = (list: readonly { name: string }[] | undefined) =>
  (list ?? []).map(({ name }) => name);

describe('the manifest of the elements', () => {
  it('has one element for each file, under the name of the file', () => {
    const files = readdirSync(join(ROOT, 'web-components'));
    const elementFiles = files.filter((file) => /^drydock-.*\.ts$/.test(file));
    const tags = elementFiles.map((file) => file.replace('.ts', '')).sort();
    expect(elements.map(({ tagName }) => tagName).sort()).toEqual(tags);
  });

  it('describes every element', () => {
    expect(
      elements.filter(({ description }) => !description).map(({ tagName }) => tagName),
    ).toEqual([]);
  });

  it('has the public surface of the lab', () => {
    const lab = element('drydock-lab');
    expect(names(lab?.members)).toEqual(
      expect.arrayContaining([
        'status',
        'exec',
        'reset',
        'snapshot',
        'restore',
        'createMachine',
        'openSnapshots',
        'labs',
        'progress',
      ]),
    );
    expect(names(lab?.attributes)).toEqual(
      expect.arrayContaining(['lab', 'step', 'lang', 'profile', 'base-url', 'boot-mode']),
    );
    expect(names(lab?.events)).toContain('drydock-status-change');
  });

  it('has the public surface of the terminal', () => {
    const members = names(element('drydock-terminal')?.members);
    expect(members).toEqual(expect.arrayContaining(['screenText', 'sendText', 'terminal']));
  });

  it('documents exactly the events that are dispatched', () => {
    for (const { tagName, events } of elements) {
      const source = readFileSync(join(ROOT, `web-components/${tagName}.ts`), 'utf8');
      const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/declare global[\s\S]*/, '');
      const dispatched = /dispatchEvent/.test(code)
        ? [
            ...code.matchAll(
              /'(drydock-[a-z-]+-(?:change|request|complete)|drydock-(?:bell|activity))'/g,
            ),
          ].map(([, name]) => name)
        : [];
      const risen = names(element(RISING[tagName ?? ''] ?? '')?.events);
      expect({ tagName, events: names(events).sort() }).toEqual({
        tagName,
        events: [...new Set([...dispatched, ...risen])].sort(),
      });
    }
  });

  it('says what every event means', () => {
    const silent = elements
      .flatMap(({ events }) => events ?? [])
      .filter(({ description }) => !description);
    expect(names(silent)).toEqual([]);
  });

  it('has a type for every event', () => {
    for (const { tagName, events } of elements) {
      const source = readFileSync(join(ROOT, `web-components/${tagName}.ts`), 'utf8');
      const map = source.slice(source.indexOf('interface HTMLElementEventMap'));
      const risen = names(element(RISING[tagName ?? ''] ?? '')?.events);
      const own = names(events).filter((name) => !risen.includes(name));
      for (const name of own) expect(map).toContain(`'${name}': CustomEvent<`);
    }
  });
});
