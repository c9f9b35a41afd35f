// With code splitting, `import()` of a CommonJS module returns only `default` in esbuild's output. In Node it also
// returns the named exports.
import { readFile } from 'node:fs/promises';

/** Makes `import()` of CommonJS behave in the bundle as in Node. @type {import('esbuild').Plugin} */
export const commonJsImports = {
  name: 'commonjs-imports',
  setup: (build) => {
    // For imports in our own code, an intermediate module re-exports the names that Node finds.
    build.onResolve({ filter: /^[a-z@]/ }, async ({ path, kind, resolveDir, importer, pluginData }) => {
      if (kind !== 'dynamic-import' || importer.includes('node_modules') || pluginData === 'ours')
        return undefined;
      const found = await build.resolve(path, { kind, resolveDir, pluginData: 'ours' });
      const isCommonJs = found.path.endsWith('.js') && isCommonJsCode(await readFile(found.path, 'utf8'));
      return isCommonJs
        ? { path, namespace: 'commonjs-imports', pluginData: { file: found.path, resolveDir } }
        : undefined;
    });
    build.onLoad({ filter: /.*/, namespace: 'commonjs-imports' }, async ({ path, pluginData }) => {
      const names = Object.keys(await import(path)).filter((name) => /^[A-Za-z]\w*$/.test(name));
      const named = names.filter((name) => name !== 'default' && name !== 'module');
      const file = JSON.stringify(pluginData.file);
      return {
        contents: `import whole from ${file}; export default whole; export const { ${named.join(', ')} } = whole;`,
        resolveDir: pluginData.resolveDir,
      };
    });
    // Imports inside the telemetry packages can use `require`, because all of these packages are CommonJS.
    build.onLoad({ filter: /node_modules\/(@opentelemetry|@azure\/monitor-).*\.js$/ }, async ({ path }) => {
      const code = await readFile(path, 'utf8');
      if (!code.includes('import(') || !isCommonJsCode(code)) return undefined;
      const contents = code.replaceAll(
        /\bimport\((['"][^'"]+['"])\)/g,
        'Promise.resolve().then(() => require($1))',
      );
      return { contents };
    });
  },
};

/** @param {string} code */
function isCommonJsCode(code) {
  return /^\s*(['"]use strict['"]|Object\.defineProperty\(exports|module\.exports|exports\.)/m.test(code);
}
