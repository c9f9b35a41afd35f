import { createHash, randomUUID } from 'node:crypto';

import type { Clock } from './clock.ts';
import { refuse, type Answer, type ServiceRequest } from './service.ts';

type Stored = { readonly id: string; createdAt: number };

type Api = {
  oauth2PermissionScopes?: { id: string; value: string }[];
  preAuthorizedApplications?: { appId: string; delegatedPermissionIds: string[] }[];
};

/** An application in Microsoft Graph. Properties that are not declared here are stored unchanged. */
export type Application = Stored & {
  readonly appId: string;
  readonly uniqueName?: string;
  displayName: string;
  api?: Api;
  appRoles?: { id: string; value: string; isEnabled?: boolean }[];
  requiredResourceAccess?: { resourceAccess: { id: string }[] }[];
  web?: { redirectUris: string[] };
};
type Principal = Stored & {
  readonly appId: string;
  oauth2PermissionScopes?: { id: string; value: string }[];
};
type Credential = Stored & {
  readonly applicationId: string;
  name: string;
  issuer: string;
  subject: string;
};
type Grant = Stored & { scope: string };

/** Stand-in for the part of Microsoft Graph that manages app registrations. */
export type Directory = {
  answer: (incoming: ServiceRequest) => Answer;
  applications: Application[];
  deleted: Application[];
  principals: Principal[];
  credentials: Credential[];
  grants: Grant[];
  /** The token that Graph accepts. */
  token: string;
  /** Requests that are refused with 403, such as `PATCH /v1.0/applications`. */
  denied: string[];
  /** Time until a new object can be found, in milliseconds. */
  lagMs: number;
};

const GRAPH = '00000003-0000-0000-c000-000000000000';

/** Returns the id of a Graph permission in this directory. */
export function permissionId(name: string): string {
  const digits = createHash('sha256').update(name).digest('hex').slice(0, 32);
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Creates an empty directory whose Graph offers these permissions. */
export function createDirectory(clock: Clock, offered: readonly string[]): Directory {
  const seen = <T extends Stored>(list: readonly T[]): T[] =>
    list.filter(({ createdAt }) => clock.now() - createdAt >= directory.lagMs);
  const directory: Directory = {
    applications: [],
    deleted: [],
    principals: [
      {
        id: 'graph-principal',
        appId: GRAPH,
        createdAt: 0,
        oauth2PermissionScopes: offered.map((value) => ({ id: permissionId(value), value })),
      },
    ],
    credentials: [],
    grants: [],
    token: 'graph-token',
    denied: [],
    lagMs: 0,
    answer: (incoming) => {
      const { method, path } = incoming;
      if (incoming.headers.authorization !== `Bearer ${directory.token}`)
        return refuse(401, 'InvalidAuthenticationToken');
      if (directory.denied.some((one) => `${method} ${path}`.startsWith(one)))
        return refuse(
          403,
          'Authorization_RequestDenied',
          'Insufficient privileges to complete the operation.',
        );
      const handler = handlers.find(([pattern]) => pattern.test(`${method} ${path}`));
      if (handler === undefined) return refuse(400, 'BadRequest', `${method} ${path}`);
      return handler[1](incoming, handler[0].exec(`${method} ${path}`)!.slice(1));
    },
  };
  const missing = refuse(404, 'Request_ResourceNotFound');
  const found = (thing: Stored | undefined): Answer =>
    thing ? { status: 200, json: withoutTimes(thing) } : missing;
  const byKey = (key: 'id' | 'appId' | 'uniqueName', value: string | undefined) =>
    seen(directory.applications).find((one) => one[key] === value);

  const handlers: [RegExp, (incoming: ServiceRequest, parts: string[]) => Answer][] = [
    [
      /^GET \/v1\.0\/applications\((appId|uniqueName)='([^']+)'\)$/,
      (_, [key, value]) => found(byKey(key as 'appId', value)),
    ],
    [
      /^PATCH \/v1\.0\/applications\(uniqueName='([^']+)'\)$/,
      (incoming, [name]) => upsert(directory, clock, name!, incoming),
    ],
    [
      /^PATCH \/v1\.0\/applications\/([^/]+)$/,
      ({ body }, [id]) => {
        const application = byKey('id', id);
        if (application === undefined) return missing;
        const { appRoles } = body as Partial<Application>;
        const removed = (application.appRoles ?? []).filter(
          (role) => appRoles?.every(({ id }) => id !== role.id) ?? false,
        );
        if (removed.some(({ isEnabled }) => isEnabled === true))
          return refuse(400, 'CannotDeleteOrUpdateEnabledEntitlement');
        return change(application, body as Partial<Application>);
      },
    ],
    [
      /^DELETE \/v1\.0\/applications\/([^/]+)$/,
      (_, [id]) => {
        const application = byKey('id', id);
        if (application === undefined) return missing;
        directory.applications = directory.applications.filter((one) => one !== application);
        directory.deleted.push({ ...application, createdAt: clock.now() });
        return { status: 204, wrote: true };
      },
    ],
    [
      /^GET \/v1\.0\/directory\/deletedItems\/microsoft\.graph\.application$/,
      ({ query }) => {
        const appId = /appId eq '([^']+)'/.exec(query.get('$filter') ?? '')?.[1];
        return {
          status: 200,
          json: {
            value: seen(directory.deleted)
              .filter((one) => one.appId === appId)
              .map(withoutTimes),
          },
        };
      },
    ],
    [
      /^(POST|DELETE) \/v1\.0\/directory\/deletedItems\/([^/]+)(?:\/restore)?$/,
      (_, [method, id]) => {
        const item = directory.deleted.find((one) => one.id === id);
        if (item === undefined) return missing;
        directory.deleted = directory.deleted.filter((one) => one !== item);
        if (method === 'POST') directory.applications.push({ ...item, createdAt: clock.now() });
        return { status: method === 'POST' ? 200 : 204, wrote: true };
      },
    ],
    [
      /^GET \/v1\.0\/servicePrincipals\(appId='([^']+)'\)$/,
      (_, [appId]) => found(seen(directory.principals).find((one) => one.appId === appId)),
    ],
    [
      /^POST \/v1\.0\/servicePrincipals$/,
      ({ body }) => {
        const { appId } = body as Principal;
        if (directory.principals.some((one) => one.appId === appId))
          return refuse(409, 'Request_MultipleObjectsWithSameKeyValue');
        if (byKey('appId', appId) === undefined) return refuse(400, 'NoBackingApplicationObject');
        directory.principals.push({ id: randomUUID(), appId, createdAt: clock.now() });
        return { status: 201, wrote: true };
      },
    ],
    [
      /^GET \/v1\.0\/applications\/([^/]+)\/federatedIdentityCredentials$/,
      (_, [id]) => {
        if (byKey('id', id) === undefined) return missing;
        const value = directory.credentials.filter((one) => one.applicationId === id);
        return { status: 200, json: { value } };
      },
    ],
    [
      /^POST \/v1\.0\/applications\/([^/]+)\/federatedIdentityCredentials$/,
      ({ body }, [id]) => {
        const credential = body as Credential;
        const conflicts = (one: Credential) =>
          one.name === credential.name ||
          (one.issuer === credential.issuer && one.subject === credential.subject);
        if (directory.credentials.some((one) => one.applicationId === id && conflicts(one)))
          return refuse(409, 'Request_MultipleObjectsWithSameKeyValue');
        directory.credentials.push({
          ...credential,
          id: randomUUID(),
          applicationId: id!,
          createdAt: clock.now(),
        });
        return { status: 201, wrote: true };
      },
    ],
    [
      /^PATCH \/v1\.0\/applications\/[^/]+\/federatedIdentityCredentials\/([^/]+)$/,
      ({ body }, [id]) => patch(directory.credentials, id, body),
    ],
    [
      /^DELETE \/v1\.0\/applications\/[^/]+\/federatedIdentityCredentials\/([^/]+)$/,
      (_, [id]) => {
        directory.credentials = directory.credentials.filter((one) => one.id !== id);
        return { status: 204, wrote: true };
      },
    ],
    [
      /^GET \/v1\.0\/oauth2PermissionGrants$/,
      () => ({ status: 200, json: { value: directory.grants.map(withoutTimes) } }),
    ],
    [
      /^POST \/v1\.0\/oauth2PermissionGrants$/,
      ({ body }) => {
        directory.grants.push({ ...(body as Grant), id: randomUUID(), createdAt: clock.now() });
        return { status: 201, wrote: true };
      },
    ],
    [
      /^PATCH \/v1\.0\/oauth2PermissionGrants\/([^/]+)$/,
      ({ body }, [id]) => patch(directory.grants, id, body),
    ],
  ];
  return directory;
}

