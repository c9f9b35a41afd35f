import {
  ClaimsChallengeError,
  ConsentRequiredError,
  EntraRefusedError,
  OAuthError,
  ToolError,
  UnavailableError,
} from '../errors.ts';
import type { ToolKind } from '../tools/define.ts';
import { StoppedError } from '../base/with-deadline.ts';
import { helpFor } from '../entra/causes/service-states.ts';
import type { PortalLinks } from '../entra/causes/links.ts';
import type { Ending, Outcome, Writes } from './call-audit.ts';

/** The text for the model, and how the failed call is recorded. */
export type Failure = Ending & {
  readonly text: string;
  /** Whether the error affects the whole HTTP request and not only this call; see `concernsRequest`. */
  readonly concernsRequest: boolean;
};

export type FailedCall = {
  readonly kind: ToolKind;
  readonly writes: Writes;
  /** The page where an administrator grants the Graph permissions. */
  readonly adminConsentUrl: string;
  /** Pages where users and administrators can fix the cause of a failure. */
  readonly links: PortalLinks;
  readonly requestId: string;
};

/** Matches errors that already say that nothing was changed, such as `Nothing was stored.` */
const saysUnchanged = /\bnothing was \w+/i;

/** Describes an error to the model: what happened, whether anything changed, and when to try again. */
export function describeFailure(error: unknown, call: FailedCall): Failure {
  const { code, sentence } = explain(error, call);
  const outcome = outcomeOf(error, call.writes);
  const retry = outcome === 'unknown' ? undefined : retryAfter(error);
  const change =
    outcome === 'failure' && saysUnchanged.test(sentence) ? undefined : sideEffect(outcome, call);
  const parts = [sentence, change, retry && `Try again in ${retry} s.`];
  return {
    text: parts.filter(Boolean).join(' '),
    concernsRequest: call.writes !== 'done' && concernsRequest(error),
    outcome,
    code,
    graphRequestId: error instanceof ToolError ? error.graphRequestId : undefined,
  };
}

/**
 * Errors about credentials or our own stores affect the whole request: the MCP endpoint responds with an HTTP
 * status that clients act on. After a write, the error is reported in the call's result instead, because the
 * client would otherwise retry the call and repeat the write.
 */
function concernsRequest(error: unknown): boolean {
  return error instanceof UnavailableError
    ? error.dependency !== 'Microsoft Graph' && error.dependency !== 'Entra'
    : isAboutCredentials(error);
}

/** Whether an error concerns only the caller's credentials, so that the client must renew them. */
export function isAboutCredentials(error: unknown): boolean {
  if (error instanceof EntraRefusedError) return error.endsSignIn;
  return error instanceof ClaimsChallengeError || error instanceof OAuthError;
}

function explain(error: unknown, call: FailedCall): { code: string; sentence: string } {
  if (error instanceof ToolError)
    return { code: error.code, sentence: error.message + consentHint(error, call) };
  if (error instanceof ConsentRequiredError) return { code: 'consent_required', sentence: error.message };
  if (error instanceof UnavailableError) return { code: 'unavailable', sentence: error.message };
  if (error instanceof StoppedError)
    return {
      code: 'deadline',
      sentence: 'The call took too long and was stopped. Request less data at a time.',
    };
  if (error instanceof EntraRefusedError && !error.endsSignIn)
    return { code: 'refused_by_entra', sentence: error.message };
  if (isAboutCredentials(error))
    return { code: 'sign_in_again', sentence: `The user has to sign in again first.${reasonOf(error)}` };
  return {
    code: 'unexpected',
    sentence: `Something went wrong inside Portico. Give your administrator the request id ${call.requestId}.`,
  };
}

function reasonOf(error: unknown): string {
  const isExplained = error instanceof ClaimsChallengeError || error instanceof EntraRefusedError;
  return isExplained && error.explanation !== undefined ? ` ${error.message}` : '';
}

/**
 * Returns text instead of an HTTP challenge, because no client can request a single Graph permission from Entra, and
 * half of all clients give up after a 403.
 */
function consentHint({ code }: ToolError, { adminConsentUrl, links }: FailedCall): string {
  if (code === 'missing_permission') return ` Ask an administrator to open: ${adminConsentUrl}`;
  const help = helpFor(code, links);
  return help === undefined ? '' : ` ${help}`;
}

/** Returns `failure` only if nothing was changed: no write was sent, or the failed write certainly had no effect. */
function outcomeOf(error: unknown, writes: Writes): Outcome {
  if (writes === 'none') return 'failure';
  if (writes === 'done' || error instanceof StoppedError) return 'unknown';
  if (error instanceof ToolError) return error.sideEffect === 'unknown' ? 'unknown' : 'failure';
  return isBeforeSending(error) ? 'failure' : 'unknown';
}

/** Whether the request had no effect: its token could not be acquired, it was not sent, or Graph rejected it. */
function isBeforeSending(error: unknown): boolean {
  return (
    error instanceof UnavailableError ||
    error instanceof ConsentRequiredError ||
    error instanceof EntraRefusedError ||
    isAboutCredentials(error)
  );
}

function sideEffect(outcome: Outcome, call: FailedCall): string | undefined {
  if (call.kind === 'read') return undefined;
  if (outcome === 'failure') return 'Nothing was changed.';
  return call.writes === 'done'
    ? 'Part of the change has already been made: check before you try again.'
    : 'It is unknown whether the change took effect: check before you try again.';
}

function retryAfter(error: unknown): number | undefined {
  return error instanceof ToolError || error instanceof UnavailableError
    ? error.retryAfterSeconds
    : undefined;
}
