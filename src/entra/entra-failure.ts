import {
  ClaimsChallengeError,
  ConsentRequiredError,
  EntraRefusedError,
  HttpError,
  UnavailableError,
} from '../errors.ts';
import type { Log } from '../telemetry/telemetry-types.ts';
import { causeOf, sentenceOf, type Explain } from './causes/explain.ts';
import { parseErrorDetails, type EntraErrorDetails } from './causes/entra-error-details.ts';

/** The secret is wrong or expired, or the certificate is unknown: it may have been rotated. */
const staleCredential: readonly number[] = [7000215, 7000222, 700027];

/** True if the refused credential may have been rotated, so that a retry with a fresh one makes sense. */
export function isStaleCredential(error: unknown): boolean {
  return staleCredential.includes(detailsOf(error).aadsts);
}

/** How a failure is explained: to people of `tid`, and to the operator in the log. */
export type FailureContext = {
  readonly log: Log;
  readonly explain: Explain;
  readonly tid: string;
  /** With it, a missing consent becomes `ConsentRequiredError`. */
  readonly adminConsentUrl?: string;
};

/** Maps a failed exchange to an error of `errors.ts`, by its cause. Of Entra's own text only ids and a time remain. */
export function failureOf(error: unknown, context: FailureContext): Error {
  if (error instanceof UnavailableError || error instanceof HttpError) return error;
  const details = detailsOf(error);
  const { log, explain, tid, adminConsentUrl } = context;
  const { error: code, aadsts } = details;
  if (isUnexplained(details)) return new UnavailableError('Entra', { cause: new Error(shortText(error)) });
  const cause = new Error(aadsts === 0 ? code : `${code} AADSTS${aadsts}`);
  const explanation = explain(details, tid);
  const message = sentenceOf(explanation);
  const explained = { cause, explanation, message };
  const claims = claimsOf(error);
  if (claims !== '') return new ClaimsChallengeError(claims, explained);
  const { remedy } = causeOf(details);
  if (remedy === 'misconfigured') {
    const { action, link, traceId, correlationId } = explanation;
    log.error('entra_refuses_this_app', { code, aadsts, fix: `${action} ${link}`, traceId, correlationId });
    return new UnavailableError('Entra', { ...explained, retryAfterSeconds: 60 });
  }
  if (remedy === 'retry') return new UnavailableError('Entra', explained);
  if (remedy === 'consent' && adminConsentUrl !== undefined) {
    return new ConsentRequiredError(adminConsentUrl, explained);
  }
  return new EntraRefusedError(message, aadsts, {
    ...explained,
    endsSignIn: remedy !== 'refused' && remedy !== 'consent',
  });
}

/** Neither a number, nor a known word, nor an id of a request: most likely the network. */
function isUnexplained(details: EntraErrorDetails): boolean {
  return details.traceId === undefined && causeOf(details).code === 'unknown';
}

/** Reads the fields of msal-node's errors, without loading msal-node. */
function detailsOf(error: unknown): EntraErrorDetails {
  const { errorCode, subError, errorNo, message } = (error ?? {}) as Record<string, unknown>;
  return parseErrorDetails({ error: errorCode, suberror: subError, aadsts: errorNo, description: message });
}

function claimsOf(error: unknown): string {
  const { claims } = (error ?? {}) as Record<string, unknown>;
  return typeof claims === 'string' ? claims : '';
}

function shortText(error: unknown): string {
  return String(error).slice(0, 300);
}
