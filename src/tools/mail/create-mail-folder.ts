import * as z from 'zod';

import { defineTool } from '../define.ts';
import { id, mailbox, owner } from '../input/common-input.ts';
import { entityOf } from '../output/graph-data.ts';
import { text } from '../output/graph-schema.ts';
import { cell } from '../output/untrusted.ts';
import { findFolder, folderPath } from './shared/folder.ts';

const folder = z.object({ id: z.string(), displayName: text });

export const createMailFolder = defineTool({
  name: 'create_mail_folder',
  title: 'Create mail folder',
  area: 'mail',
  order: 52,
  presets: [],
  about: 'Create a mail folder or subfolder.',
  intents: [
    'make a folder for invoices',
    'add a subfolder to my inbox',
    'new mail folder',
    'set up a folder for this project',
    'create a folder in the shared mailbox',
  ],
  kind: 'write',
  openWorld: false,
  repeat: 'never',
  scopes: ['Mail.ReadWrite'],
  sharedScopes: ['Mail.ReadWrite.Shared'],
  operation: 'POST /me/mailFolders',
  example: { as: 'ana.silva', args: { name: 'Invoices' } },
  input: {
    name: z.string().trim().min(1).max(255).describe('Name.'),
    parent: id('Name, path or id. Default: top level.').optional(),
    mailbox: mailbox(),
  },
  check: ({ name }) =>
    /[/\\]/.test(name) ? 'name must not contain a slash: give the parent folder as parent' : undefined,
  async run({ name, parent, mailbox }, call) {
    const above = parent === undefined ? undefined : await findFolder(parent, mailbox, call);
    const collection = above === undefined ? '/mailFolders' : `${folderPath(above.name)}/childFolders`;
    const answer = await call.graph({
      method: 'POST',
      path: owner(mailbox) + collection,
      body: { displayName: name },
      repeat: 'never',
      verify: 'List the mail folders before you create it again.',
    });
    const created = entityOf(answer, folder);
    const place = parent === undefined ? '' : ` in ${cell(parent)}`;
    return {
      text: `Created the mail folder "${cell(created.displayName ?? name, 255)}"${place}. id ${created.id}`,
    };
  },
});
