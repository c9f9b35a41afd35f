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
  /** Whether the error concerns the whole request and not just this call; see `concernsRequest`. */
  readonly concernsRequest: boolean;
};

export type FailedCall = {
  readonly kind: ToolKind;
  readonly writes: Writes;
  /** Where an administrator agrees to the Graph permissions. */
  readonly adminConsentUrl: string;
  /** Where people and administrators fix what stops them. */
  readonly links: PortalLinks;
  readonly requestId: string;
};

/** Turns whatever a call threw into what the model reads: what happened, what it left behind, when to try again. */
export function describeFailure(error: unknown, call: FailedCall): Failure {
  const { code, sentence } = whatHappened(error, call);
  const outcome = outcomeOf(error, call.writes);
  const retry = outcome === 'unknown' ? undefined : retryAfter(error);
  const parts = [sentence, sideEffect(outcome, call), retry && `Try again in ${retry} s.`];
  return {
    text: parts.filter(Boolean).join(' '),
    concernsRequest: call.writes !== 'done' && concernsRequest(error),
    outcome,
    code,
    graphRequestId: error instanceof ToolError ? error.graphRequestId : undefined,
  };
}

/**
 * Errors about credentials and our own stores concern the whole request: MCP answers it with an HTTP status that
 * clients
 * react to. Not after a write, because the client would repeat the call, and with it the write.
 */
function concernsRequest(error: unknown): boolean {
  return error instanceof UnavailableError
    ? error.dependency !== 'Microsoft Graph' && error.dependency !== 'Entra'
    : isAboutCredentials(error);
}

/** Whether an error is about the caller's credentials alone, so that the client has to renew them. */
export function isAboutCredentials(error: unknown): boolean {
  if (error instanceof EntraRefusedError) return error.endsSignIn;
  return error instanceof ClaimsChallengeError || error instanceof OAuthError;
}

function whatHappened(error: unknown, call: FailedCall): { code: string; sentence: string } {
  if (error instanceof ToolError)
    return { code: error.code, sentence: error.message + consentHint(error, call) };
  if (error instanceof ConsentRequiredError) return { code: 'consent_required', sentence: error.message };
  if (error instanceof UnavailableError) return { code: 'unavailable', sentence: error.message };
  if (error instanceof StoppedError)
    return { code: 'deadline', sentence: 'This took too long and was stopped. Ask for less at a time.' };
  if (error instanceof EntraRefusedError && !error.endsSignIn)
    return { code: 'refused_by_entra', sentence: error.message };
  if (isAboutCredentials(error))
    return { code: 'sign_in_again', sentence: `The person has to sign in again first.${reasonOf(error)}` };
  return {
    code: 'unexpected',
    sentence: `Something went wrong inside Portico. Give your administrator the request id ${call.requestId}.`,
  };
}

function reasonOf(error: unknown): string {
  const isExplained = error instanceof ClaimsChallengeError || error instanceof EntraRefusedError;
  return isExplained && error.explanation !== undefined ? ` ${error.message}` : '';
}

/** In words, because no client can ask Entra for a single Graph permission, and half of them give up after a 403. */
function consentHint({ code }: ToolError, { adminConsentUrl, links }: FailedCall): string {
  if (code === 'missing_permission') return ` Ask an administrator to open: ${adminConsentUrl}`;
  const help = helpFor(code, links);
  return help === undefined ? '' : ` ${help}`;
}

/** `failure` means that nothing was changed: no write was sent, or the failed one certainly had no effect. */
function outcomeOf(error: unknown, writes: Writes): Outcome {
  if (writes === 'none') return 'failure';
  if (writes === 'done' || error instanceof StoppedError) return 'unknown';
  if (error instanceof ToolError) return error.sideEffect === 'unknown' ? 'unknown' : 'failure';
  return isBeforeSending(error) ? 'failure' : 'unknown';
}

/** These errors arise while the token is acquired, before the request is sent, or when Graph refuses to act. */
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
    ? 'Part of it has already been done: check before you repeat it.'
    : 'It is not known whether it took effect: check before you try again.';
}

function retryAfter(error: unknown): number | undefined {
  return error instanceof ToolError || error instanceof UnavailableError
    ? error.retryAfterSeconds
    : undefined;
}
