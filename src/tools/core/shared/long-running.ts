import { ToolError } from '../../../errors.ts';
import type { GraphAnswer, GraphRequest } from '../../../graph/request/graph-request.ts';
import { parseAddress, type Target } from '../../../graph/request/pasted-address.ts';
import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import { cell } from '../../output/untrusted.ts';
import { stateIn, type OperationState } from './operation-state.ts';

/**
 * Pauses between requests for the state, in milliseconds: about 16 seconds in total, the same as for copying a file.
 */
const PAUSES = [300, 700, 1_000, 2_000, 3_000, 4_000, 5_000];

/** Actions that send an email. Nothing can be read at their paths. */
const sendsMail = /\/(?:microsoft\.graph\.)?(?:sendMail|send|reply|replyAll|forward)$/i;

const IN_BACKGROUND = ' Microsoft Graph continues in the background.';

/**
 * Polls an operation that Graph has only accepted (202) until it ends or the call's time is up. Describes the outcome,
 * or how to check again later. Throws if the operation fails.
 *
 * A file job's monitor is on another host and is polled without a token. Any other monitor on another host is not
 * polled.
 */
export async function continuationOf(
  { status, monitor }: GraphAnswer,
  request: GraphRequest,
  call: ToolCall,
): Promise<string> {
  if (status !== 202) return '';
  const later = `${IN_BACKGROUND} Read the resource later; do not repeat the change.`;
  if (monitor === undefined) {
    return sendsMail.test(request.path)
      ? ' The email is sent in the background: do not send it again.'
      : later;
  }
  const path = pathAt(monitor, call.graphOrigin);
  if (path === undefined) return isOnFiles(request) ? describeJob(monitor, request, call) : later;
  const state = await followed(path, call);
  if (state.kind === 'failed') throw failure(state.reason);
  const again = `graph_get ${JSON.stringify({ path })}`;
  if (state.kind === 'done') return ` It has finished: ${state.status}.${resultOf(state.result, call)}`;
  const words = state.status === '' ? '' : ` State: ${state.status}.`;
  return `${IN_BACKGROUND}${words} Do not repeat the change: check again with ${again}.`;
}

/** Whether a request concerns files in OneDrive or SharePoint. */
function isOnFiles({ path }: GraphRequest): boolean {
  return /\/(?:drives?|shares)\//i.test(path);
}

async function describeJob(monitor: string, request: GraphRequest, call: ToolCall): Promise<string> {
  const state = await call.files.follow(request, monitor);
  if (state.kind === 'failed') throw failure(`${cell(state.message, 300)} (${cell(state.code, 80)})`);
  if (state.kind === 'done')
    return ` It has finished.${state.resourceId ? ` Id of the result: ${cell(state.resourceId, 512)}.` : ''}`;
  const percent = state.percent === undefined ? '' : ` (${Math.round(state.percent)} % done)`;
  return `${IN_BACKGROUND.slice(0, -1)}${percent}. List the folder later; do not repeat the change.`;
}

/** Returns the path and version of a Graph address; undefined for an address on another host. */
function pathAt(address: string, origin: string): string | undefined {
  const isPath = address.startsWith('/') && !address.startsWith('//');
  if (!isPath && !address.startsWith(`${origin}/`)) return undefined;
  try {
    return written(parseAddress(address, origin));
  } catch (error) {
    if (error instanceof ToolError) return undefined;
    throw error;
  }
}

/**
 * Replaces keys in parentheses with path segments, as in the index and Graph's documentation. Responses from Teams
 * contain keys such as `/teams('1')`.
 */
function written({ path, version }: Target): string {
  const plain = path.replaceAll(/\('([^'()/]+)'\)/g, '/$1');
  return version === 'beta' ? `/beta${plain}` : plain;
}

/** Polls the state until it is final or the time is up. A state that cannot be read counts as running. */
async function followed(path: string, call: ToolCall): Promise<OperationState> {
  for (let asked = 0; ; asked += 1) {
    // oxlint-disable-next-line no-await-in-loop
    const state = await stateAt(path, call);
    const pause = PAUSES[asked];
    if (state === 'unreadable') return { kind: 'running', status: '' };
    if (state.kind !== 'running' || pause === undefined) return state;
    // oxlint-disable-next-line no-await-in-loop
    if (!(await call.pause(pause))) return state;
  }
}

async function stateAt(path: string, call: ToolCall): Promise<OperationState | 'unreadable'> {
  const target = parseAddress(path, call.graphOrigin);
  try {
    return stateIn(await call.graph({ ...read(target.path), query: target.query, version: target.version }));
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    // Some services make an operation visible only after a moment.
    return error.code === 'not_found' ? { kind: 'running', status: '' } : 'unreadable';
  }
}

function resultOf(result: string | undefined, call: ToolCall): string {
  const path = result === undefined ? undefined : pathAt(result, call.graphOrigin);
  if (path !== undefined) return ` Result: graph_get ${JSON.stringify({ path })}.`;
  return result !== undefined && /^[\w!-]{1,200}$/.test(result) ? ` Id of the result: ${result}.` : '';
}

function failure(reason: string): ToolError {
  return new ToolError(
    'operation_failed',
    `Microsoft Graph accepted the change but did not finish it: ${reason}. Part of it may have taken effect: read the resource before you repeat the change.`,
    { sideEffect: 'unknown' },
  );
}
