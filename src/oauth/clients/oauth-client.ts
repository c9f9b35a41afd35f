import type { Config } from '../../config/config.ts';
import { OAuthError } from '../../errors.ts';
import { formsOfClass, type ClientIdentity } from '../../policy/caller.ts';
import { SealError, type Sealer } from '../../secrets/seal.ts';
import { presentableName } from './client-name.ts';
import { digest } from '../../base/sha256.ts';
import type { FetchClientMetadata } from './metadata-document/fetcher.ts';
import { LOOPBACK_CLASS, parseRedirectUris, type RedirectUri } from './redirect-uri.ts';
import { isExpiredOnLoopback, openRegistration, type RegistrationTimes } from './sealed-registration.ts';

/** The properties of a client that the token endpoint needs. */
export type Client = {
  readonly kind: 'registered' | 'configured' | 'cimd';
  /** The id that tokens are bound to: the client_id, or its digest if the client_id is a sealed registration. */
  readonly boundId: string;
  /** Whether the client must send a secret. */
  readonly confidential: boolean;
  /** Whether the registration, if any, is too old for a loopback redirect URI. */
  readonly expiredOnLoopback?: boolean;
  /** When a registration was created and when it expires, in seconds since 1970. */
  readonly registration?: RegistrationTimes | undefined;
};

/** The properties that the authorization endpoint needs. The name is untrusted, because the client chose it. */
export type DescribedClient = Client & {
  readonly name: string | undefined;
  readonly redirectUris: readonly RedirectUri[];
};

type Dependencies = {
  readonly config: Config;
  readonly sealer: Sealer;
  readonly fetchClientMetadata?: FetchClientMetadata | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
};
type Kind = {
  readonly recognises: (id: string, config: Config) => boolean;
  readonly find: (id: string, dependencies: Dependencies) => Promise<Client>;
  readonly describe: (id: string, dependencies: Dependencies) => Promise<DescribedClient>;
};

/**
 * Maximum length of a client_id, in characters. The length is limited, because a client_id is part of the `/authorize`
 * URL.
 */
export const CLIENT_ID_LIMIT = 6_000;

/** A public client that `ALLOWED_CLIENTS` declares as `<id>=<redirect URI>`. */
const configured: Kind = {
  recognises: (id, config) => config.allowedClients.declared.has(id),
  find: async (id) => ({ kind: 'configured', boundId: id, confidential: false }),
  describe: async (id, dependencies) => ({
    ...(await configured.find(id, dependencies)),
    name: id,
    redirectUris: parseRedirectUris(dependencies.config.allowedClients.declared.get(id) ?? []),
  }),
};

const cimd: Kind = {
  recognises: (id) => id.startsWith('https://'),
  find: async (id, dependencies) => {
    documentsOf(dependencies);
    return { kind: 'cimd', boundId: id, confidential: false };
  },
  describe: async (id, dependencies) => {
    const { clientName, redirectUris } = await documentsOf(dependencies)(id);
    return { ...(await cimd.find(id, dependencies)), name: presentableName(clientName), redirectUris };
  },
};

const registered: Kind = {
  recognises: (id) => id.split('.').length === 5,
  find: (id, dependencies) => registered.describe(id, dependencies),
  describe: async (id, dependencies) => {
    try {
      const { name, confidential, times, ...content } = await openRegistration(id, dependencies);
      return {
        kind: 'registered',
        boundId: digest(id),
        confidential,
        expiredOnLoopback: isExpiredOnLoopback(times, dependencies.now()),
        registration: times,
        // The name is cleaned again, because earlier releases removed fewer characters before they sealed the name.
        name: presentableName(name),
        redirectUris: parseRedirectUris(content.redirectUris),
      };
    } catch (error) {
      throw error instanceof SealError ? unknownClient(error) : error;
    }
  },
};

/** The kinds of clients. The first kind that recognises a client_id handles it. */
const kinds: readonly Kind[] = [configured, cimd, registered];

