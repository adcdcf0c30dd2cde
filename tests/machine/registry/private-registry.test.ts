import { beforeEach, describe, expect, it } from 'vitest';
import type { HttpHandler } from '../../../src/machine/http/http-server.ts';
import { MediaType } from '../../../src/machine/registry/media-types.ts';
import { PrivateRegistry } from '../../../src/machine/registry/private-registry.ts';
import { registryHandler } from '../../../src/machine/registry/registry-api.ts';
import { ask, bytesOf, digestOf, manifestOf } from './ask.ts';

const CONFIG = '{"os":"linux"}';
const LAYER = 'the bytes of a layer';
const MANIFEST = manifestOf(CONFIG, [LAYER]);
const AS_MANIFEST = { 'content-type': MediaType.ociManifest };

let registry: PrivateRegistry;
let handler: HttpHandler;
beforeEach(() => {
  registry = new PrivateRegistry({ bytes: 10_000, entries: 12 });
  handler = registryHandler(registry, { uploads: registry });
});

/** Pushes a blob as Docker does: POST, PATCH, PUT. */
async function push(blob: string, name = 'team/app'): Promise<number> {
  const begun = await ask(handler, 'POST', `/v2/${name}/blobs/uploads/`);
  const { location = '' } = begun.headers;
  expect(begun.status).toBe(202);
  const patched = await ask(handler, 'PATCH', location, { body: blob });
  expect(patched.headers['range']).toBe(`0-${blob.length - 1}`);
  const ended = await ask(handler, 'PUT', `${location}?digest=${digestOf(blob)}`);
  return ended.status;
}

async function pushImage(name = 'team/app', tag = '1.0'): Promise<void> {
  for (const blob of [CONFIG, LAYER]) expect(await push(blob, name)).toBe(201);
  const put = await ask(handler, 'PUT', `/v2/${name}/manifests/${tag}`, {
    body: MANIFEST,
    headers: AS_MANIFEST,
  });
  expect(put).toMatchObject({ status: 201 });
  expect(put.headers['docker-content-digest']).toBe(digestOf(MANIFEST));
}

