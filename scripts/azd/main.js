import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Whether a module was run directly rather than imported. @param {string} moduleUrl */
export function isMain(moduleUrl) {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === fileURLToPath(moduleUrl);
}
