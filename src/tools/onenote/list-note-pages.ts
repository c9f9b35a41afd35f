import * as z from 'zod';

import { defineTool } from '../define.ts';
import { top } from '../input/common-input.ts';
import { MAX_LINK } from '../input/links/pasted-url.ts';
import { foldName, hasWords } from '../input/pick-by-name.ts';
import { idColumn } from '../output/row.ts';
import { renderTable } from '../output/table.ts';
import { cell } from '../output/untrusted.ts';
import { listOf, minute } from '../output/words.ts';
import { findPages, type NotePage } from './shared/find-pages.ts';
import { groupArgument, groupScopes, notesOf } from './shared/notes-owner.ts';

export const listNotePages = defineTool({
  name: 'list_note_pages',
  title: 'List note pages',
  area: 'onenote',
  order: 20,
  presets: [],
  about: 'List OneNote pages, newest first.',
  intents: [
    'which notes did I write',
    'pages in the section Meetings',
    'find my note about the board',
    'my latest OneNote pages',
    'notes of the group',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Notes.Read'],
  scopesElsewhere: groupScopes,
  operation: 'GET /me/onenote/sections/{id}/pages',
  example: { as: 'ana.silva', args: {} },
  input: {
    section: z.string().min(1).max(MAX_LINK).optional().describe('Name or id.'),
    query: z.string().min(1).max(256).optional().describe('Words in the title.'),
    group: groupArgument(),
    top: top(100),
  },
  async run({ section, query, group, top: most }, call) {
    const notes = await notesOf(group, call);
    const { pages, isCut } = await findPages(section, notes, call);
    const words = query === undefined ? undefined : foldName(query);
    const found = words === undefined ? pages : pages.filter(({ name }) => hasWords(name, words));
    const shown = found.slice(0, most);
    const hidden = found.length - shown.length;
    const follows = [
      hidden > 0 ? `Not shown: ${hidden} more. Raise top, or use query.` : '',
      isCut ? 'Not all pages were read: give a section.' : '',
    ];
    const conditions = listOf(
      'pages',
      section !== undefined && `in the section "${cell(section)}"`,
      group !== undefined && `of the group "${cell(group)}"`,
      query !== undefined && `matching "${cell(query)}"`,
    );
    return renderTable<NotePage>({
      what: `${conditions.join(' ')}, most recently changed first (UTC)`,
      columns: [
        { name: 'changed', textOf: ({ changed }) => minute(changed) },
        { name: 'title', textOf: ({ name }) => name, longest: 160 },
        ...(section === undefined
          ? [{ name: 'section', textOf: (row: NotePage) => row.section, longest: 80 }]
          : []),
        idColumn,
      ],
      rows: shown,
      follows: follows.filter(Boolean).join(' ') || 'That is all.',
    });
  },
});
