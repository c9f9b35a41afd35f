import * as z from 'zod';

import { guidPattern } from '../base/text/guid.ts';
import { cloudNames } from './clouds.ts';
import { providerSchema } from './provider-names.ts';

const guid = (name: string) =>
  z
    .string(
      `${name} is missing: set it to the GUID that Entra shows on the app registration's overview page.`,
    )
    .regex(guidPattern, `${name} must be a GUID.`);

const flag = (name: string, fallback: boolean) =>
  z
    .enum(['on', 'off', 'true', 'false'], `${name} must be on or off.`)
    .default(fallback ? 'on' : 'off')
    .transform((value) => value === 'on' || value === 'true');

const list = z
  .string()
  .default('')
  .transform((value) => value.split(/[\s,]+/).filter((part) => part !== ''));

const listOrAll = z
  .string()
  .default('all')
  .transform((value) => (value.trim() === 'all' ? ('all' as const) : value.split(/[\s,]+/).filter(Boolean)));

const wholeNumber = (name: string, min: number, max: number, fallback: number) =>
  z.coerce
    .number(`${name} must be a whole number.`)
    .int(`${name} must be a whole number.`)
    .min(min, `${name} must be at least ${min}.`)
    .max(max, `${name} must be at most ${max}.`)
    .default(fallback);

/** A time, in seconds since 1970. A date without a time means 00:00 UTC. */
const time = (name: string) =>
  z
    .union([z.iso.date(), z.iso.datetime({ offset: true })], {
      error: `${name} must be a time such as 2026-11-21T09:00:00Z.`,
    })
    .transform((value) => Math.floor(Date.parse(value) / 1_000))
    .optional();

const choice = <const T extends readonly [string, ...string[]]>(
  name: string,
  values: T,
  fallback: T[number],
) => z.enum(values, `${name} must be one of: ${values.join(', ')}.`).default(fallback as never);

/** All settings by the name of their environment variable. docs/settings.md explains each. */
export const schema = z.object({
  PUBLIC_URL: z.string().optional(),
  WEBSITE_HOSTNAME: z.string().optional(),
  ENTRA_TENANT_ID: guid('ENTRA_TENANT_ID'),
  ENTRA_CLIENT_ID: guid('ENTRA_CLIENT_ID'),
  ENTRA_CREDENTIAL: choice('ENTRA_CREDENTIAL', ['federated', 'certificate', 'secret'], 'federated'),
  ENTRA_CLIENT_SECRET_FILE: z.string().optional(),
  ENTRA_AUTHORITY_METADATA: z.string().optional(),
  AZURE_CLIENT_ID: guid('AZURE_CLIENT_ID').optional(),
  AZURE_FEDERATED_TOKEN_FILE: z.string().optional(),
  KEY_VAULT_URL: z.string().optional(),
  SEAL_ROOT_FILE: z.string().optional(),
  STATE_TABLES_URL: z.string().optional(),
  IDENTITY_ENDPOINT: z.string().optional(),
  GRAPH_URL: z.string().optional(),
  CLOUD: choice('CLOUD', cloudNames, 'public'),
  ALLOWED_TENANTS: list,
  ALLOW_GUESTS: flag('ALLOW_GUESTS', false),
  ALLOWED_DIRECT_CLIENTS: list,
  ALLOWED_REDIRECT_URIS: list,
  ALLOWED_CLIENTS: list,
  DENIED_CLIENTS: list,
  REGISTRATION_EPOCH: time('REGISTRATION_EPOCH'),
  DYNAMIC_REGISTRATION: flag('DYNAMIC_REGISTRATION', true),
  CIMD: flag('CIMD', true),
  ALLOWED_ORIGINS: list,
  TOOLSETS: listOrAll,
  ENABLED_TOOLS: listOrAll,
  READ_ONLY: flag('READ_ONLY', false),
  EXTERNAL_SEND: choice('EXTERNAL_SEND', ['allow', 'confirm', 'approve', 'deny'], 'confirm'),
  GRAPH_BETA: flag('GRAPH_BETA', false),
  LEGACY_TOOL_NAMES: choice('LEGACY_TOOL_NAMES', ['off', 'msgraph-mcp', 'm365-mcp-server', 'spotify'], 'off'),
  RATE_LIMIT_PER_PERSON: wholeNumber('RATE_LIMIT_PER_PERSON', 0, 100_000, 120),
  RATE_LIMIT_PER_ADDRESS: wholeNumber('RATE_LIMIT_PER_ADDRESS', 0, 100_000, 60),
  RATE_LIMIT_FAILURES: wholeNumber('RATE_LIMIT_FAILURES', 0, 100_000, 30),
  REQUEST_DEADLINE_SECONDS: wholeNumber('REQUEST_DEADLINE_SECONDS', 1, 200, 45),
  CONNECTIONS_PER_ADDRESS: wholeNumber('CONNECTIONS_PER_ADDRESS', 0, 1_000, 100),
  TRUSTED_PROXY_HOPS: wholeNumber('TRUSTED_PROXY_HOPS', 0, 5, 0),
  APPLICATIONINSIGHTS_CONNECTION_STRING: z.string().optional(),
  LOG_LEVEL: choice('LOG_LEVEL', ['debug', 'info', 'warn', 'error'], 'info'),
  ...providerSchema,
  ALLOW_LOOPBACK_UPSTREAMS: flag('ALLOW_LOOPBACK_UPSTREAMS', false),
  PORT: wholeNumber('PORT', 0, 65_535, 7071),
  HOST: z.string().optional(),
});

export type Settings = z.infer<typeof schema>;

/** Used by the tests of the documentation and infrastructure. */
export const settingNames: readonly string[] = Object.keys(schema.shape);
