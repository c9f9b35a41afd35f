import { execFile } from 'node:child_process';

import { Stop } from './stop.js';

const DEADLINE_MS = 120_000;

/**
 * The Azure Developer CLI that runs the hook, as far as hooks use it.
 * @param {string} environmentName the environment that it was started for, which need not be the chosen one
 */
export function createAzd(environmentName) {
  return {
    /** A token of the person (or pipeline) who runs azd. @param {string} resource @param {string} [tenantId] */
    async token(resource, tenantId) {
      const tenant = tenantId === undefined ? [] : ['--tenant-id', tenantId];
      const text = await run([
        'auth',
        'token',
        '--scope',
        `${resource}/.default`,
        '--output',
        'json',
        ...tenant,
      ]);
      const { token } = readJson(text);
      if (typeof token === 'string') return token;
      throw new Stop(`azd gave no token for ${resource}: sign in with azd auth login, and run azd again.`);
    },
    /** Keeps a value in the azd environment. @param {string} name @param {string} value */
    async set(name, value) {
      await run(['env', 'set', name, value, '--environment', environmentName]);
    },
    /** The cloud that azd is set to: AzureCloud where nobody chose one. */
    async cloudName() {
      const text = await run(['config', 'show', '--output', 'json']).catch(() => '');
      return String(readJson(text).cloud?.name ?? 'AzureCloud');
    },
  };
}

/** @typedef {ReturnType<typeof createAzd>} Azd */

/** @param {readonly string[]} args @returns {Promise<string>} */
function run(args) {
  return new Promise((resolve, reject) => {
    execFile('azd', args, { timeout: DEADLINE_MS, windowsHide: true }, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout);
      const said = error.code === 'ENOENT' ? 'it is not on the PATH' : lastLine(stderr);
      const what = `azd ${args.slice(0, 2).join(' ')}`;
      reject(new Stop(`${what} failed: ${said}. Run this through azd, signed in with: azd auth login`));
    });
  });
}

/** @param {string} text */
function readJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** @param {string} text */
function lastLine(text) {
  return text.trim().split('\n').at(-1)?.replace(/\.$/, '') || 'it said nothing';
}
