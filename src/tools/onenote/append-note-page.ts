import * as z from 'zod';

import { path } from '../../graph/request/graph-path.ts';
import { defineTool } from '../define.ts';
import { cell } from '../output/untrusted.ts';
import { MAX_LINK } from '../input/links/pasted-url.ts';
import { findPage } from './shared/find-pages.ts';
import { groupArgument, groupScopes, notesOf } from './shared/notes-owner.ts';
import { htmlOfPage } from './shared/page-content.ts';
import { lastOutline } from './shared/readable-page.ts';
import { LONGEST_BODY, pageHtml } from './shared/written-page.ts';

export const appendNotePage = defineTool({
  name: 'append_note_page',
  title: 'Append to note page',
  area: 'onenote',
  order: 50,
  presets: [],
  about: 'Add text at the end of a OneNote page.',
  intents: [
    'add this to my notes',
    'append the decision to the page',
    'continue the meeting notes',
    'add a to-do to the OneNote page',
    'write another paragraph into the note',
  ],
  kind: 'write',
  openWorld: false,
  overwrites: true,
  repeat: 'never',
  scopes: ['Notes.ReadWrite'],
  scopesElsewhere: groupScopes,
  operation: 'PATCH /me/onenote/pages/{id}/content',
  example: { as: 'ana.silva', args: { page: 'Reminders', body: 'Not on Sundays.' } },
  argumentBytes: 1_048_576,
  input: {
    page: z.string().min(1).max(MAX_LINK).describe('Title or id.'),
    body: z.string().min(1).max(LONGEST_BODY).describe('Markdown.'),
    section: z.string().min(1).max(MAX_LINK).optional().describe('Name or id.'),
    group: groupArgument(),
  },
  async run({ page, section, body, group }, call) {
    const notes = await notesOf(group, call);
    const { id, name } = await findPage({ page, section }, notes, call);
    // `body` would target the first outline, which may not be at the end of the page.
    const target = lastOutline(await htmlOfPage(notes, id, call)) ?? 'body';
    await call.graph({
      method: 'PATCH',
      path: notes + path`/pages/${id}` + '/content',
      body: [{ target, action: 'append', position: 'after', content: await pageHtml(body) }],
      repeat: 'never',
      verify: 'Use read_note_page to check whether the text is there before you add it again.',
    });
    const title = name === '' ? '' : ` "${cell(name, 255)}"`;
    return { text: `Added at the end of the page${title}.` };
  },
});
