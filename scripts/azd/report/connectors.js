import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// azd starts each hook in the hook's own folder.
const root = fileURLToPath(new URL('../../..', import.meta.url));
const script = fileURLToPath(new URL('../../connectors.js', import.meta.url));
const DEADLINE_MS = 60_000;

/**
 * Writes the connector files of this server and returns a report for the terminal. A failure does not fail the
 * deployment.
 * @param {string} origin @param {string} [program] @returns {Promise<string>}
 */
export function writeConnectors(origin, program = script) {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [program, origin],
      { cwd: root, timeout: DEADLINE_MS },
      (error, stdout, stderr) => resolve(error === null ? stdout.trim() : explain(stderr.trim(), origin)),
    );
  });
}

/** A pipeline that deploys a package has not installed what the script needs. @param {string} reason @param {string} origin */
function explain(reason, origin) {
  if (!reason.includes('ERR_MODULE_NOT_FOUND')) return `The connector files could not be written: ${reason}`;
  return `The connector files were not written, because the packages are not installed. To write them: npm ci, then node scripts/connectors.js ${origin}`;
}
