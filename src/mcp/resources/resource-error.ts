import { visibleOnly } from '../../base/untrusted-text.ts';
import type { RunOutcome } from '../../calls/run-tool.ts';
import { ToolError } from '../../errors.ts';
import { rpcCodes } from '../rpc.ts';

/** A JSON-RPC error about a resource that could not be read. */
export type ResourceError = {
  readonly ok: false;
  readonly message: string;
  readonly code: number;
  readonly data?: { readonly uri: string };
};

/**
 * Returns the error for a resource that does not exist. Clients recognise this error by the URI in `data`. The code is
 * the one from SEP-2164 in every revision: older revisions recommend -32002, but the SDK replaces that code with
 * -32602.
 */
export function noResource(uri: string, message: string): ResourceError {
  return { ok: false, message, code: rpcCodes.invalidParams, data: { uri } };
}

type NotRead = Exclude<RunOutcome<unknown>, { readonly kind: 'done' }>;

/**
 * Returns the error for a resource that was not read. A temporary failure gets the code for internal errors, because
 * the request is not at fault.
 */
export function resourceError(uri: string, outcome: NotRead): ResourceError {
  if (outcome.kind === 'refused') {
    const refused = { ok: false, message: outcome.reason, code: rpcCodes.invalidParams } as const;
    return outcome.hidden ? noResource(uri, outcome.reason) : refused;
  }
  const message = visibleOnly(outcome.text);
  const error = outcome.kind === 'failed' ? outcome.error : undefined;
  if (!(error instanceof ToolError) || error.retryAfterSeconds !== undefined)
    return { ok: false, message, code: rpcCodes.internal };
  if (error.code === 'not_found') return noResource(uri, message);
  return { ok: false, message, code: rpcCodes.invalidParams };
}
