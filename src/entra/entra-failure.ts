import {
  ClaimsChallengeError,
  ConsentRequiredError,
  EntraRefusedError,
  HttpError,
  UnavailableError,
} from '../errors.ts';
import type { Log } from '../telemetry/telemetry-types.ts';

/** Entra's error response, as msal-node passes it on. */
type Refusal = {
  readonly code: string;
  readonly suberror: string;
  readonly aadsts: number;
  readonly claims: string;
};

/** Errors that the operator has to fix, by AADSTS number. */
const misconfigurations: Readonly<Record<number, string>> = {
  7000215: 'the client secret is wrong: put its value (not its id) into entra-client-secret',
  7000222: 'the client secret has expired: create a new one and put it into entra-client-secret',
  7000218: 'Entra requires a client credential: the app registration must have one, see ENTRA_CREDENTIAL',
  700016: 'ENTRA_CLIENT_ID is not an app of this tenant',
  700027: 'the certificate is not one of the app registration',
  700021: 'the assertion does not match a federated credential of the app registration',
  700211: 'no federated credential of the app registration has this issuer',
  700212: 'no federated credential of the app registration has this audience',
  700213:
    'no federated credential of the app registration has this subject: give it the principal id of AZURE_CLIENT_ID',
  70021: 'no federated credential of the app registration matches the managed identity',
  90009: 'the app requests a token for itself by its URI: the scope must be in GUID form',
  500011: 'a requested resource does not exist in this tenant',
};

/** The secret is wrong or expired, or the certificate is unknown: it may have been rotated. */
const staleCredential: readonly number[] = [7000215, 7000222, 700027];

/** 65001: nobody has consented; 65004: the person declined; 90094 and 90095: an administrator must consent. */
const consentMissing: readonly number[] = [65001, 65004, 90094, 90095];

/** Codes of a permanent refusal if Entra gives no AADSTS number. */
const permanentCodes: readonly string[] = [
  'invalid_grant',
  'interaction_required',
  'login_required',
  'invalid_request',
];

/** Codes of an error that may be gone in a moment. */
const transientCodes: readonly string[] = ['temporarily_unavailable', 'server_error'];

/** True if the refused credential may have been rotated, so that a retry with a fresh one makes sense. */
export function isStaleCredential(error: unknown): boolean {
  return staleCredential.includes(refusalOf(error).aadsts);
}

/**
 * Maps a failed exchange to an error of `errors.ts`. Entra's own message stays in the cause. With `adminConsentUrl`
 * a missing consent becomes `ConsentRequiredError`.
 */
export function failureOf(
  error: unknown,
  { log, adminConsentUrl }: { log: Log; adminConsentUrl?: string },
): Error {
  if (error instanceof UnavailableError || error instanceof HttpError) return error;
  const refusal = refusalOf(error);
  const { code, aadsts, claims } = refusal;
  const cause = new Error(aadsts === 0 ? String(error).slice(0, 300) : `${code} AADSTS${aadsts}`);
  if (claims !== '') return new ClaimsChallengeError(claims, { cause });
  if (isMisconfiguration(refusal)) {
    log.error('entra_refuses_this_app', {
      code,
      aadsts,
      fix: misconfigurations[aadsts] ?? 'see the app registration',
    });
    return new UnavailableError('Entra', { retryAfterSeconds: 60, cause });
  }
  if (adminConsentUrl !== undefined && isConsentMissing(refusal)) {
    return new ConsentRequiredError(adminConsentUrl, { cause });
  }
  if (code === 'nonce_mismatch') {
    return new EntraRefusedError('The sign-in does not belong to this browser; start again.', 0, { cause });
  }
  if (isPermanent(refusal)) {
    const number = aadsts === 0 ? '' : ` (AADSTS${aadsts})`;
    return new EntraRefusedError(`Microsoft Entra refuses this sign-in${number}; sign in again.`, aadsts, {
      cause,
    });
  }
  return new UnavailableError('Entra', { cause });
}

function isMisconfiguration({ code, aadsts }: Refusal): boolean {
  return code === 'invalid_client' || code === 'unauthorized_client' || aadsts in misconfigurations;
}

function isConsentMissing({ suberror, aadsts }: Refusal): boolean {
  return suberror === 'consent_required' || consentMissing.includes(aadsts);
}

function isPermanent({ code, aadsts }: Refusal): boolean {
  return !transientCodes.includes(code) && (aadsts !== 0 || permanentCodes.includes(code));
}

/** Reads the fields of msal-node's errors, without loading msal-node. */
function refusalOf(error: unknown): Refusal {
  const { errorCode, subError, errorNo, claims, message } = (error ?? {}) as Record<string, unknown>;
  const number = Number(errorNo ?? /AADSTS(\d+)/.exec(String(message))?.[1]);
  const textOf = (field: unknown) => (typeof field === 'string' ? field : '');
  return {
    code: textOf(errorCode),
    suberror: textOf(subError),
    aadsts: Number.isSafeInteger(number) ? number : 0,
    claims: textOf(claims),
  };
}
