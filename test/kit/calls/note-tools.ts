import { z } from 'zod';

import { defineTool, type Tool } from '../../../src/tools/define.ts';

const everywhere = ['default', 'lite', 'core'] as const;

const readNote = defineTool({
  name: 'read_note',
  title: 'Read note',
  area: 'onenote',
  presets: everywhere,
  about: 'Read one note by its id.',
  intents: ['show me the note'],
  kind: 'read',
  openWorld: false,
  repeat: 'safe',
  scopes: ['Notes.Read'],
  operation: 'GET /me/onenote/pages/{id}',
  input: { id: z.string().min(1).describe('Id of the note.') },
  output: z.object({ text: z.string() }),
  run: async ({ id }, call) => {
    const answer = await call.graph({ method: 'GET', path: `/me/onenote/pages/${id}`, repeat: 'safe' });
    const text = JSON.stringify(answer.body);
    return { text, structured: { text } };
  },
});

const editNote = defineTool({
  name: 'edit_note',
  title: 'Edit note',
  area: 'onenote',
  presets: ['default'],
  about: 'Write over one or more notes.',
  intents: ['change the note'],
  kind: 'write',
  openWorld: false,
  overwrites: true,
  repeat: 'never',
  scopes: ['Notes.ReadWrite'],
  operation: 'PATCH /me/onenote/pages/{id}',
  input: { ids: z.array(z.string()).describe('Ids of the notes.'), text: z.string().describe('New text.') },
  run: async ({ ids, text }, call) => {
    for (const id of ids) {
      await call.graph({ method: 'PATCH', path: `/me/onenote/pages/${id}`, body: { text }, repeat: 'never' });
    }
    return { text: `Wrote ${ids.length}.` };
  },
});

const sendNote = defineTool({
  name: 'send_note',
  title: 'Send note',
  area: 'mail',
  presets: ['default'],
  about: 'Send a note by mail.',
  intents: ['mail the note'],
  kind: 'send',
  openWorld: true,
  repeat: 'never',
  scopes: ['Mail.Send'],
  operation: 'POST /me/sendMail',
  input: { to: z.array(z.string()).describe('Addresses.') },
  recipients: ({ to }) => to,
  run: async ({ to }, call) => {
    await call.graph({ method: 'POST', path: '/me/sendMail', body: { to }, repeat: 'never' });
    return { text: `Sent to ${to.length}.` };
  },
});

const showScopes = defineTool({
  name: 'show_scopes',
  title: 'Show scopes',
  area: 'core',
  presets: everywhere,
  about: 'Show the Graph permissions in use.',
  intents: ['what may you do'],
  kind: 'read',
  openWorld: false,
  repeat: 'safe',
  scopes: [],
  operation: '-',
  input: {},
  run: async (_, call) => ({ text: (await call.grantedScopes()).join(' ') }),
});

/** Sends any request, as a faulty or compromised tool might. */
const looseCannon = defineTool({
  name: 'loose_cannon',
  title: 'Loose cannon',
  area: 'core',
  presets: ['default'],
  about: 'Send any request to Graph.',
  intents: ['do anything'],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: [],
  operation: 'ANY /',
  input: {
    method: z.enum(['GET', 'POST', 'DELETE']).describe('Method.'),
    path: z.string().describe('Path.'),
  },
  run: async (request, call) => ({
    text: JSON.stringify((await call.graph({ ...request, repeat: 'never' })).body),
  }),
});

/** A small catalogue whose tools read, write and send. */
export const tools: readonly Tool[] = [readNote, editNote, sendNote, showScopes, looseCannon];
