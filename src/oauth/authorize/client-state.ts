import { OAuthError } from '../../errors.ts';

const STATE_LIMIT = 1_500;

/** The client's state, which has to travel in a cookie: printable ASCII (RFC 6749, A.5), 1,500 characters at most. */
export function clientState(parameters: Readonly<Record<string, string>>): string | undefined {
  const state = parameters['state'];
  if (state === undefined || (state.length <= STATE_LIMIT && /^[\x20-\x7e]*$/.test(state))) return state;
  throw new OAuthError(
    'invalid_request',
    `The state may have ${STATE_LIMIT} printable ASCII characters at most.`,
  );
}
