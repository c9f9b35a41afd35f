import { ToolError } from '../../errors.ts';
import { forbidden, verdictByCode, verdictByStatus, type Verdict } from './failure-messages.ts';
import { isRecord } from '../../base/is-record.ts';
import { quote } from '../../base/untrusted-text.ts';
import { mayHaveHappened, type Loss, type Outcome, type Reply } from './outcome.ts';
import { covers } from '../permissions.ts';
import type { GraphRequest } from '../request/graph-request.ts';
import { retryAfterSeconds } from '../limits/retry-delay.ts';

/** What is known beside Graph's answer: the request, the permissions it needs and those that the token holds, the clock (ms). */
export type Circumstances = {
  readonly request: GraphRequest;
  readonly neededScopes: readonly string[];
  readonly heldScopes: readonly string[];
  readonly now: number;
  /** Whether an earlier attempt at the same request may have been carried out. */
  readonly earlierMayHaveHappened: boolean;
};

/** The error in Graph's own shape; empty strings where the body is none. */
type GraphError = { readonly code: string; readonly message: string };

/** Turns an outcome that is not a success into an error; see `failureOf` and `lossOf`. */
export function errorOf(outcome: Outcome, circumstances: Circumstances): ToolError {
  return outcome.kind === 'reply' ? failureOf(outcome, circumstances) : lossOf(outcome, circumstances);
}

/** Turns a refusal or failure of Graph into one trusted sentence; Graph's own words follow as a short quotation. */
export function failureOf(reply: Reply, circumstances: Circumstances): ToolError {
  const { request } = circumstances;
  const error = errorIn(reply.body);
  const { code, sentence } = classify(reply.status, error, circumstances);
  const words = reply.status < 500 && error.message !== '' ? ` Graph says: "${quote(error.message)}"` : '';
  const uncertain = isUncertain(reply, circumstances);
  const retryAfter = retryAfterSeconds(reply, circumstances.now) ?? (isBusy(reply.status) ? 10 : undefined);
  const requestId = requestIdOf(reply);
  return new ToolError(code, sentence + words + (uncertain ? howToVerify(request) : ''), {
    sideEffect: uncertain ? 'unknown' : 'unchanged',
    ...(retryAfter !== undefined && { retryAfterSeconds: retryAfter }),
    ...(requestId !== undefined && { graphRequestId: requestId }),
  });
}

/** Turns an exchange without a whole answer into what is known of it. */
export function lossOf(
  loss: Loss,
  circumstances: Pick<Circumstances, 'request' | 'earlierMayHaveHappened'>,
): ToolError {
  const { request } = circumstances;
  const uncertain = isUncertain(loss, circumstances);
  const [code, sentence] = lossMessages[loss.kind];
  return new ToolError(code, sentence + (uncertain ? howToVerify(request) : ''), {
    sideEffect: uncertain ? 'unknown' : 'unchanged',
    ...(loss.kind !== 'too-large' && { retryAfterSeconds: loss.retryAfterSeconds ?? 5 }),
    cause: loss.cause,
  });
}

/** A 2xx whose body is not what it should be: for a write the deed is done, its answer is not known. */
export function unreadableAnswer(
  what: string,
  request: GraphRequest,
  requestId: string | undefined,
): ToolError {
  const uncertain = request.method !== 'GET';
  return new ToolError(
    'bad_answer',
    `Microsoft Graph answered with ${what}.${uncertain ? howToVerify(request) : ''}`,
    {
      sideEffect: uncertain ? 'unknown' : 'unchanged',
      ...(requestId !== undefined && { graphRequestId: requestId }),
    },
  );
}

/** The id that Microsoft's support asks for, where it looks like one. */
export function requestIdOf(reply: Reply): string | undefined {
  const id = reply.headers['request-id'];
  return typeof id === 'string' && /^[\w-]{1,64}$/.test(id) ? id : undefined;
}

const lossMessages = {
  late: ['deadline', 'The time of this call was over before Microsoft Graph could be asked.'],
  held: [
    'graph_unavailable',
    'This part of Microsoft Graph has failed for several people of your organisation, so it is left in peace for a moment and was not asked.',
  ],
  crowded: [
    'crowded',
    'Too many calls for this mailbox are waiting already, so Microsoft Graph was not asked. Ask for less at a time.',
  ],
  unsent: ['graph_unreachable', 'Microsoft Graph cannot be reached at the moment.'],
  lost: ['answer_lost', 'The connection to Microsoft Graph broke before an answer came.'],
  aborted: ['deadline', 'Microsoft Graph did not answer within the time of this call.'],
  'too-large': [
    'too_large',
    'The answer is larger than 16 MiB. Ask for less: fewer items, fewer properties.',
  ],
} as const satisfies Record<Loss['kind'], readonly [code: string, sentence: string]>;

function classify(status: number, error: GraphError, circumstances: Circumstances): Verdict {
  const known = verdictByCode[error.code.toLowerCase()];
  if (known !== undefined) return known;
  if (status === 403) return classifyForbidden(error, circumstances);
  if (status >= 300 && status < 400) {
    return {
      code: 'redirected',
      sentence: 'Microsoft Graph pointed to another address, which is not followed.',
    };
  }
  const family = status >= 500 ? 500 : 400;
  return verdictByStatus[status] ?? verdictByStatus[family] ?? { code: 'graph_unwell', sentence: '' };
}

function classifyForbidden(error: GraphError, { neededScopes, heldScopes }: Circumstances): Verdict {
  const missing = neededScopes.filter((scope) => !covers(heldScopes, scope));
  if (missing.length > 0) return forbidden.scope(missing);
  if (/\bscopes?\b/i.test(error.message)) return forbidden.scope([]);
  if (/licen[cs]e|premium/i.test(error.message)) return forbidden.licence;
  if (/\brole|privilege/i.test(error.message) || error.code === 'Authorization_RequestDenied')
    return forbidden.role;
  return forbidden.item;
}

/** Whether nobody can tell if a write has happened: what one attempt left open, a later refusal does not settle. */
function isUncertain(
  outcome: Outcome,
  { request, earlierMayHaveHappened }: Pick<Circumstances, 'request' | 'earlierMayHaveHappened'>,
): boolean {
  return request.method !== 'GET' && (earlierMayHaveHappened || mayHaveHappened(outcome));
}

function isBusy(status: number): boolean {
  return status === 429 || status === 503;
}

function howToVerify(request: GraphRequest): string {
  return request.verify === undefined ? '' : ` ${request.verify}`;
}

function errorIn(body: Uint8Array): GraphError {
  const parsed = parseJson(Buffer.from(body).toString('utf8'));
  const error = isRecord(parsed) && isRecord(parsed['error']) ? parsed['error'] : {};
  return {
    code: typeof error['code'] === 'string' ? error['code'] : '',
    message: typeof error['message'] === 'string' ? error['message'] : '',
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
