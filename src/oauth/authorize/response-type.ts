import { OAuthError } from '../../errors.ts';

/** Only codes are answered, and only in the query; tokens never pass a browser (OAuth 2.1, 10.1). */
export function requireCodeInQuery(parameters: Readonly<Record<string, string>>): void {
  const { response_type: type, response_mode: mode = 'query' } = parameters;
  if (type === undefined) throw new OAuthError('invalid_request', 'The response_type is missing: send code.');
  if (type !== 'code') {
    throw new OAuthError('unsupported_response_type', 'The only response_type of this server is code.');
  }
  if (mode !== 'query')
    throw new OAuthError('invalid_request', 'The only response_mode of this server is query.');
}
