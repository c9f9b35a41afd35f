import * as z from 'zod';

import { outlookId } from '../../../tenant/ids.ts';
import type { Entity } from '../../../tenant/tenant-store.ts';
import { type Call, type Handler, readBody, type Reply } from '../../graph-call.ts';
import { notFound } from '../../graph-errors.ts';
import { list, one } from '../../odata/collection.ts';
import { entityType } from '../../odata/entity-type.ts';
import { mailbox, type Route, route } from '../../router.ts';
import { plainCollection } from '../plain-collection.ts';

const address = z.looseObject({ address: z.string(), name: z.string().optional() });

const contactInput = z.strictObject({
  '@odata.type': z.string().optional(),
  displayName: z.string().optional(),
  givenName: z.string().nullish(),
  surname: z.string().nullish(),
  middleName: z.string().nullish(),
  nickName: z.string().nullish(),
  initials: z.string().nullish(),
  generation: z.string().nullish(),
  yomiGivenName: z.string().nullish(),
  yomiSurname: z.string().nullish(),
  yomiCompanyName: z.string().nullish(),
  title: z.string().nullish(),
  jobTitle: z.string().nullish(),
  companyName: z.string().nullish(),
  department: z.string().nullish(),
  officeLocation: z.string().nullish(),
  personalNotes: z.string().nullish(),
  birthday: z.string().nullish(),
  emailAddresses: z.array(address).max(3).optional(),
  businessPhones: z.array(z.string()).max(2).optional(),
  homePhones: z.array(z.string()).max(2).optional(),
  mobilePhone: z.string().nullish(),
  businessAddress: z.looseObject({}).optional(),
  homeAddress: z.looseObject({}).optional(),
  categories: z.array(z.string()).optional(),
  fileAs: z.string().nullish(),
});

const contactType = entityType('contact', {
  etag: true,
  pageSize: 10,
  pageBy: '$skip',
  order: 'displayName',
});

const readContacts = mailbox('Contacts.Read Contacts.ReadWrite');
const writeContacts = mailbox('Contacts.ReadWrite');

const defaults = (_call: Call, input: Record<string, unknown>) => ({
  displayName: [input.givenName, input.surname].filter((name) => typeof name === 'string').join(' '),
  emailAddresses: [],
  businessPhones: [],
  homePhones: [],
  mobilePhone: null,
  companyName: null,
  jobTitle: null,
  categories: [],
});

const folderType = entityType('contactFolder', { pageSize: 10, pageBy: '$skip' });
const folderInput = z.strictObject({ displayName: z.string().min(1) });

const contactsOf = (call: Call) => call.tenant.table(`/users/${call.param('user')}/contacts`);
const foldersOf = (call: Call) => call.tenant.table(`/users/${call.param('user')}/contactFolders`);

function folderOf(call: Call): Entity {
  const folder = foldersOf(call).get(call.param('folder'));
  if (!folder) throw notFound('outlook', call.param('folder'));
  return folder;
}

/** Creates a folder in the default contacts folder, or in the folder in the path. */
function createFolder(call: Call): Reply {
  const parent = call.param('folder') === '' ? undefined : folderOf(call).id;
  const folder = foldersOf(call).put({
    id: outlookId(call.param('user'), call.tenant.serial('contactFolder')),
    parentFolderId: parent ?? outlookId(call.param('user'), 'contacts'),
    ...readBody(call, folderInput),
    $parent: parent,
  });
  return one(call, folderType, folder, 201);
}

function foldersIn(parent: (call: Call) => string | undefined): Handler {
  return (call) => {
    const of = parent(call);
    return list(
      call,
      folderType,
      foldersOf(call)
        .all()
        .filter(({ $parent }) => $parent === of),
    );
  };
}

function listInFolder(call: Call): Reply {
  const { id } = folderOf(call);
  const rows = contactsOf(call).all();
  return list(
    call,
    contactType,
    rows.filter(({ $folder }) => $folder === id),
  );
}

function createInFolder(call: Call): Reply {
  const { id: folder } = folderOf(call);
  const input = readBody(call, contactInput);
  const contact = contactsOf(call).put({
    id: outlookId(call.param('user'), call.tenant.serial('contact')),
    createdDateTime: call.tenant.now().toISOString(),
    ...defaults(call, input),
    ...input,
    parentFolderId: folder,
    $folder: folder,
  });
  return one(call, contactType, contact, 201);
}

/**
 * Routes for contacts. As in Graph, `/contacts` lists only the default folder but finds a contact in any folder by id.
 * `/contactFolders` lists only the folders in the default folder.
 */
export const contactRoutes: readonly Route[] = [
  ...plainCollection('/users/{user}/contacts', {
    type: contactType,
    read: readContacts,
    write: writeContacts,
    input: contactInput,
    outlookIds: true,
    defaults,
    lists: ({ $folder }) => $folder === undefined,
  }),
  route(
    'GET /users/{user}/contactFolders',
    readContacts,
    foldersIn(() => undefined),
  ),
  route('POST /users/{user}/contactFolders', writeContacts, createFolder),
  route(
    'GET /users/{user}/contactFolders/{folder}/childFolders',
    readContacts,
    foldersIn((call) => folderOf(call).id),
  ),
  route('POST /users/{user}/contactFolders/{folder}/childFolders', writeContacts, createFolder),
  route('GET /users/{user}/contactFolders/{folder}/contacts', readContacts, listInFolder),
  route('POST /users/{user}/contactFolders/{folder}/contacts', writeContacts, createInFolder),
];
