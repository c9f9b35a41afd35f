import { ToolError } from '../../errors.ts';
import {
  badTime,
  forbidden,
  groupMailbox,
  groupWithoutMailbox,
  perhapsGroupMailbox,
  verdictByCode,
  verdictByStatus,
  verdictOnService,
  type Verdict,
} from './failure-messages.ts';
import { quote } from '../../base/untrusted-text.ts';
import { mayHaveHappened, type Loss, type Outcome, type Reply } from './outcome.ts';
import type { Prerequisites } from '../graph-context.ts';
import { errorIn, type GraphError } from './error-in.ts';
import { covers } from '../permissions.ts';
import type { GraphRequest } from '../request/graph-request.ts';
import { retryAfterSeconds } from '../limits/retry-delay.ts';

/** The context of a failure, apart from Graph's response. `now` is in milliseconds. */
export type Circumstances = {
  readonly request: GraphRequest;
  readonly neededScopes: readonly string[];
  readonly heldScopes: readonly string[];
  readonly prerequisites?: Prerequisites | undefined;
  readonly now: number;
  /** Whether an earlier attempt may have taken effect. */
  readonly earlierMayHaveHappened: boolean;
};

/** Converts an unsuccessful outcome into an error; see `failureOf` and `lossOf`. */
export function errorOf(outcome: Outcome, circumstances: Circumstances): ToolError {
  return outcome.kind === 'reply' ? failureOf(outcome, circumstances) : lossOf(outcome, circumstances);
}

/**
 * Converts an error response into an error with a trusted message, followed by a short quotation from Graph's own
 * message.
 */
export function failureOf(reply: Reply, circumstances: Circumstances): ToolError {
  const { request } = circumstances;
  const error = errorIn(reply.body);
  const { code, sentence } = classify(reply.status, error, circumstances);
  const words =
    reply.status < 500 && error.message !== '' ? ` Graph's message: "${quote(error.message)}"` : '';
  const uncertain = isUncertain(reply, circumstances);
  const retryAfter = retryAfterSeconds(reply, circumstances.now) ?? (isBusy(reply.status) ? 10 : undefined);
  const requestId = requestIdOf(reply);
  return new ToolError(code, sentence + words + (uncertain ? howToVerify(request) : ''), {
    sideEffect: uncertain ? 'unknown' : 'unchanged',
    ...(retryAfter !== undefined && { retryAfterSeconds: retryAfter }),
    ...(requestId !== undefined && { graphRequestId: requestId }),
  });
}

/** Converts an exchange without a complete response into an error. */
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

/**
 * Creates the error for a 2xx response with an unusable body. If the request was a write, it was carried out, but its
 * result is unknown.
 */
export function unreadableAnswer(
  what: string,
  request: GraphRequest,
  requestId: string | undefined,
): ToolError {
  const uncertain = request.method !== 'GET';
  return new ToolError(
    'bad_answer',
    `Microsoft Graph responded with ${what}.${uncertain ? howToVerify(request) : ''}`,
    {
      sideEffect: uncertain ? 'unknown' : 'unchanged',
      ...(requestId !== undefined && { graphRequestId: requestId }),
    },
  );
}

/** Returns the `request-id` that Microsoft support asks for, or undefined if it is missing or malformed. */
export function requestIdOf(reply: Reply): string | undefined {
  const id = reply.headers['request-id'];
  return typeof id === 'string' && /^[\w-]{1,64}$/.test(id) ? id : undefined;
}

const lossMessages = {
  late: [
    'deadline',
    'The time limit for this call was reached before the request could be sent to Microsoft Graph.',
  ],
  held: [
    'graph_unavailable',
    'This part of Microsoft Graph is failing for several users in your organisation. Portico has paused requests to it and did not send this one.',
  ],
  crowded: [
    'crowded',
    'Too many calls for this mailbox are already waiting, so this one was not sent to Microsoft Graph. Make fewer calls at a time.',
  ],
  unsent: ['graph_unreachable', 'Microsoft Graph cannot be reached at the moment.'],
  lost: ['answer_lost', 'The connection to Microsoft Graph was lost before the complete response arrived.'],
  aborted: ['deadline', 'Microsoft Graph did not respond within the time limit for this call.'],
  'too-large': ['too_large', 'The response is larger than 16 MiB. Request fewer items or fewer properties.'],
} as const satisfies Record<Loss['kind'], readonly [code: string, sentence: string]>;

