import { readdirSync } from 'node:fs';
import { extname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listFiles, listSources, ROOT, read, withoutComments } from './sources.ts';

/** The top level. A new room or file here is a decision about the house, not a convenience. */
const TOP_LEVEL = [
  'LICENSE',
  'README.md',
  'images',
  'index.html',
  'package-lock.json',
  'package.json',
  'src',
  'tests',
  'tsconfig.json',
  'vite.config.ts',
  'web-components',
];
const PRODUCTS = ['dist', 'node_modules'];

const LONGEST_LINES = 400;
const LONG_LINES = 300;
const CODE = ['.ts', '.c', '.h', '.css', '.sh'];
const BINARY = ['.png', '.woff2', '.gz', '.bin', '.layer'];

const text = listFiles().filter((file) => !BINARY.includes(extname(file)));

/** Lines that match, with their places. */
function find(files: readonly string[], pattern: RegExp, textOf = read): string[] {
  return files.flatMap((file) =>
    textOf(file)
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [],
      ),
  );
}

describe('the house', () => {
  it('has a fixed top level', () => {
    const names = readdirSync(ROOT).filter(
      (name) => !name.startsWith('.') && !PRODUCTS.includes(name),
    );
    expect(names.filter((name) => !name.endsWith('.log')).sort()).toEqual(TOP_LEVEL);
  });

  it('has no file that is too long to be read at once', () => {
    const lengths = text
      .filter((file) => CODE.includes(extname(file)))
      .map((file) => ({ file, lines: read(file).split('\n').length - 1 }));
    const long = lengths.filter(({ lines }) => lines > LONG_LINES);
    for (const { file, lines } of long)
      console.warn(`${file} has ${lines} lines; more than ${LONG_LINES}`);
    expect(long.filter(({ lines }) => lines > LONGEST_LINES)).toEqual([]);
  });

  it('has no rooms for what has no name', () => {
    expect(
      text.filter((file) => /(^|\/)(utils?|helpers?|managers?|common|index)(\.ts|\/)/.test(file)),
    ).toEqual([]);
  });
});

describe('sources', () => {
  const sources = listSources('src', 'web-components', 'images', 'tests');
  const code = (file: string) => withoutComments(read(file)).replace(/'(?:\\.|[^'\\\n])*'/g, "''");

  it('never give up on types', () => {
    expect(find(sources, /(?::|\bas|[<,|&(]|=>)\s*any\b(?!\s*[('"`])/, code)).toEqual([]);
    expect(find(sources, /@ts-(?:ignor[e]|nochec[k])|noExplicit[A]ny:/)).toEqual([]);
  });

  it('export names only, so that a thing is called the same everywhere', () => {
    expect(find(listSources('src', 'web-components', 'images'), /^export default\b/)).toEqual([]);
  });

  it('say of everything that src and the elements export what it is', () => {
    const declared =
      /^export (?:abstract |async |declare )?(?:class|interface|type|function|const(?! \w+Icon\b)) /;
    const silent = listSources('src', 'web-components').flatMap((file) => {
      const lines = read(file).split('\n');
      return lines.flatMap((line, index) => {
        if (!declared.test(line)) return [];
        let above = index - 1;
        while (/^\s*@\w+\(.*\)$/.test(lines[above] ?? '')) above--;
        return /\*\/\s*$/.test(lines[above] ?? '') ? [] : [`${file}:${index + 1}: ${line}`];
      });
    });
    expect(silent).toEqual([]);
  });
});

describe('tracked text', () => {
  /** Written in parts: this file is text too. */
  const hosts = [
    'registry.npm',
    'npmjs.',
    'deb.debian.',
    'security.debian.',
    'ftp.debian.',
    'pypi.',
    'registry-1.docker.',
  ];

  it('names no package registry: which one is used is the business of each machine', () => {
    const pattern = new RegExp(
      hosts.map((host) => `${host.replaceAll('.', '\\.')}(js|org|com|io)`).join('|'),
    );
    expect(find(text, pattern)).toEqual([]);
  });

  it('has no path of the machine it was written on', () => {
    const pattern =
      /(?:^|[\s'"`(=:])\/(?:work|workspaces?|Users|builds|home\/\w+|root\/(?:work|src|\.(?:npm|cache|nvm)))\//;
    expect(find(text, pattern)).toEqual([]);
    expect(text.filter((file) => ROOT.length > 8 && read(file).includes(`${ROOT}/`))).toEqual([]);
  });

  it('has no line ends of another system', () => {
    expect(text.filter((file) => read(file).includes('\r\n'))).toEqual([]);
  });
});

describe('the page', () => {
  const page = read('index.html');

  it('has no script and no style in itself', () => {
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=/);
  });

  it('loads nothing from another site', () => {
    expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });
});

describe('the commands', () => {
  const { scripts, dependencies } = JSON.parse(read('package.json')) as {
    scripts: Record<string, string>;
    dependencies: Record<string, string>;
  };

  it('have the names that people write down', () => {
    const names = [
      'start',
      'build',
      'preview',
      'test',
      'bench',
      'lint',
      'image:build',
      'image:update',
    ];
    expect(names.filter((name) => !scripts[name])).toEqual([]);
  });

  it('of continuous integration are those of the README', () => {
    expect(read('.ci/run')).toMatch(/^exec npm test$/m);
    expect(read('README.md')).toContain('npm test');
  });

  it('get exactly the engine whose internals are known', () => {
    expect(dependencies['v86']).toMatch(/^\d+\.\d+\.\d+$/);
  });
});
