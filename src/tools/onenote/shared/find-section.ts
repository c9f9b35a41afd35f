import * as z from 'zod';

import { read } from '../../../graph/request/read.ts';
import { allItems } from '../../paging/all-items.ts';
import type { ToolCall } from '../../define.ts';
import { foldName, pickByName, type Named } from '../../input/pick-by-name.ts';
import { facet, text } from '../../output/graph-schema.ts';
import { noteLink } from './note-link.ts';

const MOST_SECTIONS = 500;

const section = z.object({
  id: z.string(),
  displayName: text,
  parentNotebook: facet({ id: text, displayName: text }),
  parentSectionGroup: facet({ id: text, displayName: text }),
});

export type Section = Named & {
  readonly notebook: string;
  readonly notebookId: string | undefined;
  readonly group: { readonly id: string; readonly name: string } | undefined;
};

/** Whether text looks like a OneNote id: `1-{guid}!1-{guid}`. */
export function isNotesId(given: string): boolean {
  return /^\d-[\w!-]{30,}$/.test(given.trim());
}

/** Returns the sections of all notebooks, including those in section groups. */
export async function allSections(
  notes: string,
  call: ToolCall,
): Promise<{ readonly sections: readonly Section[]; readonly isCut: boolean }> {
  const select = ['id', 'displayName', 'parentNotebook', 'parentSectionGroup'];
  const request = read(`${notes}/sections`, { select, top: 100 });
  const { items, isCut } = await allItems(call, request, section, MOST_SECTIONS);
  const sections = items.map(({ id, displayName, parentNotebook, parentSectionGroup }) => {
    const { id: groupId, displayName: groupName } = parentSectionGroup ?? {};
    const notebook = parentNotebook?.displayName ?? '';
    const group = groupId ? { id: groupId, name: groupName ?? '' } : undefined;
    const notebookId = parentNotebook?.id ?? undefined;
    return { id, name: displayName ?? '', detail: notebook, notebook, notebookId, group };
  });
  return { sections, isCut };
}

/**
 * Finds a section by its id, its name, a link, or a path such as `Archive / 2025` that begins with the name of its
 * notebook or section group. An id is not looked up.
 */
export async function findSection(given: string, notes: string, call: ToolCall): Promise<Named> {
  const wanted = noteLink(given)?.section ?? given.trim();
  if (isNotesId(wanted)) return { id: wanted, name: wanted };
  const { sections, isCut } = await allSections(notes, call);
  // The names of sections, groups and notebooks contain no slash.
  const [name = '', parent] = wanted
    .split('/')
    .map((part) => foldName(part))
    .toReversed();
  const inParent = ({ name: own, group, notebook }: Section): boolean =>
    foldName(own) === name && [group?.name ?? '', notebook].some((one) => foldName(one) === parent);
  const candidates = parent === undefined ? [] : sections.filter(inParent);
  return candidates.length > 0
    ? pickByName(name, candidates, { what: 'section', isCut })
    : pickByName(wanted, sections, { what: 'section', isCut });
}