function classify(status: number, error: GraphError, circumstances: Circumstances): Verdict {
  const known = classifyByCode(error, circumstances);
  if (known !== undefined) return known;
  const mailbox = classifyMailbox(status, circumstances.request);
  if (mailbox !== undefined) return mailbox;
  if (isRefusal(status, error)) return classifyForbidden(error, circumstances);
  if (status >= 300 && status < 400) {
    return {
      code: 'redirected',
      sentence: `Microsoft Graph redirected the request to another address. Redirects are not followed.${
        circumstances.request.path.endsWith('/content') ? ' To read a file, use read_file_content.' : ''
      }`,
    };
  }
  const family = status >= 500 ? 500 : 400;
  return verdictByStatus[status] ?? verdictByStatus[family] ?? { code: 'graph_unwell', sentence: '' };
}

/** Returns the verdict for an error code that is more specific than the HTTP status. */
function classifyByCode(error: GraphError, { request, prerequisites }: Circumstances): Verdict | undefined {
  if (/DateTimeOffset' and 'Edm\.String'|DateTimeOffset text/.test(error.message)) return badTime;
  const known = verdictOnService(error) ?? verdictByCode[error.code.toLowerCase()];
  if (known?.code === 'no_mailbox' && /^\/groups\//i.test(request.path)) return groupWithoutMailbox;
  return known?.code === 'no_licence' ? forbidden.licence(prerequisites?.licence) : known;
}

/** Whether Graph refused the request. Intune responds with 401, not 403, to users without a role. */
function isRefusal(status: number, { code }: GraphError): boolean {
  return status === 403 || (status === 401 && code === 'Forbidden');
}

const mailboxWords = 'messages|mailFolders|inferenceClassification|mailboxSettings|outlook|sendMail';
const ofGroup = new RegExp(`^/groups/[^/]+/(?:${mailboxWords})\\b`, 'i');
const ofPerson = new RegExp(`^/users/[^/]+/(?:${mailboxWords}|events|calendar\\w*)\\b`, 'i');

/** Returns a verdict if the request fails because the mailbox belongs, or may belong, to a group. */
function classifyMailbox(status: number, { path }: GraphRequest): Verdict | undefined {
  if ([400, 404, 405].includes(status) && ofGroup.test(path)) return groupMailbox;
  return status === 405 && ofPerson.test(path) ? perhapsGroupMailbox : undefined;
}

function classifyForbidden(
  error: GraphError,
  { request, neededScopes, heldScopes, prerequisites }: Circumstances,
): Verdict {
  const missing = neededScopes.filter((scope) => !covers(heldScopes, scope));
  if (missing.length > 0) return forbidden.scope(missing, request.version);
  const { roles = [], licence } = prerequisites ?? {};
  // When the user lacks a role, the Conditional Access API reports missing scopes even if the token has them all.
  const isAboutRole = roles.length > 0 && neededScopes.length > 0;
  if (!isAboutRole && isAboutScope(error)) return forbidden.scope([]);
  if (/licen[cs]e|premium/i.test(error.message)) return forbidden.licence(licence);
  // Planner reports the name of the limit that was reached, such as MaximumChecklistItemsOnTask.
  if (/\bMaximum[A-Z]\w+/.test(`${error.code} ${error.message}`)) return forbidden.limit;
  if (isAboutRole || /\brole|privilege/i.test(error.message) || error.code === 'Authorization_RequestDenied')
    return forbidden.role(roles);
  return forbidden.item;
}

function isAboutScope({ code, message }: GraphError): boolean {
  return code === 'Authentication_MSGraphPermissionMissing' || /\bscopes?\b/i.test(message);
}

/**
 * Returns whether a write may have taken effect. If an earlier attempt may have taken effect, the refusal of a later
 * attempt does not change that.
 */
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
