import type * as z from 'zod';
import type { Tenant } from '../tenant/tenant.ts';
import { badRequest } from './graph-errors.ts';
import type { Preferences } from './prefer-header.ts';
import type { Transfers } from './content/transfers.ts';

/** The user and the permissions from the token. */
export type Caller = { readonly oid: string; readonly tid: string; readonly scopes: readonly string[] };

/** A request, or one part of a batch. */
export type Incoming = {
  readonly method: string;
  /** Path and query, including the version. */
  readonly url: string;
  readonly header: (name: string) => string | undefined;
  readonly body: Buffer;
  readonly me: Caller;
};

/** A request with a resolved path. */
export type Call = Incoming & {
  readonly tenant: Tenant;
  /** The path (without the version) as the caller wrote it, still encoded. Links in the response use this path. */
  readonly path: string;
  /** The path with `/me` and drives replaced by ids. A plain collection's table is named after this path. */
  readonly canonical: string;
  readonly version: string;
  readonly query: URLSearchParams;
  readonly prefer: Preferences;
  readonly origins: Origins;
  readonly transfers: Transfers;
  /** Whether the token's scopes allow only basic properties. */
  readonly basic: boolean;
  readonly counting: boolean;
  /** The type that the path narrows a collection to, such as `microsoft.graph.group`. */
  readonly cast: string | undefined;
  /** Whether the path addresses a single entity. */
  readonly isEntity?: boolean;
  /** Returns a path parameter by its name in the route, or an empty string. */
  param(name: string): string;
};

/** The origin of the API and the origin for downloads and uploads without a token. */
export type Origins = { readonly graph: string; readonly content: string };

/** A response. A body of bytes or text needs a content-type header; any other body is sent as JSON. */
export type Reply = {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Handler = (call: Call) => Reply;

const MALFORMED_JSON = 'Unable to read JSON request payload. Please ensure the payload is valid JSON.';

/** Parses and validates the JSON body. Throws 400 with the first validation error. */
export function readBody<T>(call: Call, schema: z.ZodType<T>): T {
  const body = call.body.length === 0 ? {} : parseJson(call.body, MALFORMED_JSON);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw badRequest(`Invalid value for '${issue?.path.join('/') ?? ''}': ${issue?.message ?? 'unknown'}`);
}

/** Parses a JSON body. Throws 400 with `message` if it is not JSON. */
export function parseJson(body: Buffer, message: string): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw badRequest(message);
  }
}

/** Returns the request's URL with a different query, for links to further pages. */
export function linkTo(call: Call, query: URLSearchParams): string {
  return `${call.origins.graph}/${call.version}${call.path}?${query.toString().replaceAll('%24', '$')}`;
}

export function ok(body: unknown): Reply {
  return { status: 200, body };
}

export function noContent(): Reply {
  return { status: 204 };
}
