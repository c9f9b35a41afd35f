import { stopOn } from '../base/rest.js';

/**
 * Converts status 403 into a message that names the missing role.
 * @param {string} what @param {string} role @returns {(error: unknown) => never}
 */
export function explainForbidden(what, role) {
  return stopOn(
    [403],
    (code) =>
      `You are not allowed to ${what} in Entra (${code}). Ask for the role ${role}, or use an app registration that somebody created for you: azd env set ENTRA_CLIENT_ID <id>`,
  );
}
