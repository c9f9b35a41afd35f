import { ToolError } from '../../../errors.ts';
import type { GraphAnswer } from '../../../graph/request/graph-request.ts';
import { parseAddress } from '../../../graph/request/pasted-address.ts';
import { read } from '../../../graph/request/read.ts';
import { isRecord } from '../../../base/is-record.ts';
import type { ToolCall } from '../../define.ts';
import { cell } from '../../output/untrusted.ts';

/**
 * Describes the progress of an operation that Graph has only accepted (202): checks its monitor once, and says how to
 * check again. A monitor outside Graph is not followed.
 */
export async function continuationOf({ status, monitor }: GraphAnswer, call: ToolCall): Promise<string> {
  if (status !== 202) return '';
  const path = monitor === undefined ? undefined : monitorPath(monitor, call.graphOrigin);
  if (path === undefined) return ' Microsoft Graph continues in the background. Read the resource later.';
  const state = await stateAt(path, call);
  const again = `Look again with graph_get ${JSON.stringify({ path })}.`;
  return state === undefined ? ` It continues in the background. ${again}` : ` State: ${state}. ${again}`;
}

/** Returns the path of the monitor at Graph, or undefined if it is hosted anywhere else. */
function monitorPath(monitor: string, origin: string): string | undefined {
  const isPath = monitor.startsWith('/') && !monitor.startsWith('//');
  if (!isPath && !monitor.startsWith(`${origin}/`)) return undefined;
  try {
    const { path, version } = parseAddress(monitor, origin);
    return version === 'beta' ? `/beta${path}` : path;
  } catch (error) {
    if (error instanceof ToolError) return undefined;
    throw error;
  }
}

async function stateAt(path: string, call: ToolCall): Promise<string | undefined> {
  const target = parseAddress(path, call.graphOrigin);
  try {
    const { body } = await call.graph({ ...read(target.path), query: target.query, version: target.version });
    return isRecord(body) && typeof body['status'] === 'string' ? cell(body['status'], 40) : undefined;
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return undefined;
  }
}
