/** One paragraph of a Debian control file: field names in lower case; continued lines joined by newlines. */
export type Stanza = ReadonlyMap<string, string>;

/** Reads the paragraphs of a control file (package index, Release file, deb822 sources, copyright file). */
export function* parseStanzas(text: string): Generator<Stanza> {
  let fields = new Map<string, string>();
  let field = '';
  for (const line of text.split('\n')) {
    if (line.trim() === '') {
      if (fields.size > 0) yield fields;
      fields = new Map();
      field = '';
    } else if (line.startsWith('#')) {
      // A comment may stand between the lines of one field.
    } else if (line.startsWith(' ') || line.startsWith('\t')) {
      if (field !== '') fields.set(field, `${fields.get(field)}\n${line.trim()}`);
    } else {
      const colon = line.indexOf(':');
      if (colon < 1) continue;
      field = line.slice(0, colon).toLowerCase();
      fields.set(field, line.slice(colon + 1).trim());
    }
  }
  if (fields.size > 0) yield fields;
}
