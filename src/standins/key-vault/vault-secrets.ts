import { randomBytes } from 'node:crypto';

import { fields, pageOf, route, VaultRefusal, type VaultRoute } from './vault-routing.ts';

const VERSION_LIMIT = 500;
const NAME_LIMIT = 1_000;
const VALUE_LIMIT_CHARACTERS = 25_600;

/** Times are in seconds since 1970, as in Key Vault. */
type Version = {
  readonly id: string;
  readonly version: string;
  readonly value: string;
  readonly contentType?: string;
  readonly tags?: unknown;
  readonly created: number;
  updated: number;
  enabled: boolean;
  expires: number | undefined;
};

/** Optional attributes of a new version. `createdAt` is in milliseconds. */
export type NewSecret = { readonly createdAt?: number; readonly enabled?: boolean };

/** Secrets that tests change directly and that the routes serve over HTTP. */
export type Secrets = {
  /** Adds a new current version of a secret. Returns the version. */
  readonly put: (name: string, value: string, options?: NewSecret) => string;
  readonly disable: (name: string, version: string) => void;
  readonly routes: readonly VaultRoute[];
};

/** Creates the store of secrets. `origin` returns the vault's origin; `now` returns milliseconds. */
export function createSecrets(origin: () => string, now: () => number): Secrets {
  const secrets = new Map<string, Version[]>();

  const add = (name: string, body: unknown, options: NewSecret = {}): Version => {
    const versions = secrets.get(name) ?? [];
    if (versions.length >= VERSION_LIMIT || secrets.size >= NAME_LIMIT) {
      throw new VaultRefusal(409, 'Conflict', 'The stand-in cannot store any more secrets or versions.');
    }
    const added = newVersion(`${origin()}/secrets/${name}`, body, {
      created: Math.floor((options.createdAt ?? now()) / 1000),
      enabled: options.enabled ?? true,
    });
    secrets.set(name, [...versions, added]);
    return added;
  };
  const versionsOf = (name: string): Version[] => {
    const versions = secrets.get(name);
    if (versions === undefined) throw notFound(name);
    return versions;
  };
  /** Finds a version, by default the newest one, even if it is disabled. */
  const find = (name: string, version?: string): Version => {
    const found = versionsOf(name).findLast((each) => version === undefined || each.version === version);
    if (found === undefined) throw notFound(name);
    return found;
  };

  return {
    put: (name, value, options) => add(name, { value }, options).version,
    disable: (name, version) => {
      find(name, version).enabled = false;
    },
    routes: [
      route('GET', '/secrets', (_names, call) => {
        const all = [...secrets.keys()].map((name) => describe(find(name)));
        return pageOf(all, call, origin());
      }),
      route('PUT', '/secrets/:name', ({ name = '' }, { body }) => withValue(add(name, body))),
      route('GET', '/secrets/:name', ({ name = '' }) => read(find(name))),
      route('GET', '/secrets/:name/versions', ({ name = '' }, call) =>
        pageOf(versionsOf(name).map(describe), call, origin()),
      ),
      route('GET', '/secrets/:name/:version', ({ name = '', version }) => read(find(name, version))),
      route('PATCH', '/secrets/:name/:version', ({ name = '', version }, { body }) => {
        const found = find(name, version);
        change(found, fields(body)['attributes']);
        found.updated = Math.floor(now() / 1000);
        return Response.json(describe(found));
      }),
    ],
  };
}

function newVersion(base: string, body: unknown, options: { created: number; enabled: boolean }): Version {
  const { value, contentType, tags, attributes } = fields(body);
  if (!/\/secrets\/[0-9A-Za-z-]{1,127}$/.test(base)) {
    throw new VaultRefusal(
      400,
      'BadParameter',
      'A secret name must consist of 1 to 127 letters, digits and hyphens.',
    );
  }
  if (typeof value !== 'string' || value.length > VALUE_LIMIT_CHARACTERS) {
    throw new VaultRefusal(400, 'BadParameter', 'value must be a string of at most 25,600 characters.');
  }
  const version = randomBytes(16).toString('hex');
  const added: Version = {
    id: `${base}/${version}`,
    version,
    value,
    ...(typeof contentType === 'string' && { contentType }),
    ...(tags !== undefined && { tags }),
    ...options,
    updated: options.created,
    expires: undefined,
  };
  change(added, attributes);
  return added;
}

function change(version: Version, attributes: unknown): void {
  const { enabled, exp } = fields(attributes);
  if (typeof enabled === 'boolean') version.enabled = enabled;
  if (typeof exp === 'number') version.expires = exp;
}

function read(version: Version): Response {
  if (version.enabled) return withValue(version);
  throw new VaultRefusal(403, 'Forbidden', 'The secret is disabled.', 'SecretDisabled');
}

function withValue(version: Version): Response {
  return Response.json({ value: version.value, ...describe(version) });
}

/** Returns a version without its value, as in lists. */
function describe(version: Version): Record<string, unknown> {
  const { id, contentType, tags, enabled, created, updated, expires } = version;
  const recovery = { recoveryLevel: 'Recoverable+Purgeable', recoverableDays: 90 };
  const attributes = {
    enabled,
    created,
    updated,
    ...(expires !== undefined && { exp: expires }),
    ...recovery,
  };
  return {
    id,
    attributes,
    ...(contentType !== undefined && { contentType }),
    ...(tags !== undefined && { tags }),
  };
}

function notFound(name: string): VaultRefusal {
  return new VaultRefusal(
    404,
    'SecretNotFound',
    `A secret with (name/id) ${name} was not found in this key vault.`,
  );
}
