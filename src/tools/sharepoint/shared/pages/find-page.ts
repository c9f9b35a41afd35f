import * as z from 'zod';

import { percentDecoded } from '../../../../base/text/percent-decoded.ts';
import { path } from '../../../../graph/request/graph-path.ts';
import { read } from '../../../../graph/request/read.ts';
import { allItems } from '../../../paging/all-items.ts';
import type { ToolCall } from '../../../define.ts';
import { pickByName, type Named } from '../../../input/pick-by-name.ts';
import { text } from '../../../output/graph-schema.ts';

const MOST_PAGES = 1_000;

const page = z.object({ id: z.string(), title: text, name: text, webUrl: text });

const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Finds a page by id, title, file name or address. An id is accepted without checking that the page exists. */
export async function findPage(site: string, given: string, call: ToolCall): Promise<Named> {
  const wanted = given.trim();
  if (guid.test(wanted)) return { id: wanted, name: wanted };
  const pages = path`/sites/${site}/pages/microsoft.graph.sitePage`;
  const { items, isCut } = await allItems(
    call,
    read(pages, { select: Object.keys(page.shape) }),
    page,
    MOST_PAGES,
  );
  const file = fileIn(wanted)?.toLowerCase();
  const named = items.filter(({ name }) => name?.toLowerCase() === (file ?? wanted.toLowerCase()));
  const candidates = items.map(({ id, title, name }) => ({
    id,
    name: title || name || '',
    detail: name ?? undefined,
  }));
  const [only, other] = named;
  if (only !== undefined && other === undefined) return { id: only.id, name: only.title ?? '' };
  return pickByName(file ?? wanted, candidates, { what: 'page', isCut });
}

/** Returns the file name at the end of an address. */
function fileIn(given: string): string | undefined {
  if (!/^https?:/i.test(given) || !URL.canParse(given)) return undefined;
  return percentDecoded(new URL(given).pathname.split('/').at(-1) ?? '');
}
