import type { HttpResponse } from '../http/http-message.ts';
import type { HttpHandler } from '../http/http-server.ts';

/** A repository as it can be searched for. */
export interface DescribedRepository {
  /** As in its images' full names: `library/nginx`. */
  readonly name: string;
  readonly description: string;
}

/** Part of the first registry API, and all that Docker still uses of it. */
const PATH = '/v1/search';
/** The repositories that Docker itself looks after, which are called by the rest of their names. */
const OFFICIAL = /^library\//;
/** How many are told when nobody says how many, and at most: as Docker Hub has it. */
const USUAL_RESULTS = 25;
const MOST_RESULTS = 100;

/** Answers `docker search` with what of `repositories` fits, and leaves everything else to `others`. */
export function searchHandler(
  repositories: () => Promise<readonly DescribedRepository[]>,
  others: HttpHandler,
): HttpHandler {
  return async (request) => {
    const { pathname, searchParams } = new URL(request.target, 'http://registry');
    if (pathname !== PATH || request.method !== 'GET') return others(request);
    const query = searchParams.get('q') ?? '';
    const wanted = Number(searchParams.get('n') ?? USUAL_RESULTS);
    const count = wanted >= 1 ? Math.min(wanted, MOST_RESULTS) : USUAL_RESULTS;
    return found(query, search(await repositories(), query.toLowerCase()).slice(0, count));
  };
}

/** Those of that very name, then those that have it in their names, then those that speak of it. */
function search(all: readonly DescribedRepository[], term: string): DescribedRepository[] {
  const rank = ({ name, description }: DescribedRepository) => {
    const short = name.replace(OFFICIAL, '');
    if (short === term) return 0;
    if (short.includes(term)) return 1;
    return description.toLowerCase().includes(term) ? 2 : undefined;
  };
  return [0, 1, 2].flatMap((wanted) => all.filter((one) => rank(one) === wanted));
}

function found(query: string, repositories: readonly DescribedRepository[]): HttpResponse {
  const results = repositories.map(({ name, description }) => ({
    name: name.replace(OFFICIAL, ''),
    description,
    star_count: 0,
    is_official: OFFICIAL.test(name),
    is_automated: false,
  }));
  const body = JSON.stringify({ query, num_results: results.length, results });
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: new TextEncoder().encode(body),
  };
}
