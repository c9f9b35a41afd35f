import { json } from '../http/response/respond.ts';

export type RequestId = string | number;

/** JSON-RPC error codes (JSON-RPC 2.0, section 5.1). MCP servers use -32000 for transport errors. */
export const rpcCodes = {
  parse: -32_700,
  invalidRequest: -32_600,
  invalidParams: -32_602,
  internal: -32_603,
  transport: -32_000,
  /** Defined only in MCP 2025-11-25; must not be used with later revisions. */
  urlElicitationRequired: -32_042,
} as const;

/**
 * Creates an HTTP error whose body is a JSON-RPC error without an id, for requests that fail before the message
 * can be read.
 */
export function rpcFailure(
  status: number,
  code: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return json({ jsonrpc: '2.0', error: { code, message }, id: null }, { status, headers });
}
