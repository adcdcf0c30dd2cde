import { isValue } from '../placeholders.ts';
import type { Block } from '../step-text.ts';
import { ID } from './fields.ts';
import type { Place } from './lab-problems.ts';

const PARTS = ['view', 'port', 'second-machine', 'comparison'] as const;
type PartName = (typeof PARTS)[number];
const MAX_PORT = 65_535;
/** What follows the number of a port of the second machine. */
const ON_SECOND = / second$/;

/** Whether a directive of this name stands for a part of the page. */
export function isPart(name: string): name is PartName {
  return (PARTS as readonly string[]).includes(name);
}

/** A part of the page at this place of the text; `of` is what stands in its braces. Wrong ones are noted. */
export function toPart(name: PartName, of: string | undefined, place: Place): readonly Block[] {
  switch (name) {
    case 'view':
      if (of !== undefined && ID.test(of)) return [{ type: 'view', topic: of }];
      place.report('a view needs its topic, such as ":::view{namespaces}"');
      return [];
    case 'port': {
      const port = toPort(of?.replace(ON_SECOND, ''));
      if (port !== undefined)
        return [{ type: 'port', port, ...(ON_SECOND.test(of ?? '') && { on: 'second' }) }];
      place.report(
        `a port needs its number, from 1 to ${MAX_PORT}, such as ":::port{8081}", or ":::port{8081 second}"`,
      );
      return [];
    }
    case 'second-machine':
    case 'comparison':
      if (of !== undefined) place.report(`":::${name}" has nothing in braces; remove them`);
      return [{ type: name }];
  }
}

function toPort(of: string | undefined): number | string | undefined {
  if (of === undefined) return undefined;
  // Whether there is such a value is asked of the text as a whole.
  if (isValue(of)) return of;
  const port = Number(of);
  return of !== '' && Number.isInteger(port) && port >= 1 && port <= MAX_PORT ? port : undefined;
}
