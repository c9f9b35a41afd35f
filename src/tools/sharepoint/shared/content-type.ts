import * as z from 'zod';

import { isRecord } from '../../../base/is-record.ts';
import { ToolError } from '../../../errors.ts';
import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import { pickByName } from '../../input/pick-by-name.ts';
import { hasMore, itemsOf } from '../../output/graph-data.ts';
import type { ListColumn } from './columns.ts';
import { columnsNamed } from './find-column.ts';
import { listPath } from './site-lists.ts';
import type { TargetList } from './target-list.ts';

/**
 * The internal name of the column that shows the content type. This column cannot be set as a field, because Graph
 * expects the content type as a property of the item.
 */
const COLUMN = 'ContentType';
/** The prefix of the content type ids of folders. */
const FOLDER = '0x0120';

const contentType = z.object({ id: z.string(), name: z.string() });

export type GivenFields = {
  readonly fields: unknown;
  /** The value for the content type; undefined if none is given. */
  readonly contentType: unknown;
};

export function isContentType({ id }: ListColumn): boolean {
  return id === COLUMN;
}

/**
 * Separates the content type from the fields that a call sets. Throws `ToolError` if the content type is given twice.
 */
export function splitContentType(given: unknown, columns: readonly ListColumn[]): GivenFields {
  const entries = Object.entries(isRecord(given) ? given : {});
  const isType = (name: string) => columnsNamed(name, columns).some(isContentType);
  const [type, other] = entries.filter(([name]) => isType(name));
  if (other !== undefined)
    throw new ToolError('bad_argument', 'The column "Content Type" is given twice. Nothing was changed.');
  return {
    fields: Object.fromEntries(entries.filter(([name]) => !isType(name))),
    contentType: type?.[1],
  };
}

/**
 * Finds a content type of a list by its name or id. If there is none, throws a `ToolError` that names the list's
 * content types.
 */
export async function findContentType(given: unknown, { site, list }: TargetList, call: ToolCall) {
  if (typeof given !== 'string' || given.trim() === '')
    throw new ToolError(
      'bad_argument',
      'The value for "Content Type" must be the name of a content type. Nothing was created.',
    );
  const answer = await call.graph(
    read(`${listPath(site, list.id)}/contentTypes`, { select: ['id', 'name'] }),
  );
  const types = itemsOf(answer, contentType).filter(({ id }) => !id.startsWith(FOLDER));
  return pickByName(given, types, { what: 'content type', isCut: hasMore(answer) });
}
