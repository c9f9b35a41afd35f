import type { z } from 'zod';
import type { Tenant } from '../tenant/tenant.ts';
import { badRequest } from './graph-errors.ts';
import type { Preferences } from './prefer-header.ts';
import type { Transfers } from './content/transfers.ts';

/** Whom the token names, and what it allows. */
export type Caller = { readonly oid: string; readonly tid: string; readonly scopes: readonly string[] };

/** One request as it came in, alone or as a part of a batch. */
export type Incoming = {
  readonly method: string;
  /** Path and query, with the version in front. */
  readonly url: string;
  readonly header: (name: string) => string | undefined;
  readonly body: Buffer;
  readonly me: Caller;
};

/** The same request with its path understood. */
export type Call = Incoming & {
  readonly tenant: Tenant;
  /** Path after the version as the caller wrote it, still encoded: links of the answer repeat it. */
  readonly path: string;
  /** The same in canonical form: `/me` resolved, drives by id. Names the table of a plain collection. */
  readonly canonical: string;
  readonly version: string;
  readonly query: URLSearchParams;
  readonly prefer: Preferences;
  /** Where Graph listens, and where pre-authenticated content does. */
  readonly origins: Origins;
  readonly transfers: Transfers;
  /** The token's scopes show only the basic properties. */
  readonly basic: boolean;
  /** The path ended in `/$count`. */
  readonly counting: boolean;
  /** A part of the path by its name in the route. */
  param(name: string): string;
};

/** The two origins of the stand-in: the API, and downloads and uploads that need no token. */
export type Origins = { readonly graph: string; readonly content: string };

/** An answer: JSON, unless the body is bytes or text, which then names its type in the headers. */
export type Reply = {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** What a route does. */
export type Handler = (call: Call) => Reply;

const MALFORMED_JSON = 'Unable to read JSON request payload. Please ensure the payload is valid JSON.';

/** The JSON body, read by a schema; 400 names the first thing that is wrong. */
export function readBody<T>(call: Call, schema: z.ZodType<T>): T {
  const body = call.body.length === 0 ? {} : parseJson(call.body, MALFORMED_JSON);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw badRequest(`Invalid value for '${issue?.path.join('/') ?? ''}': ${issue?.message ?? 'unknown'}`);
}

/** Throws 400 with this message for a body that is not JSON. */
export function parseJson(body: Buffer, message: string): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw badRequest(message);
  }
}

/** The URL of the same request with another query, as the links to further pages have it. */
export function linkTo(call: Call, query: URLSearchParams): string {
  return `${call.origins.graph}/${call.version}${call.path}?${query.toString().replaceAll('%24', '$')}`;
}

/** 200 with JSON. */
export function ok(body: unknown): Reply {
  return { status: 200, body };
}

/** 204. */
export function noContent(): Reply {
  return { status: 204 };
}
