/** `npm run bench`: measures what `README.md` beside this file describes, and prints one table. */
import { writeFile } from 'node:fs/promises';
import { ensureHostTools } from '../../images/support/host-tools.ts';
import { optimiseGeneratedCode } from '../../images/warm/node-machine.ts';
import { BENCHMARKS } from './benchmarks.ts';
import { parseOptions } from './options.ts';
import { describeError, runProgram } from './program.ts';
import { type BenchResult, toMarkdown, toText } from './report.ts';
import { BuiltSite } from './site.ts';

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2), Object.keys(BENCHMARKS));
  optimiseGeneratedCode();
  const say = (text: string) => process.stderr.write(`${text}\n`);
  await ensureHostTools(['browsers', 'qemu'], say);
  say('building the site');
  const site = await BuiltSite.build(options.takeImageAsItIs);
  const results: BenchResult[] = [];
  for (const name of options.names) {
    say(`measuring ${name}`);
    const result = await BENCHMARKS[name]?.(site, options.runs).catch((error: unknown) => {
      // What the others found is not to be lost with this one.
      say(`${name} could not be measured: ${describeError(error)}`);
      process.exitCode = 1;
    });
    if (result) results.push(result);
  }
  console.log(options.markdown ? toMarkdown(results) : toText(results));
  if (options.json) await writeFile(options.json, `${JSON.stringify(results, null, 1)}\n`);
}

runProgram(main);
