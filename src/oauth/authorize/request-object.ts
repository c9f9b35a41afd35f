import { OAuthError } from '../../errors.ts';

/** Refuses parameters that would be passed inside a JWT or behind a URL (OpenID Connect Core, 6). */
export function refuseRequestObject(parameters: Readonly<Record<string, string>>): void {
  if (parameters['request'] !== undefined) {
    throw new OAuthError('request_not_supported', 'Send the parameters themselves, not a request object.');
  }
  if (parameters['request_uri'] !== undefined) {
    throw new OAuthError('request_uri_not_supported', 'Send the parameters themselves, not a request_uri.');
  }
}
