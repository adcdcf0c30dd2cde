import { chmod, mkdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkLibraries, MissingLibrariesError } from '../../images/debian/check-libraries.ts';
import { licenceNames, readCopyright } from '../../images/debian/copyright.ts';
import { listFiles, matcher, pruneRootfs } from '../../images/debian/prune.ts';
import { resolveInRoot } from '../../images/debian/root-path.ts';
import { makeMergedRoot, unpackInto } from '../../images/debian/unpack.ts';
import { run } from '../../images/support/run.ts';
import { elf386 } from './elf-file.ts';
import { temporaryFolder } from './temporary-folder.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

async function writeTree(root: string, files: Files): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
}

async function tree(files: Files): Promise<string> {
  const root = await temporaryFolder();
  await writeTree(root, files);
  return root;
}

async function makeDeb(files: Files): Promise<string> {
  const control =
    'Package: made\nVersion: 1\nArchitecture: i386\nMaintainer: nobody\nDescription: made\n';
  const root = await tree({ ...files, 'DEBIAN/control': control });
  await chmod(root, 0o755);
  if ('usr/bin/su' in files) await chmod(join(root, 'usr/bin/su'), 0o4755);
  const deb = join(await temporaryFolder(), 'made.deb');
  await run('dpkg-deb', ['--root-owner-group', '--build', root, deb]);
  return deb;
}

describe('unpacking', () => {
  test('keeps modes, and links into /usr where a package still uses the old folders', async () => {
    const deb = await makeDeb({ 'lib/libold.so': 'library', 'usr/bin/su': 'program' });
    const root = await temporaryFolder();
    await makeMergedRoot(root);
    const [unpacked] = await unpackInto([deb], root);
    expect(await readlink(join(root, 'lib'))).toBe('usr/lib');
    expect(await readFile(join(root, 'usr/lib/libold.so'), 'utf8')).toBe('library');
    expect((await stat(join(root, 'usr/bin/su'))).mode & 0o7777).toBe(0o4755);
    expect(unpacked?.paths).toEqual(expect.arrayContaining(['lib/libold.so', 'usr/bin/su']));
    expect(unpacked?.foreignOwners).toEqual([]);
  });

  test('of something that is no package fails', async () => {
    const file = join(await tree({ 'made.deb': '<html>' }), 'made.deb');
    await expect(unpackInto([file], await temporaryFolder())).rejects.toThrow('made.deb');
  });
});

describe('pruning', () => {
  test('globs match one name each, and what lies below', () => {
    const matches = matcher(['usr/share/doc', 'usr/lib/*.so']);
    expect(matches('usr/share/doc/bash/copyright')).toBe(true);
    expect(matches('usr/share/doc-base')).toBe(false);
    expect(matches('usr/lib/a.so')).toBe(true);
    expect(matches('usr/lib/deep/a.so')).toBe(false);
  });

  test('keeps completions and manual pages of the commands that are there', async () => {
    const root = await tree({
      'usr/bin/ip': '',
      'usr/sbin/chroot': '',
      'usr/bin/killall': '',
      'usr/share/bash-completion/completions/killall': '',
      'usr/share/bash-completion/completions/apt': '',
      'usr/share/man/man8/ip-link.8.gz': '',
      'usr/share/man/man8/chroot.8.gz': '',
      'usr/share/man/man8/apt.8.gz': '',
      'usr/share/man/ko/man8/chroot.8.gz': '',
      'usr/share/man/man7/namespaces.7.gz': '',
      'usr/share/man/man7/x25.7.gz': '',
      'usr/share/doc/ip/copyright': '',
    });
    await symlink('killall', join(root, 'usr/share/bash-completion/completions/ip'));
    await symlink('apt.8.gz', join(root, 'usr/share/man/man8/ip.8.gz'));
    await pruneRootfs(root);
    expect(await listFiles(root)).toEqual([
      'usr/bin/ip',
      'usr/bin/killall',
      'usr/sbin/chroot',
      'usr/share/bash-completion/completions/ip',
      'usr/share/bash-completion/completions/killall',
      'usr/share/man/man7/namespaces.7.gz',
      'usr/share/man/man8/chroot.8.gz',
      'usr/share/man/man8/ip-link.8.gz',
    ]);
  });
});

describe('the check for libraries', () => {
  const folder = 'usr/lib/i386-linux-gnu';

  test('finds them by folder, by link and by search path, and reports the unused', async () => {
    const root = await tree({
      'usr/bin/program': elf386({
        needed: ['liba.so.1', 'libprivate.so'],
        runpath: '$ORIGIN/../own',
      }),
      'usr/bin/script': '#!/bin/sh\n',
      'usr/own/libprivate.so': elf386({ needed: [] }),
      [`${folder}/liba.so.1.2`]: elf386({ needed: [] }),
      [`${folder}/libidle.so`]: elf386({ needed: [] }),
    });
    await symlink(`/${folder}/liba.so.1.2`, join(root, folder, 'liba.so.1'));
    expect(await checkLibraries(root)).toEqual({ files: 4, unused: [`${folder}/libidle.so`] });
  });

  test('names what is missing and who needs it', async () => {
    const root = await tree({
      'usr/bin/one': elf386({ needed: ['libgone.so.1'] }),
      'usr/bin/two': elf386({ needed: ['libgone.so.1'] }),
    });
    const checking = checkLibraries(root);
    await expect(checking).rejects.toThrow(MissingLibrariesError);
    await expect(checking).rejects.toThrow('libgone.so.1: needed by usr/bin/one, usr/bin/two');
  });

  test('refuses a program for another machine by name', async () => {
    const foreign = elf386({ needed: [] });
    foreign[4] = 2;
    const root = await tree({ 'usr/bin/amd64': foreign });
    await expect(checkLibraries(root)).rejects.toThrow('usr/bin/amd64: not a 32-bit x86 file');
  });
});

describe('paths in the root file system', () => {
  test('absolute links start at its root and none leads out of it', async () => {
    const root = await tree({ 'usr/bin/less': 'less' });
    await symlink('/usr/bin/less', join(root, 'pager'));
    await symlink('../../../../../usr/bin/less', join(root, 'usr/up'));
    await symlink('loop', join(root, 'loop'));
    expect(await resolveInRoot(root, 'pager')).toBe(join(root, 'usr/bin/less'));
    expect(await resolveInRoot(root, 'usr/up')).toBe(join(root, 'usr/bin/less'));
    expect(await resolveInRoot(root, 'loop')).toBeUndefined();
    expect(await resolveInRoot(root, '/etc/passwd')).toBeUndefined();
  });
});

describe('licences', () => {
  test('are the short names of a machine-readable file', () => {
    const text = `Format: https://example.test/doc/packaging-manuals/copyright-format/1.0/

Files: *
License: GPL-2+
 Text of it.

Files: lib/*
License: Expat

License: GPL-2+
 Again.`;
    expect(licenceNames(text)).toEqual(['Expat', 'GPL-2+']);
  });

  test('are the common ones that another file refers to', () => {
    const text = 'See /usr/share/common-licenses/LGPL-2.1, and /usr/share/common-licenses/GPL-2.';
    expect(licenceNames(text)).toEqual(['GPL-2', 'LGPL-2.1']);
  });

  test("are found through a link to another package's documentation", async () => {
    const root = await tree({ 'usr/share/doc/libtinfo6/copyright': 'text' });
    await symlink('libtinfo6', join(root, 'usr/share/doc/ncurses-bin'));
    expect(await readCopyright(root, 'ncurses-bin')).toBe('text');
    expect(await readCopyright(root, 'other')).toBeUndefined();
  });
});
