import * as z from 'zod';

import { ToolError } from '../../../errors.ts';
import { path } from '../../../graph/request/graph-path.ts';
import { read } from '../../../graph/request/read.ts';
import { allItems } from '../../paging/all-items.ts';
import { inBatches } from '../../paging/in-batches.ts';
import type { ToolCall } from '../../define.ts';
import { pickByName, type Named } from '../../input/pick-by-name.ts';
import { hasMore, itemsOf } from '../../output/graph-data.ts';
import { text } from '../../output/graph-schema.ts';
import { allSections, findSection, isNotesId } from './find-section.ts';
import { noteLink } from './note-link.ts';

/** Maximum number of pages read from a single section. */
const MOST_PAGES = 1_000;
/** The maximum page size of OneNote lists. */
const PAGE = 100;
/** Maximum number of sections whose pages are read if no section is named. */
const MOST_SECTIONS = 40;

const page = z.object({ id: z.string(), title: text, lastModifiedDateTime: text });

export type NotePage = Named & { readonly changed: string; readonly section: string };

export type FoundPages = {
  /** Most recently changed first. */
  readonly pages: readonly NotePage[];
  /** True if some sections or pages were not read. */
  readonly isCut: boolean;
};

/**
 * Returns the pages of a section, or of all sections that can be read. Some sections, such as those with a password,
 * cannot be read. Each section is requested separately, because OneNote does not list the pages of a notebook with many
 * sections.
 */
export async function findPages(
  section: string | undefined,
  notes: string,
  call: ToolCall,
): Promise<FoundPages> {
  if (section !== undefined) {
    const { id, name } = await findSection(section, notes, call);
    const { items, isCut } = await allItems(call, pagesRequest(notes, id), page, MOST_PAGES);
    return { pages: items.map((one) => toPage(one, name === id ? '' : name)), isCut };
  }
  const { sections, isCut } = await allSections(notes, call);
  const read = sections.slice(0, MOST_SECTIONS);
  const answers = await inBatches(
    read.map(({ id }) => pagesRequest(notes, id)),
    call,
  );
  const pages: NotePage[] = [];
  const errors: ToolError[] = [];
  let isPartial = isCut || read.length < sections.length;
  for (const [index, answer] of answers.entries()) {
    if (answer instanceof ToolError) {
      errors.push(answer);
      continue;
    }
    isPartial ||= hasMore(answer);
    pages.push(...itemsOf(answer, page).map((one) => toPage(one, read[index]?.name ?? '')));
  }
  const [first] = errors;
  if (first !== undefined && errors.length === read.length) throw first;
  return {
    pages: pages.toSorted((a, b) => b.changed.localeCompare(a.changed)),
    isCut: isPartial || errors.length > 0,
  };
}

function pagesRequest(notes: string, section: string) {
  const select = ['id', 'title', 'lastModifiedDateTime'];
  return read(notes + path`/sections/${section}/pages`, {
    select,
    orderby: 'lastModifiedDateTime desc',
    top: PAGE,
  });
}

function toPage({ id, title, lastModifiedDateTime }: z.output<typeof page>, section: string): NotePage {
  return { id, name: title ?? '', changed: lastModifiedDateTime ?? '', section, detail: section };
}

export type PageArgs = { readonly page: string; readonly section?: string | undefined };

/** Finds a page by its id, title or link. An id is not looked up. */
export async function findPage(
  { page: given, section }: PageArgs,
  notes: string,
  call: ToolCall,
): Promise<Named> {
  const wanted = given.trim();
  if (isNotesId(wanted)) return { id: wanted, name: '' };
  const link = noteLink(wanted);
  const { pages, isCut } = await findPages(section ?? link?.section, notes, call);
  return pickByName(link?.page ?? wanted, pages, { what: 'page', isCut });
}
