import { build } from 'vite';

/**
 * The module at the path `entry` and all that it imports as one classic script, for places that cannot take modules.
 * @throws Error when more or something else than one script comes of it
 */
export async function compileScript(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: { input: entry, output: { format: 'iife' } },
    },
  });
  const outputs = [result].flat().flatMap((one) => ('output' in one ? one.output : []));
  const [chunk, ...others] = outputs;
  if (chunk?.type !== 'chunk' || others.length > 0)
    throw new Error(`${entry} must become one script, and became ${outputs.length} files`);
  return chunk.code;
}
