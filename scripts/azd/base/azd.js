import { execFile } from 'node:child_process';

import { Stop } from './stop.js';

const DEADLINE_MS = 120_000;

/**
 * Runs azd with arguments and returns what azd prints. Throws `Stop` if azd fails.
 * @typedef {(args: readonly string[]) => Promise<string>} RunAzd
 */

/**
 * The commands of the Azure Developer CLI that hooks use.
 * @param {string} environmentName the environment that azd was started for, which may differ from the default one
 * @param {RunAzd} [run]
 */
export function createAzd(environmentName, run = runProgram) {
  return {
    /** Gets a token for the user or pipeline that runs azd. @param {string} resource @param {string} [tenantId] */
    async token(resource, tenantId) {
      const tenant = tenantId === undefined ? [] : ['--tenant-id', tenantId];
      const scope = ['--scope', `${resource}/.default`];
      // Conditional Access may require a new sign-in for this resource, even if azd is signed in.
      const text = await run(['auth', 'token', ...scope, '--output', 'json', ...tenant]).catch((error) => {
        throw new Stop(`${messageOf(error)} Sign in with: ${signInCommand(resource, tenantId)}`);
      });
      const { token } = readJson(text);
      if (typeof token === 'string') return token;
      throw new Stop(
        `azd returned no token for ${resource}. Sign in with: ${signInCommand(resource, tenantId)}`,
      );
    },
    /** Stores a value in the azd environment. @param {string} name @param {string} value */
    async set(name, value) {
      await run(['env', 'set', name, value, '--environment', environmentName]);
    },
    /** All values of the azd environment. @returns {Promise<Record<string, string>>} */
    async values() {
      return readJson(await run(['env', 'get-values', '--output', 'json', '--environment', environmentName]));
    },
    /** Returns the cloud that azd is configured for. The default is AzureCloud. */
    async cloudName() {
      const text = await run(['config', 'show', '--output', 'json']).catch(() => '');
      return String(readJson(text).cloud?.name ?? 'AzureCloud');
    },
  };
}

/** The command that signs in to azd for one resource. @param {string} resource @param {string} [tenantId] */
export function signInCommand(resource, tenantId) {
  const tenant = tenantId === undefined ? '' : ` --tenant-id ${tenantId}`;
  return `azd auth login --scope ${resource}/.default${tenant}`;
}

/** @typedef {ReturnType<typeof createAzd>} Azd */

/** @type {RunAzd} */
function runProgram(args) {
  return new Promise((resolve, reject) => {
    execFile('azd', [...args], { timeout: DEADLINE_MS, windowsHide: true }, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout);
      const reason =
        error.code === 'ENOENT' ? 'it is not on the PATH. Run this hook through azd' : reasonIn(stderr);
      reject(new Stop(`azd ${args.slice(0, 2).join(' ')} failed: ${reason}.`));
    });
  });
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : 'azd failed.';
}

/** @param {string} text */
function readJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/**
 * Returns why azd failed, without the final full stop. With `--output json` azd prints the reason as JSON in the last
 * line; otherwise a note about a newer version may follow it.
 * @param {string} stderr
 */
function reasonIn(stderr) {
  const lines = stderr.trim().split('\n');
  const last = lines.at(-1) ?? '';
  const reason = readJson(last)?.error ?? lines.findLast((line) => /^ERROR: \S/.test(line)) ?? last;
  return oneLine(String(reason).replace(/^ERROR: /, '')) || 'azd printed no reason';
}

/** @param {string} text */
function oneLine(text) {
  return text.replaceAll(/\s+/g, ' ').trim().replace(/\.$/, '');
}
