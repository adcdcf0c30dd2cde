/** A folder and those within, anything, anything in one folder, one character. */
const TOKEN = /\*\*\/|\*\*|\*|\?|[\s\S]/g;

/**
 * Whether a path matches a pattern with `*`, `**` and `?`. All places that the pattern can have come to are followed at once,
 * so that no pattern takes long, however it is made.
 */
export function matchesPattern(path: string, pattern: string): boolean {
  let places = new Set([0]);
  for (const [token] of pattern.matchAll(TOKEN)) {
    places = new Set([...places].flatMap((place) => after(token, path, place)));
  }
  return places.has(path.length);
}

/** Where a token can lead from a place. */
function after(token: string, path: string, place: number): readonly number[] {
  const rest = path.slice(place);
  switch (token) {
    case '**/':
      return [place, ...[...rest.matchAll(/\//g)].map(({ index }) => place + index + 1)];
    case '**':
      return upTo(place, path.length);
    case '*': {
      const slash = rest.indexOf('/');
      return upTo(place, slash < 0 ? path.length : place + slash);
    }
    case '?':
      return rest !== '' && !rest.startsWith('/') ? [place + 1] : [];
    default:
      return rest.startsWith(token) ? [place + token.length] : [];
  }
}

function upTo(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_none, index) => first + index);
}
