// Defers loading jsonwebtoken, so that no host loads it at startup.

/**
 * msal-node imports jsonwebtoken, and with it semver, but uses only `sign`, and only for an app that has a certificate.
 * Running these packages takes 3 % of the CPU time of a start, so they run when `sign` is first called.
 * @type {import('esbuild').Plugin}
 */
export const lazyJsonwebtoken = {
  name: 'lazy-jsonwebtoken',
  setup: (build) => {
    build.onResolve({ filter: /^jsonwebtoken$/ }, ({ kind, path, importer, resolveDir }) =>
      kind === 'import-statement' && importer.includes('msal-node')
        ? { path, namespace: 'lazy-jsonwebtoken', pluginData: resolveDir }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'lazy-jsonwebtoken' }, ({ pluginData }) => ({
      contents: `export default { sign: (...given) => require('jsonwebtoken').sign(...given) };`,
      resolveDir: pluginData,
    }));
  },
};
