import { expect, it } from 'vitest';
import { searchHandler } from '../../../src/machine/registry/hub-search.ts';
import { ask } from './ask.ts';

const ALL = [
  { name: 'library/debian', description: 'The base of all the others' },
  { name: 'library/nginx', description: 'A web server' },
  { name: 'other/nginx-tools', description: 'Tools' },
  { name: 'tools/proxy', description: 'A front of Nginx' },
];

const handler = searchHandler(
  async () => ALL,
  async () => ({ status: 418, headers: {} }),
);

async function namesFor(query: string): Promise<unknown> {
  const { status, text } = await ask(handler, 'GET', `/v1/search?${query}`);
  expect(status).toBe(200);
  const { results, num_results: count } = JSON.parse(text);
  expect(results).toHaveLength(count);
  return results.map(({ name }: { name: string }) => name);
}

it('finds images by name and by what is said of them, the very name first', async () => {
  expect(await namesFor('q=NGINX')).toEqual(['nginx', 'other/nginx-tools', 'tools/proxy']);
  expect(await namesFor('q=web+server')).toEqual(['nginx']);
  expect(await namesFor('q=nothing')).toEqual([]);
});

it('tells what Docker shows of each, and which are official', async () => {
  const { text } = await ask(handler, 'GET', '/v1/search?q=tools&n=25');
  expect(JSON.parse(text)).toMatchObject({
    query: 'tools',
    results: [
      { name: 'other/nginx-tools', description: 'Tools', is_official: false, star_count: 0 },
      { name: 'tools/proxy', is_official: false },
    ],
  });
  const official = await ask(handler, 'GET', '/v1/search?q=debian');
  expect(JSON.parse(official.text).results).toMatchObject([{ name: 'debian', is_official: true }]);
});

it('tells no more than are asked for, and as many as usual when that is no number', async () => {
  expect(await namesFor('q=&n=2')).toEqual(['debian', 'nginx']);
  for (const wrong of ['0', '-1', 'many']) expect(await namesFor(`q=&n=${wrong}`)).toHaveLength(4);
});

it('leaves to the registry what is none of its', async () => {
  for (const path of ['/v2/', '/v1/search/x', '/v1/_ping'])
    expect((await ask(handler, 'GET', path)).status).toBe(418);
  expect((await ask(handler, 'POST', '/v1/search?q=a')).status).toBe(418);
});
