/** The only importer of yaml: a file of a lab as maps, lists, texts, numbers and truth values, and nothing else. */
import { type Document, isAlias, isMap, parseDocument, visit } from 'yaml';
import type { Place } from './lab-problems.ts';

/**
 * Reads a YAML file whose top is a map. Maps become `Map`s, so that no key means anything to JavaScript. Undefined, with
 * the problems noted, for a file that is not plain YAML.
 */
export function readYaml(text: string, place: Place): ReadonlyMap<unknown, unknown> | undefined {
  const document = parse(text, place);
  if (document === undefined) return undefined;
  for (const { message, linePos } of [...document.errors, ...document.warnings]) {
    // The library's message goes on with a drawing of the lines, which the author has in the editor.
    place.line(linePos?.[0].line).report(`is not valid YAML: ${message.split('\n')[0]}`);
  }
  if (document.errors.length > 0 || hasAlias(document, place)) return undefined;
  if (!isMap(document.contents)) {
    place.report('must hold fields, such as "version: 1"');
    return undefined;
  }
  return document.toJS({ mapAsMap: true }) as ReadonlyMap<unknown, unknown>;
}

function parse(text: string, place: Place): Document | undefined {
  try {
    return parseDocument(text, { schema: 'core', uniqueKeys: true, stringKeys: true });
  } catch (error) {
    // Nested beyond the stack: no lesson is.
    place.report(`is not valid YAML: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}

/** An alias could make a small file huge, and no lesson needs one. */
function hasAlias(document: Document, place: Place): boolean {
  let found = false;
  visit(document, (_key, node) => {
    if (!isAlias(node)) return undefined;
    found = true;
    place.report(`uses the alias *${node.source}; write the value out instead`);
    return visit.BREAK;
  });
  return found;
}
