// Puts the code that every host loads at startup into one file.
import { resolve } from 'node:path';

/**
 * esbuild gives modules one chunk for each set of entries and dynamic imports that reach them. Code that a start loads
 * is therefore spread over one chunk for each combination of lazily loaded parts that share it, and Node resolves, opens
 * and compiles every chunk separately. Here each lazily loaded module also imports `core`, so that the same parts reach
 * all of `core`. Nothing is loaded earlier: `core` is already loaded when its `import()` runs.
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
