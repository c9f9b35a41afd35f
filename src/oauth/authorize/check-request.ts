import { OAuthError } from '../../errors.ts';
import { CLIENT_STATE_LIMIT } from '../browser/transaction.ts';

type Parameters = Readonly<Record<string, string>>;

/**
 * Checks the client's state, which is stored in cookies: it must consist of at most 4,000 printable ASCII characters
 * (RFC 6749, appendix A.5).
 */
export function checkState({ state }: Parameters): void {
  if (state === undefined || (state.length <= CLIENT_STATE_LIMIT && /^[\x20-\x7e]*$/.test(state))) return;
  throw new OAuthError(
    'invalid_request',
    `The state must be at most ${CLIENT_STATE_LIMIT} printable ASCII characters.`,
  );
}

const ownNames: ReadonlySet<string> = new Set([
  'client_id',
  'redirect_uri',
  'response_type',
  'response_mode',
  'scope',
  'state',
  'prompt',
  'code_challenge',
  'code_challenge_method',
  'grant_type',
  'code',
  'code_verifier',
  'refresh_token',
]);

/**
 * Refuses a repeated parameter (RFC 6749, section 3.1). The error names the parameter only if this server defines it.
 */
export function checkOnce(name: string, repeated: readonly string[]): void {
  if (!repeated.includes(name)) return;
  const which = ownNames.has(name) ? `The parameter ${name}` : 'A parameter';
  throw new OAuthError(
    'invalid_request',
    `${which} occurs more than once. The app must send it only once; its developer can fix this.`,
  );
}

/** Refuses parameters passed in a request object, by value or by URL (OpenID Connect Core, section 6). */
export function checkRequestObject(parameters: Parameters): void {
  if (parameters['request'] !== undefined) {
    throw new OAuthError(
      'request_not_supported',
      'Request objects are not supported: send the parameters directly.',
    );
  }
  if (parameters['request_uri'] !== undefined) {
    throw new OAuthError(
      'request_uri_not_supported',
      'The request_uri parameter is not supported: send the parameters directly.',
    );
  }
}

/**
 * Allows only the response type `code`, returned in the query, so that tokens never pass through a browser (OAuth 2.1,
 * section 10.1).
 */
export function checkResponseType(parameters: Parameters): void {
  const { response_type: type, response_mode: mode = 'query' } = parameters;
  if (type === undefined)
    throw new OAuthError('invalid_request', 'The response_type is missing: send response_type=code.');
  if (type !== 'code') {
    throw new OAuthError('unsupported_response_type', 'This server supports only response_type=code.');
  }
  if (mode !== 'query')
    throw new OAuthError('invalid_request', 'This server supports only response_mode=query.');
}

/** Refuses silent sign-in, because the consent page is shown every time (OpenID Connect Core, section 3.1.2.6). */
export function checkPrompt({ prompt }: Parameters): void {
  if (prompt?.split(' ').includes('none') === true) {
    throw new OAuthError(
      'interaction_required',
      'This server always asks the user for consent: omit prompt=none.',
    );
  }
}
