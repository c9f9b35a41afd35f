import { isRecord } from '../../../base/is-record.ts';
import type { GraphAnswer } from '../../../graph/request/graph-request.ts';
import { cell } from '../../output/untrusted.ts';

/**
 * The state of an operation that Graph runs in the background. `status` and `reason` are cleaned for output; `result`
 * is not.
 */
export type OperationState =
  | { readonly kind: 'running'; readonly status: string }
  | { readonly kind: 'done'; readonly status: string; readonly result: string | undefined }
  | { readonly kind: 'failed'; readonly reason: string };

/** The final states of operations in Teams, OneNote, workbooks, sites, communities, cases and Intune. */
const done = new Set(['succeeded', 'completed', 'partiallysucceeded', 'skipped']);
const failed = new Set(['failed', 'submissionfailed', 'deletefailed', 'canceled', 'cancelled', 'invalid']);

/** The properties that can contain the address of what an operation created. */
const results = ['resourceLocation', 'targetResourceLocation', 'resourceId', 'targetResourceId'];

/** Reads the state of an operation from the response of its monitor. */
export function stateIn({ status: code, body }: GraphAnswer): OperationState {
  const given = isRecord(body) ? wordIn(body) : undefined;
  const error = isRecord(body) && isRecord(body['error']) ? body['error'] : undefined;
  if (!isRecord(body) || (given === undefined && error === undefined)) {
    // A status other than 202 means that the monitor now returns the result itself.
    return code === 202
      ? { kind: 'running', status: '' }
      : { kind: 'done', status: 'done', result: undefined };
  }
  const word = (given ?? '').toLowerCase();
  const status = cell(given ?? '', 40);
  if (done.has(word)) return { kind: 'done', status, result: resultIn(body) };
  if (failed.has(word) || error !== undefined)
    return { kind: 'failed', reason: reasonIn(error, body) || status };
  return { kind: 'running', status: `${status}${percentIn(body)}` };
}

/** Returns the state in Graph's words. For a printer's operation, the state is nested one level deeper. */
function wordIn(body: Readonly<Record<string, unknown>>): string | undefined {
  const status = isRecord(body['status']) ? body['status']['state'] : body['status'];
  return typeof status === 'string' ? status : undefined;
}

function resultIn(body: Readonly<Record<string, unknown>>): string | undefined {
  const result = results.map((name) => body[name]).find((value) => typeof value === 'string' && value !== '');
  return typeof result === 'string' ? result : undefined;
}

function reasonIn(
  error: Readonly<Record<string, unknown>> | undefined,
  body: Readonly<Record<string, unknown>>,
): string {
  const message = error?.['message'] ?? body['statusDetail'];
  const code = error?.['code'];
  const words = typeof message === 'string' && message !== '' ? cell(message, 300) : '';
  return typeof code === 'string' && code !== '' ? `${words} (${cell(code, 80)})`.trim() : words;
}

function percentIn(body: Readonly<Record<string, unknown>>): string {
  const percent = Number(body['percentageComplete'] ?? body['percentComplete'] ?? body['percentProgress']);
  return percent > 0 && percent <= 100 ? `, ${Math.round(percent)} % done` : '';
}
