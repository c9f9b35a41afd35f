import { build } from 'esbuild';
import { expect, it } from 'vitest';

/** Returns the built files that an entry loads before its first `import()`. */
async function filesLoadedBy(entry: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    metafile: true,
    logLevel: 'error',
    external: ['@azure/functions-core'],
    plugins: [
      {
        name: 'static-imports',
        setup: (bundle) =>
          bundle.onResolve({ filter: /^\./ }, ({ kind, path }) =>
            kind === 'dynamic-import' ? { path, external: true } : undefined,
          ),
      },
    ],
  });
  return Object.keys(metafile.inputs);
}

it('each program loads only a few files at startup, because each file takes a millisecond to find, open and compile', async () => {
  expect((await filesLoadedBy('dist/functions/main.js')).length).toBeLessThanOrEqual(6);
  expect((await filesLoadedBy('dist/node/serve.js')).length).toBeLessThanOrEqual(6);
});
