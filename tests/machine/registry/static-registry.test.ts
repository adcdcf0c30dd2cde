import { describe, expect, it } from 'vitest';
import { MachineError } from '../../../src/machine/errors.ts';
import { ImageSource } from '../../../src/machine/image/image-source.ts';
import type { ImageFile } from '../../../src/machine/image/manifest.ts';
import { MediaType } from '../../../src/machine/registry/media-types.ts';
import { registryHandler } from '../../../src/machine/registry/registry-api.ts';
import {
  type RegistryIndex,
  StaticRegistry,
} from '../../../src/machine/registry/static-registry.ts';
import { ask, bytesOf, digestOf, manifestOf } from './ask.ts';

const CONFIG = '{"os":"linux"}';
const LAYER = 'the bytes of a layer that is pulled';
const MANIFEST = manifestOf(CONFIG, [LAYER]);

const fileOf = (path: string, text: string): ImageFile => ({
  path,
  bytes: bytesOf(text).length,
  sha256: digestOf(text).slice(7),
});

/** A registry whose files are as the test wants them. */
function registryOf(changed: Record<string, string> = {}) {
  const index: RegistryIndex = {
    format: 1,
    repositories: {
      'library/app': {
        description: 'An app',
        tags: { latest: digestOf(MANIFEST), '1.0': digestOf(MANIFEST) },
        contents: [digestOf(MANIFEST), digestOf(CONFIG), digestOf(LAYER)],
      },
      'library/empty': { description: 'Nothing', tags: {}, contents: [] },
    },
    blobs: {
      [digestOf(LAYER)]: fileOf('layer', LAYER),
      [digestOf(CONFIG)]: fileOf('config', CONFIG),
    },
    filePages: {},
    manifests: { [digestOf(MANIFEST)]: { mediaType: MediaType.ociManifest, text: MANIFEST } },
  };
  const texts: Record<string, string> = {
    index: JSON.stringify(index),
    layer: LAYER,
    config: CONFIG,
    ...changed,
  };
  const opened: string[] = [];
  const source = new ImageSource(async (path) => {
    opened.push(path);
    const text = texts[path];
    if (text === undefined) throw new MachineError('download-failed', 'not there', path);
    return (async function* () {
      yield bytesOf(text);
    })();
  }, new AbortController().signal);
  const registry = new StaticRegistry(source, fileOf('index', JSON.stringify(index)));
  return { registry, handler: registryHandler(registry, { denies: true }), opened, texts };
}

describe('the images that came with the page', () => {
  it('are found by tag and by digest, and fetched once, when they are pulled', async () => {
    const { handler, opened } = registryOf();
    for (const reference of ['latest', '1.0', digestOf(MANIFEST)]) {
      const got = await ask(handler, 'GET', `/v2/library/app/manifests/${reference}`);
      expect(got).toMatchObject({ status: 200, text: MANIFEST });
      expect(got.headers).toMatchObject({
        'docker-content-digest': digestOf(MANIFEST),
        'docker-distribution-api-version': 'registry/2.0',
      });
    }
    expect(opened).toEqual(['index']);
    for (let time = 0; time < 2; time++) {
      const layer = await ask(handler, 'GET', `/v2/library/app/blobs/${digestOf(LAYER)}`);
      expect(layer.text).toBe(LAYER);
    }
    expect(opened).toEqual(['index', 'layer']);
  });

  it('are given in part to who goes on with a broken download', async () => {
    const { handler } = registryOf();
    const get = (range: string) =>
      ask(handler, 'GET', `/v2/library/app/blobs/${digestOf(LAYER)}`, { headers: { range } });
    const rest = await get('bytes=4-');
    expect(rest).toMatchObject({ status: 206, text: LAYER.slice(4) });
    expect(rest.headers['content-range']).toBe(`bytes 4-${LAYER.length - 1}/${LAYER.length}`);
    expect(await get('bytes=0-2')).toMatchObject({ status: 206, text: LAYER.slice(0, 3) });
    expect(await get('lines=1-2')).toMatchObject({ status: 200, text: LAYER });
    await expect(get('bytes=999-')).rejects.toMatchObject({ status: 416 });
  });

  it.each([
    ['a tag that there is not', '/v2/library/app/manifests/9.9', 404, 'MANIFEST_UNKNOWN'],
    [
      'a digest that there is not',
      `/v2/library/app/manifests/${digestOf('x')}`,
      404,
      'MANIFEST_UNKNOWN',
    ],
    ['a name that there is not', '/v2/library/nothing/manifests/latest', 403, 'DENIED'],
    ['a name of every object', '/v2/constructor/tags/list', 403, 'DENIED'],
    ['a tag of every object', '/v2/library/app/manifests/constructor', 404, 'MANIFEST_UNKNOWN'],
    ['a blob that there is not', `/v2/library/app/blobs/${digestOf('x')}`, 404, 'BLOB_UNKNOWN'],
    [
      'a blob of another repository',
      `/v2/library/empty/blobs/${digestOf(LAYER)}`,
      404,
      'BLOB_UNKNOWN',
    ],
    ['a name that cannot be one', '/v2/Library/app/tags/list', 400, 'NAME_INVALID'],
    ['a digest that is none', '/v2/library/app/blobs/sha256:zz', 400, 'DIGEST_INVALID'],
  ])('say of %s what Docker understands', async (_what, target, status, code) => {
    const answer = await ask(registryOf().handler, 'GET', target);
    expect(answer).toMatchObject({ status, error: { code } });
    expect(answer.error.detail).toEqual(expect.any(Object));
    expect(answer.headers['content-type']).toBe('application/json');
  });

  it.each([
    ['a name that there is', '/v2/library/app/blobs/uploads/'],
    ['a name of somebody', '/v2/crew/app/blobs/uploads/'],
  ])(
    'deny a push to %s, as Docker Hub does to those who are not logged in',
    async (_what, target) => {
      const answer = await ask(registryOf().handler, 'POST', target);
      expect(answer).toMatchObject({ status: 403, error: { code: 'DENIED' } });
    },
  );

  it('are not given out when they are not what was built, and are fetched again the next time', async () => {
    const { handler, texts } = registryOf({ layer: LAYER.replace('bytes', 'bites') });
    const target = `/v2/library/app/blobs/${digestOf(LAYER)}`;
    await expect(ask(handler, 'GET', target)).rejects.toMatchObject({ code: 'hash-mismatch' });
    texts['layer'] = LAYER;
    expect((await ask(handler, 'GET', target)).text).toBe(LAYER);
  });

  it('fail with an index that is not what was built, and work when it is there', async () => {
    const { handler, texts } = registryOf();
    const whole = texts['index'] ?? '';
    texts['index'] = '{}';
    await expect(ask(handler, 'GET', '/v2/_catalog')).rejects.toMatchObject({
      code: 'hash-mismatch',
    });
    texts['index'] = whole;
    expect((await ask(handler, 'GET', '/v2/_catalog')).text).toContain('library/app');
  });
});
