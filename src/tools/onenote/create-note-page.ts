import * as z from 'zod';

import { path } from '../../graph/request/graph-path.ts';
import { defineTool } from '../define.ts';
import { MAX_LINK } from '../input/links/pasted-url.ts';
import { entityOf } from '../output/graph-data.ts';
import { text } from '../output/graph-schema.ts';
import { cell, fence } from '../output/untrusted.ts';
import { findSection } from './shared/find-section.ts';
import { groupArgument, groupScopes, notesOf } from './shared/notes-owner.ts';
import { LONGEST_BODY, newPage } from './shared/written-page.ts';

export const createNotePage = defineTool({
  name: 'create_note_page',
  title: 'Create note page',
  area: 'onenote',
  order: 40,
  presets: [],
  about: 'Create a note page in OneNote.',
  intents: [
    'write this down in OneNote',
    'save the minutes as a note',
    'new page in the section Ideas',
    'make a note about the call',
    'put the summary into my notebook',
  ],
  kind: 'write',
  openWorld: false,
  repeat: 'never',
  scopes: ['Notes.Create'],
  scopesElsewhere: groupScopes,
  operation: 'POST /me/onenote/sections/{id}/pages',
  example: { as: 'ana.silva', args: { section: 'Ideas', title: 'Fewer reminders', body: 'One is enough.' } },
  argumentBytes: 1_048_576,
  input: {
    section: z.string().min(1).max(MAX_LINK).describe('Name or id.'),
    title: z.string().min(1).max(255).describe('Title.'),
    body: z.string().max(LONGEST_BODY).describe('Markdown.'),
    group: groupArgument(),
  },
  async run({ section, title, body, group }, call) {
    const notes = await notesOf(group, call);
    const found = await findSection(section, notes, call);
    const answer = await call.graph({
      method: 'POST',
      path: notes + path`/sections/${found.id}/pages`,
      headers: { 'content-type': 'text/html' },
      body: await newPage(title, body),
      repeat: 'never',
      verify: 'Use list_note_pages to check whether the page exists before you create it again.',
    });
    const { id } = entityOf(answer, z.object({ id: text }));
    const place = found.name === found.id ? '' : ` | in ${cell(found.name, 255)}`;
    return {
      text: `Created the page.\n${fence(`${cell(title, 255)}${place} | id ${cell(id ?? '', 512)}`)}`,
    };
  },
});