/** Finds the client with the given client_id; throws `invalid_client` if there is none. */
export type ClientRegistry = {
  /** Returns the client without its name and redirect URIs. Never fetches a metadata document. */
  find(id: string | undefined): Promise<Client>;
  /** Returns the client with its name and redirect URIs. May fetch a metadata document. */
  describe(id: string | undefined): Promise<DescribedClient>;
};

export function createClientRegistry(dependencies: Dependencies): ClientRegistry {
  return {
    find: (id) => kindOf(id, dependencies).find(id ?? '', dependencies),
    describe: (id) => kindOf(id, dependencies).describe(id ?? '', dependencies),
  };
}

/** Returns a client's identity for policy, telemetry and audit. All registrations of the same app share a class. */
export function identityOf(client: DescribedClient, redirectUri: RedirectUri): ClientIdentity {
  const classes = {
    registered: () => redirectUri.clientClass,
    configured: () => client.boundId,
    cimd: () => new URL(client.boundId).origin,
  };
  return {
    class: classes[client.kind](),
    id: client.boundId,
    ...(client.name !== undefined && { assertedName: client.name }),
  };
}

/** Returns the times of a client's registration if the client has no secret; undefined otherwise. */
export function publicRegistration({ confidential, registration }: Client): RegistrationTimes | undefined {
  return confidential ? undefined : registration;
}

/**
 * Returns whether the settings allow clients of this class. A class is refused if any of its forms is denied.
 * Otherwise, it must be in `ALLOWED_CLIENTS`, unless that setting names no class.
 */
export function isAllowedClass(clientClass: string, config: Config): boolean {
  if (formsOfClass(clientClass).some((form) => config.deniedClients.includes(form))) return false;
  const { classes, declared } = config.allowedClients;
  return classes.length === 0 || classes.includes(clientClass) || declared.has(clientClass);
}

/** Returns whether the current settings, which may have changed since the sign-in, allow this client. */
export function isAllowedClient(client: ClientIdentity, config: Config): boolean {
  return !config.deniedClients.includes(client.id) && isAllowedClass(client.class, config);
}

/** Throws if the settings do not allow a client (RFC 6749, section 5.2). */
export function checkAllowedClient(client: ClientIdentity, config: Config, status?: 403): void {
  if (isAllowedClient(client, config)) return;
  const isDenied = config.deniedClients.includes(client.id);
  const remedy = howToAllow(isDenied ? [] : [client.class], config);
  throw new OAuthError('unauthorized_client', `Your administrator has not allowed this app. ${remedy}`, {
    status,
  });
}

/**
 * Returns a sentence that tells an administrator which setting refuses clients of these classes, and what to add to
 * ALLOWED_CLIENTS.
 */
export function howToAllow(classes: readonly string[], { deniedClients }: Config): string {
  const missing = classes.filter((one) => !formsOfClass(one).some((form) => deniedClients.includes(form)));
  return missing.length === 0
    ? 'DENIED_CLIENTS denies it.'
    : `An administrator who trusts this app can add ${missing.join(' or ')} to ALLOWED_CLIENTS.`;
}

/**
 * Refuses a client whose registration is too old for its redirect URI. The client's class shows whether the URI is on
 * loopback.
 */
export function checkRegistrationAge(client: Client, { class: clientClass }: ClientIdentity): void {
  if (client.expiredOnLoopback && clientClass === LOOPBACK_CLASS) throw unknownClient();
}

function kindOf(id: string | undefined, dependencies: Dependencies): Kind {
  if (id === undefined) throw new OAuthError('invalid_request', 'The client_id is missing.');
  const kind =
    id.length <= CLIENT_ID_LIMIT && kinds.find((known) => known.recognises(id, dependencies.config));
  if (!kind) throw unknownClient();
  return kind;
}

/**
 * Returns the function that fetches metadata documents. Throws if the settings or the host do not allow such documents.
 */
function documentsOf({ config, fetchClientMetadata }: Dependencies): FetchClientMetadata {
  if (fetchClientMetadata === undefined || !config.cimd) throw unknownClient();
  return fetchClientMetadata;
}

export function unknownClient(cause?: unknown): OAuthError {
  return new OAuthError(
    'invalid_client',
    'This client is not registered here, or its registration has expired: register again.',
    {
      cause,
    },
  );
}
