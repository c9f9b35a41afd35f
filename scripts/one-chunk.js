// Puts the code that every host loads at startup into one file.
import { resolve } from 'node:path';

/**
 * esbuild groups modules by the entries and dynamic imports that reach them, and creates one chunk for each group. Code
 * that every start loads is therefore spread over many chunks, one for each combination of lazily loaded parts that
 * share it, and Node resolves, opens and compiles every chunk separately. With this plugin, each lazily loaded module
 * also imports `core`, so that the same parts reach all of `core`. Nothing is loaded earlier, because `core` is already
 * loaded when a lazily loaded module is imported.
 * @param {string} core a module that every host imports and whose import has no side effects
 * @returns {import('esbuild').Plugin}
 */
export const oneChunk = (core) => ({
  name: 'one-chunk',
  setup: (build) => {
    build.onResolve({ filter: /^\.{1,2}\// }, async ({ path, kind, resolveDir, importer, pluginData }) => {
      if (kind !== 'dynamic-import' || importer.includes('node_modules') || pluginData === 'original')
        return undefined;
      const found = await build.resolve(path, { kind, resolveDir, pluginData: 'original' });
      return { path: found.path, namespace: 'one-chunk' };
    });
    build.onLoad({ filter: /.*/, namespace: 'one-chunk' }, ({ path }) => ({
      contents: `import ${JSON.stringify(resolve(core))}; export * from ${JSON.stringify(path)};`,
      resolveDir: '.',
    }));
  },
});
