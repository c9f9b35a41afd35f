import * as z from 'zod';

import { defineTool } from '../define.ts';
import { offset } from '../files/shared/text-page.ts';
import { MAX_LINK } from '../input/links/pasted-url.ts';
import { bodyPage, wholeBodyText } from '../mail/shared/body.ts';
import { cell, fence } from '../output/untrusted.ts';
import { findPage } from './shared/find-pages.ts';
import { groupArgument, groupScopes, notesOf } from './shared/notes-owner.ts';
import { htmlOfPage } from './shared/page-content.ts';
import { readablePage } from './shared/readable-page.ts';

export const readNotePage = defineTool({
  name: 'read_note_page',
  title: 'Read note page',
  area: 'onenote',
  order: 30,
  presets: [],
  about: 'Read a OneNote page as text, with its to-dos.',
  intents: [
    'what did I note about the board',
    'read the page Reminders in OneNote',
    'show my meeting notes',
    'which to-dos are open in this note',
    'open the OneNote page',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Notes.Read'],
  scopesElsewhere: groupScopes,
  operation: 'GET /me/onenote/pages/{id}/content',
  example: { as: 'ana.silva', args: { page: 'Board preparation' } },
  input: {
    page: z.string().min(1).max(MAX_LINK).describe('Title or id.'),
    section: z.string().min(1).max(MAX_LINK).optional().describe('Name or id.'),
    group: groupArgument(),
    offset: offset(),
  },
  async run({ page, section, group, offset: from }, call) {
    const notes = await notesOf(group, call);
    const { id, name } = await findPage({ page, section }, notes, call);
    const { html: content, hasInk } = readablePage(await htmlOfPage(notes, id, call));
    const whole = await wholeBodyText({ body: { contentType: 'html', content } }, call);
    const { text, next } = bodyPage(whole, from);
    const rest = next === undefined ? 'That is all.' : `For the rest, call again with offset=${next}.`;
    const ink = hasInk ? ' Handwriting and drawings are left out; OneNote shows them.' : '';
    const title = name === '' || from > 0 ? '' : `${cell(name, 255)}\n\n`;
    return { text: `${rest}${ink}\n${fence(title + text)}` };
  },
});
