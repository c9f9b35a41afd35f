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

/**
 * AADSTS numbers for a wrong or expired secret and for an unknown, unauthorised, expired or revoked certificate. Such
 * errors are often the result of a rotation. 70002 and 50012 are older numbers for the same errors.
 */
const staleCredential: readonly number[] = [
  7_000_215, 7_000_222, 700_027, 700_030, 1_000_502, 7_000_214, 70_002, 50_012,
];

/**
 * The suberror of a refusal that no sign-in can resolve, such as a policy that blocks the user. Entra nevertheless
 * sends claims that name the policy.
 */
const CANNOT_BE_MET = 'message_only';

/**
 * Returns whether Entra refused the credential in a way that suggests a rotation. In that case, retry with another
 * version of the credential.
 */
export function isStaleCredential(error: unknown): boolean {
  return staleCredential.includes(detailsOf(error).aadsts);
}

/** How a failure is explained to users in the tenant `tid`, and to the operator in the log. */
export type FailureContext = {
  readonly log: Log;
  readonly explain: Explain;
  readonly tid: string;
  /** If set, missing consent becomes `ConsentRequiredError`. */
  readonly adminConsentUrl?: string;
};

/** Maps a failed exchange to an error from `errors.ts`. Drops Entra's text except for ids and the time. */
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
  if (claims !== '' && details.suberror !== CANNOT_BE_MET) return new ClaimsChallengeError(claims, explained);
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

/**
 * Returns whether the error has no number, no known code and no request id. In that case, the cause is most likely the
 * network.
 */
function isUnexplained(details: EntraErrorDetails): boolean {
  return details.traceId === undefined && causeOf(details).code === 'unknown';
}

/** Reads the details from an msal-node error without loading msal-node. */
function detailsOf(error: unknown): EntraErrorDetails {
  const { errorCode, subError, errorNo, message } = (error ?? {}) as Record<string, unknown>;
  return parseErrorDetails({ error: errorCode, suberror: subError, aadsts: errorNo, description: message });
}

/**
 * Returns the claims in an error. The error is neither null nor undefined, because `failureOf` has already returned for
 * such unexplained errors.
 */
function claimsOf(error: unknown): string {
  const { claims } = error as Record<string, unknown>;
  return typeof claims === 'string' ? claims : '';
}

function shortText(error: unknown): string {
  return String(error).slice(0, 300);
}
