import type { Config } from '../../config/config.ts';
import { OAuthError } from '../../errors.ts';
import type { SortedParameters } from '../../http/form.ts';
import type { ClientIdentity } from '../../policy/caller.ts';
import {
  checkRegistrationAge,
  identityOf,
  type ClientRegistry,
  type DescribedClient,
} from '../clients/oauth-client.ts';
import type { RedirectUri } from '../clients/redirect-uri.ts';
import { checkAllowList } from './check-allow-list.ts';
import { readCodeChallenge } from './check-pkce.ts';
import { readRedirectUri } from './check-redirect-uri.ts';
import {
  checkOnce,
  checkPrompt,
  checkRequestObject,
  checkResponseType,
  checkState,
} from './check-request.ts';
import { checkResources } from './check-resource.ts';
import { checkScope } from './check-scope.ts';

/** The data that the rules collect about an authorization request. */
export type AuthorizationRequest = {
  readonly client: DescribedClient;
  readonly redirectUri: RedirectUri;
  readonly identity: ClientIdentity;
  readonly state: string | undefined;
  readonly challenge: string;
};

type RuleContext = AuthorizationRequest & {
  readonly parameters: Readonly<Record<string, string>>;
  readonly resources: readonly string[];
  /** The names of repeated parameters, except `resource`. */
  readonly repeated: readonly string[];
  readonly config: Config;
  readonly clients: ClientRegistry;
};

/**
 * Checks a request and returns any data it finds; throws `OAuthError`. A rule can read only data from earlier rules.
 */
type Rule = (
  context: RuleContext,
) => Partial<AuthorizationRequest> | void | Promise<Partial<AuthorizationRequest>>;

type Row = {
  readonly name: string;
  readonly rule: Rule;
  /** Errors go to a page until the client and its redirect URI are trusted (OAuth 2.1, section 4.1.2.1). */
  readonly failureGoesTo: 'page' | 'client';
  /** Whether the client and its redirect URI are already trusted, so that the page can link back to the client. */
  readonly leadsBack?: true;
};

const readClient: Rule = async ({ parameters, clients, repeated }) => {
  checkOnce('client_id', repeated);
  return { client: await clients.describe(parameters['client_id']) };
};

const readTarget: Rule = ({ parameters, client, config, repeated }) => {
  checkOnce('redirect_uri', repeated);
  const redirectUri = readRedirectUri(parameters, client, config.allowedRedirectUris);
  const identity = identityOf(client, redirectUri);
  checkRegistrationAge(client, identity);
  return { redirectUri, identity };
};

const readState: Rule = ({ parameters }) => {
  checkState(parameters);
  return { state: parameters['state'] };
};

/** The rules for `/authorize`, in order. Each row also says where a failure is reported. */
export const authorizeRules: readonly Row[] = [
  { name: 'client', rule: readClient, failureGoesTo: 'page' },
  { name: 'redirect URI', rule: readTarget, failureGoesTo: 'page' },
  { name: 'allow-list', rule: (context) => checkAllowList(context, context.config), failureGoesTo: 'page' },
  { name: 'state', rule: readState, failureGoesTo: 'page', leadsBack: true },
  {
    name: 'request object',
    rule: ({ parameters, repeated }) => {
      for (const name of repeated) checkOnce(name, repeated);
      checkRequestObject(parameters);
    },
    failureGoesTo: 'client',
  },
  {
    name: 'response type',
    rule: ({ parameters }) => checkResponseType(parameters),
    failureGoesTo: 'client',
  },
  {
    name: 'PKCE',
    rule: ({ parameters }) => ({ challenge: readCodeChallenge(parameters) }),
    failureGoesTo: 'client',
  },
  { name: 'scope', rule: ({ parameters }) => checkScope(parameters['scope']), failureGoesTo: 'client' },
  {
    name: 'resource',
    rule: ({ resources, config }) => checkResources(resources, config.publicUrl),
    failureGoesTo: 'client',
  },
  { name: 'prompt', rule: ({ parameters }) => checkPrompt(parameters), failureGoesTo: 'client' },
];

/** The parts of a request that are needed to send an error to the client. */
export type ResponseTarget = Pick<AuthorizationRequest, 'redirectUri' | 'identity' | 'state'>;

/** A request that passed every rule, an error for the client, or an error for a page. */
export type CheckResult =
  | { readonly ok: true; readonly request: AuthorizationRequest }
  | {
      readonly ok: false;
      readonly error: OAuthError;
      readonly target: ResponseTarget;
      /** Whether to show the error on a page that links back to the client. */
      readonly onPage: boolean;
    }
  | {
      readonly ok: false;
      readonly error: OAuthError;
      readonly target: undefined;
      /** The client, if known. The error must not be sent to the client, because the client is not trusted. */
      readonly identity: ClientIdentity | undefined;
    };

/** Checks an authorization request against the rules, in order. */
export async function checkAuthorizationRequest(
  { values: parameters, resources, repeated }: SortedParameters,
  { config, clients }: { readonly config: Config; readonly clients: ClientRegistry },
): Promise<CheckResult> {
  // Each rule adds its data, and reads only data from earlier rules.
  const context = { parameters, resources, repeated, config, clients } as RuleContext;
  for (const { rule, failureGoesTo, leadsBack = false } of authorizeRules) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- a rule reads data from earlier rules
      Object.assign(context, await rule(context));
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      const isForClient = failureGoesTo === 'client' || leadsBack;
      if (!isForClient) return { ok: false, error, target: undefined, identity: context.identity };
      return { ok: false, error, target: context, onPage: leadsBack };
    }
  }
  return { ok: true, request: context };
}
