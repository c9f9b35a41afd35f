import * as z from 'zod';

import { isRecord } from '../../base/is-record.ts';
import { legacyRevisions, MODERN_REVISION } from '../server-info.ts';
import type { RequestId } from '../rpc.ts';

/** A well-formed message of a common type, which is handled without the SDK. */
export type FastMessage =
  | { readonly method: 'initialize'; readonly id: RequestId; readonly revision: string }
  | { readonly method: 'notifications/initialized' }
  | { readonly method: 'ping'; readonly id: RequestId }
  | { readonly method: 'server/discover'; readonly id: RequestId }
  | { readonly method: ListMethod; readonly id: RequestId; readonly modern: boolean }
  | {
      readonly method: 'tools/call';
      readonly id: RequestId;
      readonly modern: boolean;
      readonly name: string;
      readonly args: Readonly<Record<string, unknown>> | undefined;
    };

/** The list methods that most clients call when they connect. */
const listMethods = ['tools/list', 'prompts/list', 'resources/list', 'resources/templates/list'] as const;

export type ListMethod = (typeof listMethods)[number];

const jsonrpc = z.literal('2.0');
const id = z.union([z.string(), z.int()]);

/**
 * Checks only that the value is an object. Arguments must be passed on unchanged, and zod's records would copy them.
 */
const object = z.custom<Readonly<Record<string, unknown>>>(
  (value) => isRecord(value) && !Object.hasOwn(value, '__proto__'),
);

const implementation = z.strictObject({
  name: z.string(),
  version: z.string(),
  title: z.string().optional(),
  websiteUrl: z.string().optional(),
  description: z.string().optional(),
});

const clientCapabilities = z.strictObject({
  elicitation: z.strictObject({ form: z.strictObject({}).optional(), url: object.optional() }).optional(),
  sampling: z.strictObject({ context: object.optional(), tools: object.optional() }).optional(),
  roots: z.strictObject({ listChanged: z.boolean().optional() }).optional(),
  extensions: z.record(z.string(), object).optional(),
  experimental: z.record(z.string(), object).optional(),
});

const progressToken = z.union([z.string(), z.int()]).optional();
const absent = z.undefined().optional();

const legacyMeta = z
  .looseObject({
    progressToken,
    'io.modelcontextprotocol/protocolVersion': absent,
    'io.modelcontextprotocol/related-task': absent,
  })
  .optional();

const modernMeta = z.looseObject({
  progressToken,
  'io.modelcontextprotocol/protocolVersion': z.literal(MODERN_REVISION),
  'io.modelcontextprotocol/clientCapabilities': clientCapabilities,
  'io.modelcontextprotocol/clientInfo': implementation.optional(),
  'io.modelcontextprotocol/logLevel': absent,
});

const legacyParams = z.strictObject({ _meta: legacyMeta }).optional();
const modernParams = z.strictObject({ _meta: modernMeta });
/** Names that consist only of these characters need no encoding, so the header `Mcp-Name` equals the name. */
const call = { name: z.string().regex(/^[\w.-]+$/), arguments: object.optional() };

const legacyMessage = z.discriminatedUnion('method', [
  z.strictObject({
    jsonrpc,
    id,
    method: z.literal('initialize'),
    params: z.strictObject({
      protocolVersion: z.enum(legacyRevisions),
      capabilities: clientCapabilities,
      clientInfo: implementation,
      _meta: legacyMeta,
    }),
  }),
  z.strictObject({ jsonrpc, method: z.literal('notifications/initialized'), params: legacyParams }),
  z.strictObject({ jsonrpc, id, method: z.literal('ping'), params: legacyParams }),
  z.strictObject({ jsonrpc, id, method: z.enum(listMethods), params: legacyParams }),
  z.strictObject({
    jsonrpc,
    id,
    method: z.literal('tools/call'),
    params: z.strictObject({ ...call, _meta: legacyMeta }),
  }),
]);

const modernMessage = z.discriminatedUnion('method', [
  z.strictObject({ jsonrpc, id, method: z.literal('server/discover'), params: modernParams }),
  z.strictObject({ jsonrpc, id, method: z.enum(listMethods), params: modernParams }),
  z.strictObject({
    jsonrpc,
    id,
    method: z.literal('tools/call'),
    params: z.strictObject({ ...call, _meta: modernMeta }),
  }),
]);

/**
 * Parses a message if it is certainly valid. Returns undefined for any other message, which the SDK must handle.
 * The standard request headers must match the body (MCP 2026-07-28, Streamable HTTP).
 */
export function parseMessage(headers: Headers, message: unknown): FastMessage | undefined {
  const revision = headers.get('mcp-protocol-version');
  if (revision === MODERN_REVISION) return parseModern(headers, message);
  return revision === null || legacyRevisions.includes(revision) ? parseLegacy(message) : undefined;
}

function parseLegacy(given: unknown): FastMessage | undefined {
  const { data } = legacyMessage.safeParse(given);
  if (data === undefined || data.method === 'notifications/initialized') return data;
  const { id, method } = data;
  if (method === 'initialize') return { method, id, revision: data.params.protocolVersion };
  if (method === 'ping') return { method, id };
  if (method !== 'tools/call') return { method, id, modern: false };
  return { method, id, modern: false, name: data.params.name, args: data.params.arguments };
}

function parseModern(headers: Headers, given: unknown): FastMessage | undefined {
  const { data } = modernMessage.safeParse(given);
  if (data === undefined || headers.get('mcp-method') !== data.method) return undefined;
  const { id, method } = data;
  if (method === 'server/discover') return { method, id };
  if (method !== 'tools/call') return { method, id, modern: true };
  const { name } = data.params;
  return headers.get('mcp-name') === name
    ? { method, id, modern: true, name, args: data.params.arguments }
    : undefined;
}
