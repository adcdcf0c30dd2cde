import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  findMirrors,
  MirrorUnknownError,
  parseDeb822Sources,
  parseOneLineSources,
} from '../../images/debian/mirrors.ts';
import { temporaryFolder } from './temporary-folder.ts';

const DEB822 = `Types: deb
# a comment inside a paragraph
URIs: http://mirror.test/debian
Suites: bookworm
  bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Enabled: no
Types: deb
URIs: http://off.test/debian
Suites: bookworm
Components: main

Types: deb
URIs: http://mirror.test/debian-security/
Suites: bookworm-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
`;

async function aptFolder(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'sources.list.d'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

describe("apt's sources", () => {
  test('one-line format, with options and comments', () => {
    const text = `# deb http://no.test/debian sid main
deb [arch=amd64 signed-by=/keys/debian-archive.gpg] http://one.test/debian trixie main contrib # mine
deb-src http://one.test/debian trixie main
deb http://two.test/debian-security trixie-security main`;
    expect(parseOneLineSources(text)).toEqual([
      {
        uri: 'http://one.test/debian',
        suites: ['trixie'],
        components: ['main', 'contrib'],
        signedBy: '/keys/debian-archive.gpg',
      },
      {
        uri: 'http://two.test/debian-security',
        suites: ['trixie-security'],
        components: ['main'],
        signedBy: '',
      },
    ]);
  });

  test('deb822 format, with continued lines and switched-off paragraphs', () => {
    const sources = parseDeb822Sources(DEB822);
    expect(sources.map(({ uri }) => uri)).toEqual([
      'http://mirror.test/debian',
      'http://mirror.test/debian-security/',
    ]);
    expect(sources[0]?.suites).toEqual(['bookworm', 'bookworm-updates']);
  });
});

describe('the mirrors', () => {
  test("are this host's, not those of other vendors", async () => {
    const folder = await aptFolder({
      'sources.list': 'deb http://vendor.test/linux/debian bookworm stable\n',
      'sources.list.d/debian.sources': DEB822,
    });
    expect(await findMirrors({}, folder)).toEqual({
      debian: 'http://mirror.test/debian',
      'debian-security': 'http://mirror.test/debian-security',
    });
  });

  test('security updates are beside the archive where apt does not name them', async () => {
    const folder = await aptFolder({ 'sources.list': 'deb http://m.test/debian/ sid main\n' });
    expect((await findMirrors({}, folder))['debian-security']).toBe(
      'http://m.test/debian-security',
    );
  });

  test('may stand in a file that apt names', async () => {
    const folder = await aptFolder({
      'mirrors.txt': '# ours\nhttp://cloud.test/debian\tpriority:1\n',
    });
    const list = join(folder, 'mirrors.txt');
    await writeFile(
      join(folder, 'sources.list'),
      `deb [signed-by=/k/debian-archive.gpg] mirror+file:${list} trixie main\n`,
    );
    expect((await findMirrors({}, folder)).debian).toBe('http://cloud.test/debian');
  });

  test('of the environment come first', async () => {
    const environment = {
      DRYDOCK_DEBIAN_MIRROR: 'http://a.test/debian/',
      DRYDOCK_DEBIAN_SECURITY_MIRROR: 'http://b.test/sec',
    };
    const mirrors = { debian: 'http://a.test/debian', 'debian-security': 'http://b.test/sec' };
    expect(await findMirrors(environment, '/nonexistent')).toEqual(mirrors);
  });

  test('unknown ones are an error that says what to set', async () => {
    const finding = findMirrors({}, await aptFolder({}));
    await expect(finding).rejects.toThrow(MirrorUnknownError);
    await expect(finding).rejects.toThrow('DRYDOCK_DEBIAN_MIRROR');
  });
});
