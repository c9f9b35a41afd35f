import type { Config } from '../../config/config.ts';
import type { Explanation } from '../../errors.ts';
import type { Cause, Remedy } from './cause.ts';
import { conditionalAccessCauses } from './conditional-access-causes.ts';
import { configurationCauses } from './configuration-causes.ts';
import { consentCauses } from './consent-causes.ts';
import type { EntraErrorDetails } from './entra-error-details.ts';
import { fill, linksOf, type Links } from './links.ts';
import { serviceCauses } from './service-causes.ts';
import { signInCauses } from './account-causes.ts';

/** Every known sign-in failure, by category. */
export const causesByKind = {
  'Accounts and sign-in': signInCauses,
  'Conditional Access and multifactor authentication': conditionalAccessCauses,
  'Consent and subscriptions': consentCauses,
  'Portico configuration': configurationCauses,
  'Microsoft services': serviceCauses,
} as const satisfies Record<string, readonly Cause[]>;

const causes: ReadonlyMap<string, Cause> = new Map(
  Object.values(causesByKind).flatMap((rows) => rows.map((row) => [row.code, row])),
);

/** Causes by suberror, used if the failure has no AADSTS number or its number is not in the table. */
const causesBySuberror: ReadonlyMap<string, Cause | undefined> = new Map([
  ['consent_required', causes.get('consent_required')],
  ['basic_action', causes.get('interaction_required')],
  ['additional_action', causes.get('interaction_required')],
  ['message_only', causes.get('AADSTS53003')],
  ['user_password_expired', causes.get('AADSTS50055')],
]);

/** Error codes for transient failures, regardless of the AADSTS number. */
const transient: readonly string[] = ['temporarily_unavailable', 'server_error'];

/**
 * Returns the cause of an Entra failure, found by its number, then by its suberror, then by its error code. An
 * unknown number gets a generic cause with the remedy for its suberror or error code.
 */
export function causeOf({ aadsts, suberror, error }: EntraErrorDetails): Cause {
  const byWord = causes.get(error);
  const bySuberror = causesBySuberror.get(suberror);
  if (aadsts === 0) return bySuberror ?? byWord ?? unknown('unknown', 'retry');
  const code = `AADSTS${aadsts}`;
  const byNumber = suberror === 'consent_required' ? bySuberror : causes.get(code);
  if (byWord !== undefined && isStronger(byWord, byNumber)) return { ...byWord, code };
  if (byNumber !== undefined) return { ...byNumber, code };
  return unknown(code, (bySuberror ?? byWord)?.remedy ?? 'sign-in-again');
}

/**
 * Returns whether the error code overrides the number. An error code for a misconfiguration overrides an unknown
 * number; a transient error code overrides a known number unless that number means a misconfiguration or is also
 * transient.
 */
function isStronger(byWord: Cause, byNumber: Cause | undefined): boolean {
  if (byNumber === undefined) return byWord.remedy === 'misconfigured';
  return (
    transient.includes(byWord.code) && byNumber.remedy !== 'misconfigured' && byNumber.remedy !== 'retry'
  );
}

function unknown(code: string, remedy: Remedy): Cause {
  return {
    code,
    remedy,
    owner: 'administrator',
    cause: 'Microsoft Entra refused the request for a reason that this server does not recognise.',
    action:
      'Send this code, the ids and the time to your administrator, who can find the sign-in in the sign-in log.',
    link: code === 'unknown' ? '{signInLog}' : `{login}/error?code=${code.slice('AADSTS'.length)}`,
  };
}

/** Explains an Entra failure to users, with links for the organisation `tid`. */
export type Explain = (details: EntraErrorDetails, tid: string) => Explanation;

export function createExplain(config: Config): Explain {
  return (details, tid) => explanationOf(causeOf(details), linksOf(config, tid), details);
}

/** Turns a cause into an explanation by filling in its links. */
export function explanationOf(
  { code, cause, owner, action, link }: Cause,
  links: Links,
  { traceId, correlationId, timestamp }: Partial<EntraErrorDetails> = {},
): Explanation {
  return {
    code,
    cause,
    owner,
    action: fill(action, links),
    link: fill(link, links),
    traceId,
    correlationId,
    timestamp,
  };
}

/** Maximum length of a message, in characters. Only an unusually long PUBLIC_URL makes a message reach this limit. */
const SENTENCE_LIMIT = 1_000;

const owners: Readonly<Record<Explanation['owner'], string>> = {
  person: 'The user who is signing in can fix this.',
  administrator: 'An administrator of the organisation can fix this.',
  operator: 'The operator of Portico can fix this.',
};

/**
 * Formats an explanation as one line that is valid in `error_description` (RFC 6749, section 4.1.2.1: printable ASCII
 * without quotes or backslashes).
 */
export function sentenceOf({ code, cause, owner, action, link, ...ids }: Explanation): string {
  const found = [
    code,
    ids.traceId && `trace ID ${ids.traceId}`,
    ids.correlationId && `correlation ID ${ids.correlationId}`,
    ids.timestamp && `time ${ids.timestamp}`,
  ];
  const text = `${cause} ${owners[owner]} ${action} (${found.filter(Boolean).join(', ')}) ${destination(link)}`;
  return text.replaceAll(/[^\x20\x21\x23-\x5b\x5d-\x7e]/g, "'").slice(0, SENTENCE_LIMIT);
}

function destination(link: string): string {
  return link.startsWith('http') ? `Open: ${link}` : `Run: ${link}`;
}
