import * as z from 'zod';

import { isGuid } from '../../../base/text/guid.ts';
import { equal, searchPhrase } from '../../../graph/request/odata.ts';

export const nameQuery = () => z.string().min(1).max(200).optional().describe('Name or app id.');

/** Returns the conditions for an application's name or app id, and a description of these conditions. */
export function nameOrAppId(query: string | undefined) {
  if (query === undefined) return { filter: [], suffix: '' };
  const written = query.trim();
  const suffix = ` matching "${written}"`;
  return isGuid(written)
    ? { filter: [equal('appId', written.toLowerCase())], suffix }
    : { search: searchPhrase(`displayName:${written}`), suffix };
}