describe('a registry that is pushed to', () => {
  it('gives back what was pushed, by tag and by digest', async () => {
    await pushImage();
    for (const reference of ['1.0', digestOf(MANIFEST)]) {
      const got = await ask(handler, 'GET', `/v2/team/app/manifests/${reference}`);
      expect(got).toMatchObject({ status: 200, text: MANIFEST });
      expect(got.headers['content-type']).toBe(MediaType.ociManifest);
    }
    const layer = await ask(handler, 'GET', `/v2/team/app/blobs/${digestOf(LAYER)}`);
    expect(layer.text).toBe(LAYER);
    expect((await ask(handler, 'GET', '/v2/_catalog')).text).toBe('{"repositories":["team/app"]}');
    expect((await ask(handler, 'GET', '/v2/team/app/tags/list')).text).toContain('["1.0"]');
  });

  it('takes a blob in one request', async () => {
    const target = `/v2/app/blobs/uploads/?digest=${digestOf(LAYER)}`;
    expect((await ask(handler, 'POST', target, { body: LAYER })).status).toBe(201);
    expect((await ask(handler, 'HEAD', `/v2/app/blobs/${digestOf(LAYER)}`)).status).toBe(200);
  });

  it('keeps nothing that does not have its digest', async () => {
    const { headers } = await ask(handler, 'POST', '/v2/app/blobs/uploads/');
    const target = `${headers['location']}?digest=${digestOf('something else')}`;
    const refused = await ask(handler, 'PUT', target, { body: LAYER });
    expect(refused).toMatchObject({ status: 400, error: { code: 'DIGEST_INVALID' } });
    expect((await registry.names()).length).toBe(0);
    expect(registry.usedBytes).toBe(0);
    const gone = await ask(handler, 'PUT', `${headers['location']}?digest=${digestOf(LAYER)}`);
    expect(gone).toMatchObject({ status: 404, error: { code: 'BLOB_UPLOAD_UNKNOWN' } });
    const manifest = await ask(handler, 'PUT', `/v2/app/manifests/${digestOf('other')}`, {
      body: MANIFEST,
      headers: AS_MANIFEST,
    });
    expect(manifest).toMatchObject({ status: 400, error: { code: 'DIGEST_INVALID' } });
  });

  it('keeps no manifest whose blobs are not there, or of another size', async () => {
    await push(CONFIG);
    const put = (body: string) =>
      ask(handler, 'PUT', '/v2/team/app/manifests/1.0', { body, headers: AS_MANIFEST });
    expect((await put(MANIFEST)).error.code).toBe('MANIFEST_BLOB_UNKNOWN');
    await push(LAYER);
    const lying = MANIFEST.replace(`"size":${LAYER.length}`, '"size":7');
    expect((await put(lying)).error.code).toBe('MANIFEST_INVALID');
    expect((await put(MANIFEST)).status).toBe(201);
  });

  it.each([
    ['no JSON', 'hello', MediaType.ociManifest],
    ['a list', '[]', MediaType.ociManifest],
    ['another version', '{"schemaVersion":1}', MediaType.ociManifest],
    ['an unknown kind', MANIFEST.replace(MediaType.ociManifest, 'text/x'), 'text/x'],
    ['one thing sent as another', MANIFEST, MediaType.dockerManifest],
    ['a digest that is none', MANIFEST.replace('sha256:', 'md5:'), MediaType.ociManifest],
  ])('refuses a manifest that is %s', async (_what, body, type) => {
    const put = await ask(handler, 'PUT', '/v2/app/manifests/1', {
      body,
      headers: { 'content-type': type },
    });
    expect(put).toMatchObject({ status: 400, error: { code: 'MANIFEST_INVALID' } });
    expect(put.error.detail).not.toBeNull();
  });

  it('says that it is full, and forgets what did not fit', async () => {
    const { headers } = await ask(handler, 'POST', '/v2/app/blobs/uploads/');
    const body = new Uint8Array(20_000);
    const full = await ask(handler, 'PATCH', headers['location'] ?? '', { body });
    expect(full).toMatchObject({ status: 413, error: { code: 'SIZE_INVALID' } });
    expect(registry.usedBytes).toBe(0);
    expect(await push(LAYER)).toBe(201);
  });

  it('counts manifests and names as well', async () => {
    await pushImage();
    const tagged = async (tag: string) => {
      const put = await ask(handler, 'PUT', `/v2/team/app/manifests/${tag}`, {
        body: MANIFEST,
        headers: AS_MANIFEST,
      });
      return put.status;
    };
    expect(registry.usedBytes).toBe(CONFIG.length + LAYER.length + MANIFEST.length);
    // The repository, its two blobs, its manifest and one tag are there.
    const more = ['2', '3', '4', '5', '6', '7', '8'];
    for (const tag of more) expect(await tagged(tag)).toBe(201);
    expect(await tagged('9')).toBe(413);
    const mount = `/v2/other/blobs/uploads/?mount=${digestOf(LAYER)}&from=team/app`;
    expect((await ask(handler, 'POST', mount)).error.code).toBe('SIZE_INVALID');
  });

  it('wants the pieces of an upload in their order', async () => {
    const { headers } = await ask(handler, 'POST', '/v2/app/blobs/uploads/');
    const location = headers['location'] ?? '';
    await ask(handler, 'PATCH', location, { body: 'abc' });
    const gap = ask(handler, 'PATCH', location, {
      body: 'x',
      headers: { 'content-range': '9-9' },
    });
    await expect(gap).rejects.toMatchObject({ status: 416 });
    expect((await ask(handler, 'GET', location)).headers['range']).toBe('0-2');
    expect((await ask(handler, 'DELETE', location)).status).toBe(204);
    expect((await ask(handler, 'GET', location)).error.code).toBe('BLOB_UPLOAD_UNKNOWN');
  });

  it('lends a blob of one repository to another, and asks for one that it does not have', async () => {
    await push(LAYER);
    const mount = (digest: string) =>
      ask(handler, 'POST', `/v2/other/blobs/uploads/?mount=${digest}&from=team/app`);
    expect((await mount(digestOf(LAYER))).status).toBe(201);
    expect((await ask(handler, 'HEAD', `/v2/other/blobs/${digestOf(LAYER)}`)).status).toBe(200);
    expect((await mount(digestOf('unknown'))).status).toBe(202);
  });

  it('moves a tag to what was pushed last, and keeps the older one by its digest', async () => {
    await pushImage();
    const other = manifestOf(CONFIG, [LAYER, LAYER]);
    await ask(handler, 'PUT', '/v2/team/app/manifests/1.0', { body: other, headers: AS_MANIFEST });
    expect((await ask(handler, 'GET', '/v2/team/app/manifests/1.0')).text).toBe(other);
    const old = await ask(handler, 'GET', `/v2/team/app/manifests/${digestOf(MANIFEST)}`);
    expect(old.text).toBe(MANIFEST);
  });
});

