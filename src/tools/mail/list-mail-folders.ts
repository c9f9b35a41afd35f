import { id, mailbox, owner } from '../input/common-input.ts';
import { listTool } from '../list-tool.ts';
import { count, text } from '../output/graph-schema.ts';
import { rowOf } from '../output/row.ts';
import { findFolder, folderPath } from './shared/folder.ts';

/** Exchange's limit on the length of a folder's name, in characters. */
const MAX_NAME = 255;

const folder = rowOf({
  displayName: text,
  unreadItemCount: count,
  totalItemCount: count,
  childFolderCount: count,
});

export const listMailFolders = listTool({
  name: 'list_mail_folders',
  title: 'List mail folders',
  area: 'mail',
  order: 50,
  presets: ['default'],
  about: 'List mail folders with unread counts. Top-level folders by default.',
  intents: [
    'which mail folders do I have',
    'how many unread emails are in each folder',
    'subfolders of my inbox',
    'find the folder for invoices',
    'folders of the shared mailbox',
  ],
  openWorld: true,
  scopes: ['Mail.ReadBasic'],
  sharedScopes: ['Mail.ReadBasic.Shared'],
  operation: 'GET /me/mailFolders',
  example: { as: 'ana.silva', args: {} },
  input: {
    parent: id('Parent folder: name, path or id.').optional(),
    mailbox: mailbox(),
  },
  maxTop: 50,
  budget: { withIds: 3_600, withoutIds: 800 },
  row: folder,
  columns: [
    folder.column('name', ['displayName'], (row) => row.displayName, { longest: MAX_NAME }),
    folder.column('unread', ['unreadItemCount'], (row) => row.unreadItemCount, { type: 'number' }),
    folder.column('total', ['totalItemCount'], (row) => row.totalItemCount, { type: 'number' }),
    folder.column('subfolders', ['childFolderCount'], (row) => row.childFolderCount, { type: 'number' }),
  ],
  async request({ parent, mailbox }, call) {
    if (parent === undefined) return { path: `${owner(mailbox)}/mailFolders`, what: 'mail folders' };
    const { name } = await findFolder(parent, mailbox, call);
    return { path: `${owner(mailbox)}${folderPath(name)}/childFolders`, what: `mail folders in ${parent}` };
  },
});
