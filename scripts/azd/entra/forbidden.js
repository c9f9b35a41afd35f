import { RestError } from '../base/rest.js';
import { Stop } from '../base/stop.js';

/**
 * Converts status 403 into a message that names the missing role.
 * @param {string} what @param {string} role @returns {(error: unknown) => never}
 */
export function explainForbidden(what, role) {
  return (error) => {
    if (!(error instanceof RestError) || error.status !== 403) throw error;
    throw new Stop(
      `You are not allowed to ${what} in Entra (${error.code}). Ask for the role ${role}, or use an app registration that somebody created for you: azd env set ENTRA_CLIENT_ID <id>`,
    );
  };
}
