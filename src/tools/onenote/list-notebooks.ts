import * as z from 'zod';

import { counted } from '../../base/text/counted.ts';
import { read } from '../../graph/request/read.ts';
import { allItems } from '../paging/all-items.ts';
import { defineTool } from '../define.ts';
import { facet, text } from '../output/graph-schema.ts';
import { idColumn } from '../output/row.ts';
import { renderTable } from '../output/table.ts';
import { cell } from '../output/untrusted.ts';
import { allSections, type Section } from './shared/find-section.ts';
import { groupArgument, groupScopes, notesOf } from './shared/notes-owner.ts';

/** Maximum number of sections in one result; other sections can be found by name. */
const MAX_ROWS = 200;
const MOST = 500;
/** Maximum nesting depth of section groups. */
const MAX_DEPTH = 10;

const notebook = z.object({ id: z.string(), displayName: text });
const sectionGroup = z.object({
  id: z.string(),
  displayName: text,
  parentSectionGroup: facet({ id: text }),
});

type Row = { readonly notebook: string; readonly section: string; readonly id: string };

export const listNotebooks = defineTool({
  name: 'list_notebooks',
  title: 'List notebooks',
  area: 'onenote',
  order: 10,
  presets: [],
  about: 'List OneNote notebooks with their sections.',
  intents: [
    'which notebooks do I have',
    'sections of my notebook',
    'what is in my OneNote',
    'notebook of the project group',
    'where do I keep my notes',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Notes.Read'],
  scopesElsewhere: groupScopes,
  operation: 'GET /me/onenote/notebooks',
  example: { as: 'ana.silva', args: {} },
  input: { group: groupArgument() },
  async run({ group }, call) {
    const notes = await notesOf(group, call);
    const names = { select: ['id', 'displayName'], top: 100 };
    const groupNames = { select: ['id', 'displayName', 'parentSectionGroup'], top: 100 };
    const [books, groups, { sections, isCut }] = await Promise.all([
      allItems(call, read(`${notes}/notebooks`, names), notebook, MOST),
      allItems(call, read(`${notes}/sectionGroups`, groupNames), sectionGroup, MOST),
      allSections(notes, call),
    ]);
    const byId = new Map(groups.items.map((one) => [one.id, one]));
    const pathOf = ({ name, group: parent }: Section): string => {
      const above: string[] = [];
      for (let at = parent?.id, depth = 0; at && depth < MAX_DEPTH; depth += 1) {
        const found = byId.get(at);
        above.unshift(found?.displayName ?? parent?.name ?? '');
        at = found?.parentSectionGroup?.id ?? undefined;
      }
      return [...above, name].join(' / ');
    };
    const rows: Row[] = sections.map((one) => ({ notebook: one.notebook, section: pathOf(one), id: one.id }));
    const filled = new Set(sections.map((one) => one.notebookId));
    for (const { id, displayName } of books.items)
      if (!filled.has(id)) rows.push({ notebook: displayName ?? '', section: '', id: '' });
    const shown = rows.slice(0, MAX_ROWS);
    const hidden = rows.length - shown.length;
    const isIncomplete = isCut || books.isCut || groups.isCut;
    const follows = [
      hidden > 0 ? `Not shown: ${counted(hidden, 'section')}, which list_note_pages finds by name.` : '',
      isIncomplete ? `Only the first ${MOST} notebooks, groups and sections were read.` : '',
    ];
    return renderTable<Row>({
      what: `sections${group === undefined ? '' : ` of the group "${cell(group)}"`}, by notebook`,
      columns: [
        { name: 'notebook', textOf: (row) => row.notebook, longest: 80 },
        { name: 'section', textOf: (row) => row.section, longest: 160 },
        idColumn,
      ],
      rows: shown,
      follows: follows.filter(Boolean).join(' ') || 'That is all.',
    });
  },
});
