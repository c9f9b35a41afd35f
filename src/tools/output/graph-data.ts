import type * as z from 'zod';

import { isRecord } from '../../base/is-record.ts';
import { ToolError } from '../../errors.ts';
import type { GraphAnswer } from '../../graph/request/graph-request.ts';
import { firstOf } from './words.ts';

const MAX_PLACES = 3;

/**
 * Returns the items of a collection from Graph. Throws `ToolError('bad_answer')` if the items do not match the schema.
 */
export function itemsOf<Item>(answer: GraphAnswer, schema: z.ZodType<Item>): readonly Item[] {
  const items = isRecord(answer.body) ? answer.body['value'] : undefined;
  if (!Array.isArray(items)) throw badAnswer('list');
  return items.map((item) => parse(item, schema, 'list'));
}

/** Returns an entity from Graph. Throws `ToolError('bad_answer')` if it does not match the schema. */
export function entityOf<Entity>(answer: GraphAnswer, schema: z.ZodType<Entity>): Entity {
  return parse(answer.body, schema, 'item');
}

/** Whether Graph has more items than it returned. */
export function hasMore(answer: GraphAnswer): boolean {
  return isRecord(answer.body) && answer.body['@odata.nextLink'] !== undefined;
}

function parse<Data>(data: unknown, schema: z.ZodType<Data>, what: 'list' | 'item'): Data {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const places = result.error.issues.map(({ path }) => path.join('.'));
  throw badAnswer(what, ` Unexpected values at: ${firstOf(places, MAX_PLACES)}.`);
}

function badAnswer(what: 'list' | 'item', places = ''): ToolError {
  return new ToolError('bad_answer', `Microsoft Graph did not return the expected ${what}.${places}`);
}