function patch(list: readonly Stored[], id: string | undefined, body: unknown): Answer {
  Object.assign(
    list.find((one) => one.id === id)!,
    body,
  );
  return { status: 204, wrote: true };
}

/**
 * Returns Graph's error if the request has a preauthorisation that names a scope that the application does not have
 * yet.
 */
function unknownScope(
  application: Application | undefined,
  { api }: Partial<Application>,
): Answer | undefined {
  const known = application?.api?.oauth2PermissionScopes?.map(({ id }) => id) ?? [];
  const named = api?.preAuthorizedApplications?.flatMap((one) => one.delegatedPermissionIds) ?? [];
  if (named.every((id) => known.includes(id))) return undefined;
  return refuse(
    400,
    'InvalidValue',
    'Property preAuthorizedApplications contains a permission id that the application does not expose.',
  );
}

/**
 * Updates an application as Graph does: if the request contains a complex property, the members that the request omits
 * keep their values.
 */
function change(application: Application, body: Partial<Application>): Answer {
  const unknown = unknownScope(application, body);
  if (unknown !== undefined) return unknown;
  const { api, ...rest } = body;
  const values = api?.oauth2PermissionScopes?.map(({ value }) => value) ?? [];
  if (new Set(values).size < values.length) return refuse(400, 'DuplicateValue');
  Object.assign(application, rest);
  if (api !== undefined) application.api = { ...application.api, ...api };
  return { status: 204, wrote: true };
}

function withoutTimes({ createdAt: _createdAt, ...thing }: Stored): Record<string, unknown> {
  return thing;
}

/** Creates or updates the application with this unique name. A deleted application still reserves its unique name. */
function upsert(
  directory: Directory,
  clock: Clock,
  uniqueName: string,
  { body, headers }: ServiceRequest,
): Answer {
  const existing = directory.applications.find((one) => one.uniqueName === uniqueName);
  if (existing !== undefined) return change(existing, body as Partial<Application>);
  if (headers['prefer'] !== 'create-if-missing') return refuse(404, 'Request_ResourceNotFound');
  if (directory.deleted.some((one) => one.uniqueName === uniqueName))
    return refuse(
      400,
      'ObjectConflict',
      'Another object with the same value for property uniqueName already exists.',
    );
  const unknown = unknownScope(undefined, body as Partial<Application>);
  if (unknown !== undefined) return unknown;
  const created = {
    ...(body as Application),
    id: randomUUID(),
    appId: randomUUID(),
    uniqueName,
    createdAt: clock.now(),
  };
  directory.applications.push(created);
  return { status: 201, json: withoutTimes(created), wrote: true };
}
