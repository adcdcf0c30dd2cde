import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { EngineModule } from '../../src/machine/image/engine-module.ts';
import { fetchFrom } from '../../src/machine/image/fetch-file.ts';
import { PrefetchingOpener } from '../../src/machine/image/prefetch.ts';
import { partly, serve, silence, status } from './file-server.ts';

/** Retries wait for 0.4, 0.8 and 1.6 seconds. */
const RETRYING_MS = 15_000;
const STALL_MS = 150;
const PATH = 'image/base.layer';

async function read(
  url: URL,
  signal = new AbortController().signal,
  stallMs = 20_000,
): Promise<string> {
  let text = '';
  for await (const part of await fetchFrom(url, stallMs)(PATH, signal))
    text += Buffer.from(part).toString();
  return text;
}

describe('a file', () => {
  it('is fetched below the base address', async () => {
    const { url, requests } = await serve(status(200, 'content'));
    expect(await read(url)).toBe('content');
    expect(requests).toEqual(['/school/image/base.layer']);
  });

  it('that is not there is asked for once, and named', async () => {
    const { url, requests } = await serve(status(404));
    await expect(read(url)).rejects.toMatchObject({
      code: 'download-failed',
      subject: expect.stringContaining(PATH),
      message: expect.stringContaining('the server answered 404'),
    });
    expect(requests).toHaveLength(1);
  });

  it('is asked for again when the server is busy', async () => {
    const { url, requests } = await serve(status(503), status(200, 'at last'));
    expect(await read(url)).toBe('at last');
    expect(requests).toHaveLength(2);
  });

  it('is asked for again when the connection is refused half-way', async () => {
    const { url, requests } = await serve(
      (response) => void response.destroy(),
      status(200, 'at last'),
    );
    expect(await read(url)).toBe('at last');
    expect(requests).toHaveLength(2);
  });

  it(
    'is given up after four attempts',
    async () => {
      const { url, requests } = await serve(status(500));
      await expect(read(url)).rejects.toThrow('the server answered 500');
      expect(requests).toHaveLength(4);
    },
    RETRYING_MS,
  );

  it(
    'of a server that is gone is given up',
    async () => {
      const nobody = new URL('http://127.0.0.1:9/');
      await expect(read(nobody)).rejects.toMatchObject({
        code: 'download-failed',
      });
    },
    RETRYING_MS,
  );

  it('whose connection breaks off fails by name', async () => {
    const { url } = await serve(partly('cut'));
    await expect(read(url)).rejects.toMatchObject({
      code: 'download-failed',
      message: `${PATH} could not be downloaded: the connection broke off`,
      subject: PATH,
    });
  });

  it.each([
    ['that is never answered', silence],
    ['that stops in the middle', partly('silence')],
  ])('%s fails by name instead of waiting in silence', async (_what, answer) => {
    const { url } = await serve(answer);
    const reading = read(url, new AbortController().signal, STALL_MS);
    await expect(reading).rejects.toThrow(
      /base\.layer could not be downloaded: the server does not answer/,
    );
  });

  it('stops waiting for the next attempt when it is no longer wanted', async () => {
    const abort = new AbortController();
    const { url, requests } = await serve((response) => {
      response.writeHead(503).end();
      setTimeout(() => abort.abort(new Error('closed')), 100);
    });
    const reading = read(url, abort.signal);
    await expect(reading).rejects.toThrow('closed');
    expect(requests).toHaveLength(1);
  });

  it('whose reader leaves is not downloaded to its end', async () => {
    let closed = false;
    const { url } = await serve((response) => {
      response.writeHead(200);
      response.write('beginning');
      response.on('close', () => {
        closed = true;
      });
    });
    for await (const part of await fetchFrom(url)(PATH, new AbortController().signal)) {
      expect(part.length).toBeGreaterThan(0);
      break;
    }
    await expect.poll(() => closed).toBe(true);
  });
});

describe('a file that is to be fresh', () => {
  it('is asked of the server, past the caches on the way', async () => {
    const asked: (string | undefined)[] = [];
    const note = (response: ServerResponse, request: IncomingMessage) => {
      asked.push(request.headers['cache-control']);
      response.end('x');
    };
    const { url } = await serve(note);
    const { signal } = new AbortController();
    for (const fresh of [false, true]) {
      for await (const part of await fetchFrom(url)(PATH, signal, fresh))
        expect(part).toHaveLength(1);
    }
    expect(asked).toEqual([undefined, 'no-cache']);
  });
});

describe('a prefetched file', () => {
  it('is asked for once and read once; the next reader gets a fresh one', async () => {
    const { url, requests } = await serve(status(200, 'x'));
    const { signal } = new AbortController();
    const files = new PrefetchingOpener(fetchFrom(url), signal);
    files.prefetch(PATH);
    for (const expected of [1, 2]) {
      for await (const part of await files.open(PATH, signal)) expect(part).toHaveLength(1);
      expect(requests).toHaveLength(expected);
    }
  });

  it('that failed tells the one who opens it', async () => {
    const { url } = await serve(status(404));
    const { signal } = new AbortController();
    const files = new PrefetchingOpener(fetchFrom(url), signal);
    files.prefetch(PATH);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await expect(files.open(PATH, signal)).rejects.toThrow('404');
  });
});

describe('the engine', () => {
  /** The smallest WebAssembly module. */
  const EMPTY = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

  it('is compiled whatever type the server gives it, and its bytes are counted', async () => {
    const { url } = await serve(
      (response) => void response.writeHead(200, { 'content-type': 'text/plain' }).end(EMPTY),
    );
    const engine = new EngineModule(url);
    let counted = 0;
    engine.countWith((bytes) => {
      counted += bytes;
    });
    expect(await engine.instantiate({})).toBeDefined();
    expect(counted).toBe(EMPTY.length);
  });

  it('that is missing fails by name, and is fetched anew by the next start', async () => {
    const { url, requests } = await serve(
      status(404),
      (response) => void response.writeHead(200).end(EMPTY),
    );
    const engine = new EngineModule(url);
    await expect(engine.instantiate({})).rejects.toMatchObject({
      code: 'download-failed',
      subject: '/school/',
    });
    expect(await engine.instantiate({})).toBeDefined();
    expect(requests).toHaveLength(2);
  });

  it('that something on the way holds wrongly is taken from the server itself', async () => {
    const { url, requests } = await serve(
      status(200, '<!doctype html>'),
      (response) => void response.writeHead(200).end(EMPTY),
    );
    expect(await new EngineModule(url).instantiate({})).toBeDefined();
    expect(requests).toHaveLength(2);
  });

  it('that is the HTML of a portal fails by name', async () => {
    const { url } = await serve(status(200, '<!doctype html>'));
    await expect(new EngineModule(url).instantiate({})).rejects.toMatchObject({
      code: 'download-failed',
      message: expect.stringContaining('the engine could not be loaded'),
    });
  });
});
