import * as z from 'zod';
import {
  addFolder,
  foldersOf,
  rootFolderId,
  type MailFolder,
  type Message,
} from '../../../tenant/mailbox.ts';
import { type Call, type Handler, readBody } from '../../graph-call.ts';
import { GraphError } from '../../graph-errors.ts';
import { delta } from '../../odata/delta.ts';
import { list, one } from '../../odata/collection.ts';
import { entityType } from '../../odata/entity-type.ts';
import { type Route, route } from '../../router.ts';
import {
  createDraft,
  folderNamed,
  messageOf,
  messages,
  messageType,
  readMail,
  writeMail,
} from './messages.ts';

const folderType = entityType('mailFolder', {
  properties:
    'id displayName parentFolderId childFolderCount unreadItemCount totalItemCount sizeInBytes isHidden',
  pageSize: 10,
  pageBy: '$skip',
  derive: (call, row) => countsOf(call, row as MailFolder),
  expand: {
    childFolders: (call, row) => ({ type: folderType, rows: subfoldersOf(call, row.id) }),
  },
});

function countsOf(call: Call, folder: MailFolder): Record<string, unknown> {
  const inside = messagesIn(call, folder.id);
  return {
    childFolderCount: subfoldersOf(call, folder.id).length,
    totalItemCount: inside.length,
    unreadItemCount: inside.filter((message) => !message.isRead).length,
  };
}

function subfoldersOf(call: Call, folder: string): readonly MailFolder[] {
  return foldersOf(call.tenant, call.param('user'))
    .all()
    .filter((one) => one.parentFolderId === folder);
}

function messagesIn(call: Call, folder: string): readonly Message[] {
  return messages(call)
    .all()
    .filter((message) => message.parentFolderId === folder);
}

function topFolders(call: Call): readonly MailFolder[] {
  return subfoldersOf(call, rootFolderId(call.param('user')));
}

const createFolder =
  (parent: (call: Call) => string | undefined): Handler =>
  (call) => {
    const { displayName } = readBody(
      call,
      z.object({ displayName: z.string().min(1).max(255), isHidden: z.boolean().optional() }),
    );
    const at = parent(call);
    const siblings = at === undefined ? topFolders(call) : subfoldersOf(call, at);
    if (siblings.some((folder) => folder.displayName.toLowerCase() === displayName.toLowerCase()))
      throw new GraphError(409, 'ErrorFolderExists', 'A folder with the specified name already exists.');
    const created = addFolder(
      call.tenant,
      call.param('user'),
      displayName,
      at === undefined ? {} : { parent: at },
    );
    return one(call, folderType, created, 201);
  };

export const mailFolderRoutes: readonly Route[] = [
  route('GET /users/{user}/mailFolders', readMail, (call) => list(call, folderType, topFolders(call))),
  route(
    'POST /users/{user}/mailFolders',
    writeMail,
    createFolder(() => undefined),
  ),
  route('GET /users/{user}/mailFolders/{folder}', readMail, (call) =>
    one(call, folderType, folderNamed(call)),
  ),
  route('GET /users/{user}/mailFolders/{folder}/childFolders', readMail, (call) =>
    list(call, folderType, subfoldersOf(call, folderNamed(call).id)),
  ),
  route(
    'POST /users/{user}/mailFolders/{folder}/childFolders',
    writeMail,
    createFolder((call) => folderNamed(call).id),
  ),
  route('GET /users/{user}/mailFolders/{folder}/messages', readMail, (call) =>
    list(call, messageType, messagesIn(call, folderNamed(call).id)),
  ),
  route(
    'POST /users/{user}/mailFolders/{folder}/messages',
    writeMail,
    createDraft((call) => folderNamed(call).id),
  ),
  route('GET /users/{user}/mailFolders/{folder}/messages/delta', readMail, (call) => {
    const folder = folderNamed(call);
    return delta(call, messageType, messages(call), {
      keep: (message) => message.parentFolderId === folder.id,
    });
  }),
  route('GET /users/{user}/mailFolders/{folder}/messages/{message}', readMail, (call) =>
    one(call, messageType, messageOf(call)),
  ),
];