describe('what was pushed', () => {
  it('goes to another registry as data that can be cloned', async () => {
    await pushImage();
    const second = new PrivateRegistry();
    (await second.prepare(structuredClone(registry.export())))();
    const pulled = registryHandler(second);
    expect((await ask(pulled, 'GET', '/v2/team/app/manifests/1.0')).text).toBe(MANIFEST);
    expect((await ask(pulled, 'GET', `/v2/team/app/blobs/${digestOf(LAYER)}`)).text).toBe(LAYER);
  });

  it('is refused whole when a part of it is not sound, and what was there stays', async () => {
    await pushImage();
    const data = registry.export();
    const [first, ...rest] = data.blobs;
    const changed = { digest: first?.digest ?? '', bytes: new Uint8Array(3) };
    const bad = { ...data, blobs: [changed, ...rest] };
    await expect(registry.prepare(bad)).rejects.toMatchObject({ code: 'DIGEST_INVALID' });
    const lost = { ...data, blobs: rest };
    await expect(registry.prepare(lost)).rejects.toMatchObject({ code: 'BLOB_UNKNOWN' });
    const [repository] = data.repositories;
    if (repository === undefined) throw new Error('nothing was exported');
    const moved = { ...repository, tags: { evil: digestOf('nothing') } };
    const wrong = { ...data, repositories: [moved] };
    await expect(registry.prepare(wrong)).rejects.toMatchObject({ code: 'MANIFEST_UNKNOWN' });
    expect((await ask(handler, 'GET', '/v2/team/app/manifests/1.0')).text).toBe(MANIFEST);
  });

  it('stays until what takes its place was checked and is put there, all at once', async () => {
    await pushImage('old');
    const other = new PrivateRegistry();
    const fill = await other.prepare(registry.export());
    expect(other.isEmpty).toBe(true);
    fill();
    expect(await other.names()).toEqual(['old']);
    await pushImage('new');
    const back = await registry.prepare(other.export());
    expect(await registry.names()).toEqual(['new', 'old']);
    back();
    expect(await registry.names()).toEqual(['old']);
  });

  it('is forgotten on request', async () => {
    await pushImage();
    registry.clear();
    expect(registry.isEmpty).toBe(true);
    expect(registry.usedBytes).toBe(0);
    expect((await ask(handler, 'GET', '/v2/_catalog')).text).toBe('{"repositories":[]}');
  });
});

describe('a push that is under way when its machine is gone', () => {
  const bytes = bytesOf(LAYER);
  async function* parts(meanwhile: () => void): AsyncGenerator<Uint8Array> {
    yield bytes.subarray(0, 5);
    meanwhile();
    yield bytes.subarray(5);
  }
  const nothing = async () => {
    expect(registry.usedBytes).toBe(0);
    expect(await registry.names()).toEqual([]);
  };

  it('leaves no half blob behind', async () => {
    const id = registry.beginUpload('app');
    const adding = registry.addToUpload(
      id,
      parts(() => registry.clear()),
    );
    await expect(adding).rejects.toMatchObject({ code: 'BLOB_UPLOAD_UNKNOWN' });
    const finishing = registry.finishUpload('app', id, digestOf(LAYER));
    await expect(finishing).rejects.toMatchObject({ code: 'BLOB_UPLOAD_UNKNOWN' });
    await nothing();
  });

  it('leaves no blob whose sum was being made', async () => {
    const id = registry.beginUpload('app');
    await registry.addToUpload(
      id,
      parts(() => {}),
    );
    const finishing = registry.finishUpload('app', id, digestOf(LAYER));
    registry.clear();
    await expect(finishing).rejects.toMatchObject({ code: 'BLOB_UPLOAD_UNKNOWN' });
    await nothing();
  });

  it('leaves no tag, though all that it names is there again', async () => {
    await pushImage();
    const before = registry.export();
    const fill = await registry.prepare(before);
    const putting = registry.putManifest(
      'team/app',
      'late',
      MediaType.ociManifest,
      bytesOf(MANIFEST),
    );
    fill();
    await expect(putting).rejects.toMatchObject({ code: 'BLOB_UPLOAD_INVALID' });
    expect(await registry.tags('team/app')).toEqual(['1.0']);
  });

  it('is not in what is exported', async () => {
    await pushImage();
    const whole = registry.export();
    const id = registry.beginUpload('app');
    await registry.addToUpload(
      id,
      parts(() => {}),
    );
    expect(registry.export()).toEqual(whole);
  });
});
