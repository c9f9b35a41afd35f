import { parseRedirectUri, type RedirectUri } from '../../../src/oauth/clients/redirect-uri.ts';

/** Parses a redirect URI; throws if it is malformed. */
export function redirectUri(text: string): RedirectUri {
  const parsed = parseRedirectUri(text);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed.uri;
}
