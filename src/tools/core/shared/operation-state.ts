import { isRecord } from '../../../base/is-record.ts';
import type { GraphAnswer } from '../../../graph/request/graph-request.ts';
import { cell } from '../../output/untrusted.ts';

/** The state of an operation that Graph runs in the background. The words are cleaned; `result` is not. */
export type OperationState =
  | { readonly kind: 'running'; readonly status: string }
  | { readonly kind: 'done'; readonly status: string; readonly result: string | undefined }
  | { readonly kind: 'failed'; readonly reason: string };

/** The final states of all kinds of operation: of Teams, OneNote, workbooks, sites, communities, cases and Intune. */
const done = new Set(['succeeded', 'completed', 'partiallysucceeded', 'skipped']);
const failed = new Set(['failed', 'submissionfailed', 'deletefailed', 'canceled', 'cancelled', 'invalid']);

/** The properties that lead to what an operation has created. */
const results = ['resourceLocation', 'targetResourceLocation', 'resourceId', 'targetResourceId'];

/** Reads the state of an operation from the response of its monitor. */
export function stateIn({ status: code, body }: GraphAnswer): OperationState {
  if (!isRecord(body)) return { kind: code === 202 ? 'running' : 'done', status: 'done', result: undefined };
  const given = body['status'];
  // A printer's operation has its state one level deeper.
  const status = isRecord(given) ? given['state'] : given;
  const error = isRecord(body['error']) ? body['error'] : undefined;
  // The monitor has become the result itself.
  if (typeof status !== 'string' && error === undefined)
    return { kind: code === 202 ? 'running' : 'done', status: 'done', result: undefined };
  const word = typeof status === 'string' ? status.toLowerCase() : '';
  const shown = cell(typeof status === 'string' ? status : '', 40);
  if (failed.has(word) || (error !== undefined && !done.has(word)))
    return { kind: 'failed', reason: reasonIn(error, body) || shown };
  if (!done.has(word)) return { kind: 'running', status: `${shown}${percentIn(body)}` };
  const result = results.map((name) => body[name]).find((value) => typeof value === 'string' && value !== '');
  return { kind: 'done', status: shown, result: typeof result === 'string' ? result : undefined };
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
