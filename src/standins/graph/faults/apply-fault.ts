import { isRecord } from '../../../base/is-record.ts';
import type { Reply } from '../graph-call.ts';
import { errorBody, type RequestIds } from '../graph-errors.ts';
import type { Fault } from './fault-rules.ts';

/**
 * How a response is sent: completely (`whole`), cut off (`half`), slowly (`drip`), not at all (`never`), or with a
 * reset (`cut`).
 */
export type Delivery =
  | { readonly how: 'whole'; readonly reply: Reply }
  | { readonly how: 'half'; readonly reply: Reply }
  | { readonly how: 'drip'; readonly reply: Reply; readonly milliseconds: number }
  | { readonly how: 'never' }
  | { readonly how: 'cut' };

const messages: Readonly<Record<number, readonly [code: string, message: string]>> = {
  429: ['TooManyRequests', 'Too many requests.'],
  500: ['InternalServerError', 'An internal server error occurred in the upstream service.'],
  502: ['BadGateway', 'The upstream service returned an invalid response.'],
  503: ['ServiceUnavailable', 'The service is temporarily unavailable.'],
  504: ['GatewayTimeout', 'The upstream service did not respond in time.'],
  507: ['InsufficientStorage', 'The maximum storage quota has been reached.'],
};

/** Applies a fault to `reply`, the normal response. */
export function applyFault(rule: Fault, reply: Reply, ids: RequestIds, foreignUrl: string): Delivery {
  const whole = (status: number, body: unknown, headers: Record<string, string> = {}): Delivery => ({
    how: 'whole',
    reply: {
      status,
      body,
      headers: { 'request-id': ids.requestId, 'client-request-id': ids.clientRequestId, ...headers },
    },
  });
  switch (rule.kind) {
    case 'status':
    case 'batch-throttle':
      return { how: 'whole', reply: refusal(rule, ids) };
    case 'hang':
      return { how: 'never' };
    case 'reset':
      return { how: 'cut' };
    case 'half-body':
      return { how: 'half', reply };
    case 'slow-drip':
      return { how: 'drip', reply, milliseconds: rule.milliseconds };
    case 'html':
      return whole(
        200,
        '<!doctype html><html><body><h1>Our services aren’t available right now</h1></body></html>',
        {
          'content-type': 'text/html',
        },
      );
    case 'wrong-json':
      return whole(200, '{"value":[{"id":"1","subject":', { 'content-type': 'application/json' });
    case 'redirect-elsewhere':
      return whole(302, undefined, { location: rule.location ?? foreignUrl });
    case 'foreign-next-link':
      return { how: 'whole', reply: withForeignLink(reply, rule.location ?? foreignUrl) };
    case 'claims-challenge':
      return challenge(rule, ids);
    default:
      return { how: 'whole', reply };
  }
}

/** Adds a next-page link to another origin. A client must never send its token to that origin. */
function withForeignLink(reply: Reply, foreignUrl: string): Reply {
  if (!isRecord(reply.body) || !('value' in reply.body)) return reply;
  return { ...reply, body: { ...reply.body, '@odata.nextLink': `${foreignUrl}?$skip=10` } };
}

export function refusal(rule: Fault, ids: RequestIds): Reply {
  const status = rule.kind === 'batch-throttle' ? 429 : rule.status;
  const [usualCode, usualMessage] = messages[status] ?? ['UnknownError', 'Something went wrong.'];
  const { code = usualCode, message = usualMessage } = rule;
  const throttled = status === 429 || rule.retryAfterSeconds !== undefined;
  return {
    status,
    body: errorBody({ code, message }, ids),
    headers: {
      'request-id': ids.requestId,
      'client-request-id': ids.clientRequestId,
      ...(throttled && { 'retry-after': String(rule.retryAfterSeconds ?? 1) }),
    },
  };
}

/** Creates the 401 response of continuous access evaluation, with base64-encoded claims in the header. */
function challenge(rule: Fault, ids: RequestIds): Delivery {
  const claims =
    rule.claims ??
    `{"access_token":{"nbf":{"essential":true,"value":"${Math.floor(ids.at.getTime() / 1000)}"}}}`;
  return {
    how: 'whole',
    reply: {
      status: 401,
      body: errorBody(
        {
          code: 'InvalidAuthenticationToken',
          message:
            'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp',
        },
        ids,
      ),
      headers: {
        'www-authenticate': `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000", error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`,
      },
    },
  };
}
