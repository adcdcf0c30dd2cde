import { join } from 'node:path';
import { build } from 'vite';
import { contentSecurityPolicy, siteConfig } from '../../vite.config.ts';

/** Builds the page with a fake machine in it, with the real policy, into `outDir`. */
export async function buildFixtureSite(outDir: string): Promise<void> {
  await build({
    ...siteConfig,
    configFile: false,
    logLevel: 'warn',
    root: join(import.meta.dirname, '../..'),
    publicDir: false,
    plugins: [...(siteConfig.plugins ?? []), contentSecurityPolicy()],
    build: {
      ...siteConfig.build,
      outDir,
      emptyOutDir: true,
      rolldownOptions: { input: join(import.meta.dirname, 'fixture.html') },
    },
  });
}
