import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// azd starts each hook in the hook's own folder.
const root = fileURLToPath(new URL('../../..', import.meta.url));
const script = fileURLToPath(new URL('../../connectors.js', import.meta.url));
const DEADLINE_MS = 60_000;

/**
 * Writes the connector files of this server and returns a report for the terminal. A failure does not fail the
 * deployment.
 * @param {string} origin @returns {Promise<string>}
 */
export function writeConnectors(origin) {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [script, origin],
      { cwd: root, timeout: DEADLINE_MS },
      (error, stdout, stderr) =>
        resolve(
          error === null ? stdout.trim() : `The connector files could not be written: ${stderr.trim()}`,
        ),
    );
  });
}
