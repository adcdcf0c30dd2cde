/** `npm run labs:new -- NAME`: makes a lab to begin with, which can be proved as it is. */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { LabFormatError } from '../parse/lab-problems.ts';
import { makeLab, NewLabError } from './make-lab.ts';

const CURRICULUM = fileURLToPath(new URL('../../curriculum', import.meta.url));
const USAGE =
  'usage: npm run labs:new -- NAME [--title-ko TITLE] [--title-en TITLE]\n' +
  '       NAME is part of the address, such as user-mapping';

async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { 'title-ko': { type: 'string' }, 'title-en': { type: 'string' } },
  });
  const [id, ...more] = positionals;
  if (id === undefined) throw new NewLabError('a lab needs a name');
  if (more.length > 0) {
    throw new NewLabError(`one name, not ${positionals.length}; put titles into quotes`);
  }
  const given = { ko: values['title-ko'], en: values['title-en'] };
  const placeholder = given.en ?? given.ko ?? sentence(id);
  const title = { ko: given.ko ?? placeholder, en: given.en ?? placeholder };
  const name = await makeLab(CURRICULUM, { id, title });
  console.log(`src/curriculum/${name} is there, with one step to change. To go on:
  npm run labs:check -- --lab ${id} --watch   proves it now, and what you change whenever you save
  npm start                                   shows it at #${id}/own-name`);
}

/** `user-mapping` as a title: "User mapping". */
function sentence(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Mistakes of whoever typed the command, which no stack would explain. */
function isExpected(error: unknown): error is Error {
  return error instanceof NewLabError || error instanceof LabFormatError;
}

function isUsage(error: unknown): error is Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('ERR_PARSE_ARGS');
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!isExpected(error) && !isUsage(error)) throw error;
  console.error(`${error.message}\n\n${USAGE}`);
  process.exitCode = 1;
}
