/** The relations that a Debian dependency can ask for. */
export type VersionRelation = '<<' | '<=' | '=' | '>=' | '>>';

/**
 * Compares Debian versions as Debian policy 5.6.12 says.
 *
 * @returns negative when `a` is older than `b`, 0 when equal, positive when newer.
 */
export function compareVersions(a: string, b: string): number {
  const left = split(a);
  const right = split(b);
  return (
    left.epoch - right.epoch ||
    compareParts(left.upstream, right.upstream) ||
    compareParts(left.revision, right.revision)
  );
}

/** Whether `version` stands in `relation` to `wanted`. */
export function satisfies(version: string, relation: VersionRelation, wanted: string): boolean {
  const order = compareVersions(version, wanted);
  switch (relation) {
    case '<<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '=':
      return order === 0;
    case '>=':
      return order >= 0;
    case '>>':
      return order > 0;
  }
}

function split(version: string): { epoch: number; upstream: string; revision: string } {
  const colon = version.indexOf(':');
  const rest = version.slice(colon + 1);
  const dash = rest.lastIndexOf('-');
  return {
    epoch: colon < 0 ? 0 : Number(version.slice(0, colon)),
    upstream: dash < 0 ? rest : rest.slice(0, dash),
    // Policy: no revision is the same as revision 0.
    revision: dash < 0 ? '0' : rest.slice(dash + 1),
  };
}

/** Runs of non-digits and of digits take turns; the first difference decides. */
function compareParts(a: string, b: string): number {
  let left = a;
  let right = b;
  while (left !== '' || right !== '') {
    const leftText = /^\D*/.exec(left)?.[0] ?? '';
    const rightText = /^\D*/.exec(right)?.[0] ?? '';
    const textOrder = compareText(leftText, rightText);
    if (textOrder !== 0) return textOrder;
    const leftDigits = /^\d*/.exec(left.slice(leftText.length))?.[0] ?? '';
    const rightDigits = /^\d*/.exec(right.slice(rightText.length))?.[0] ?? '';
    const numberOrder = Number(leftDigits) - Number(rightDigits);
    if (numberOrder !== 0) return numberOrder;
    left = left.slice(leftText.length + leftDigits.length);
    right = right.slice(rightText.length + rightDigits.length);
  }
  return 0;
}

function compareText(a: string, b: string): number {
  for (let i = 0; i < Math.max(a.length, b.length); i += 1) {
    const order = weight(a[i]) - weight(b[i]);
    if (order !== 0) return order;
  }
  return 0;
}

/** A tilde sorts before the end, the end before letters, letters before all else. */
function weight(char: string | undefined): number {
  if (char === '~') return -1;
  if (char === undefined) return 0;
  const code = char.charCodeAt(0);
  return /[A-Za-z]/.test(char) ? code : code + 256;
}
