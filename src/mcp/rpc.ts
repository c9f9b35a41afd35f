import { json } from '../http/response/respond.ts';

/** The id of a JSON-RPC request. */
export type RequestId = string | number;

/** The JSON-RPC error codes in use (JSON-RPC 2.0, 5.1; -32000 is MCP's word for transport errors). */
export const rpcCodes = {
  parse: -32_700,
  invalidRequest: -32_600,
  invalidParams: -32_602,
  internal: -32_603,
  transport: -32_000,
} as const;

/** An HTTP error whose body is a JSON-RPC error without a request, as MCP wants it for what fails before a message is read. */
export function rpcFailure(
  status: number,
  code: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return json({ jsonrpc: '2.0', error: { code, message }, id: null }, { status, headers });
}
