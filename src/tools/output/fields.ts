import { isRecord } from '../../base/is-record.ts';
import { ToolError } from '../../errors.ts';
import type { GraphAnswer } from '../../graph/request/graph-request.ts';

/** What stands at a dotted path such as `from.emailAddress.name`; undefined where the way breaks off. */
export function field(item: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, name) => (isRecord(at) ? at[name] : undefined), item);
}

/** The string at a dotted path; empty where there is none. */
export function text(item: unknown, path: string): string {
  const value = field(item, path);
  return typeof value === 'string' ? value : '';
}

/** The list at a dotted path; empty where there is none. */
export function list(item: unknown, path: string): readonly unknown[] {
  const value = field(item, path);
  return Array.isArray(value) ? value : [];
}

/** The items of a collection that Graph answered. Throws `ToolError('bad_answer')` where the answer is none. */
export function itemsOf(answer: GraphAnswer): readonly unknown[] {
  const value = field(answer.body, 'value');
  if (Array.isArray(value)) return value;
  throw new ToolError(
    'bad_answer',
    'Microsoft Graph answered with something that is not the list asked for.',
  );
}

/** The entity that Graph answered. Throws `ToolError('bad_answer')` where the answer is none. */
export function entityOf(answer: GraphAnswer): Readonly<Record<string, unknown>> {
  if (isRecord(answer.body)) return answer.body;
  throw new ToolError(
    'bad_answer',
    'Microsoft Graph answered with something that is not the item asked for.',
  );
}

/** Whether Graph holds more items than it answered. */
export function hasMore(answer: GraphAnswer): boolean {
  return isRecord(answer.body) && answer.body['@odata.nextLink'] !== undefined;
}
