import { drivePath } from '../../../graph/request/graph-path.ts';
import { prefer } from '../../../graph/request/prefer.ts';
import { read } from '../../../graph/request/read.ts';
import { pathOfDrive } from '../../files/shared/item.ts';
import { folderPath } from '../../mail/shared/folder.ts';
import { identitySet, recipient, text } from '../../output/graph-schema.ts';
import { PERSON_CHARACTERS, personOf } from '../../output/person.ts';
import { rowOf } from '../../output/row.ts';
import { minute } from '../../output/words.ts';
import { calendarWatch } from './calendar-watch.ts';
import { CHANGES_PER_PAGE, nameOf, removal, watch, type Watch } from './watch.ts';

const mail = rowOf({ receivedDateTime: text, from: recipient.nullish(), subject: text, ...removal });
const file = rowOf({ name: text, lastModifiedDateTime: text, lastModifiedBy: identitySet, ...removal });
const directoryObject = rowOf({ displayName: text, mail: text, jobTitle: text, ...removal });

/** Mail and calendars do not support the token `latest`, so the first request covers items from now on. */
export const watches: Readonly<Record<'mail' | 'calendar' | 'files' | 'users' | 'groups', Watch>> = {
  // With immutable ids, Graph loses track of items that are moved away and back.
  mail: watch({
    things: 'messages among those received since the first call',
    schema: mail.schema,
    // Graph keeps using the filter of the first request.
    limits: 'Microsoft Graph will report only mail that arrives from now on, and no changes to older mail.',
    columns: [
      mail.column('received', ['receivedDateTime'], (row) => row.receivedDateTime, { show: minute }),
      mail.column('from', ['from'], (row) => personOf(row.from), { longest: PERSON_CHARACTERS }),
      mail.column('subject', ['subject', '@removed', 'deleted'], (row) => nameOf(row, row.subject)),
    ],
    request: (select, folder, now) =>
      read(
        `/me${folderPath(folder ?? 'inbox')}/messages/delta`,
        {
          select: [...withoutRemoval(select), 'isRead'],
          filter: [`receivedDateTime ge ${now.toISOString()}`],
        },
        { headers: prefer(`odata.maxpagesize=${CHANGES_PER_PAGE}`) },
      ),
  }),
  calendar: calendarWatch,
  files: watch({
    things: 'files and folders',
    schema: file.schema,
    columns: [
      file.column('name', ['name', '@removed', 'deleted'], (row) => nameOf(row, row.name)),
      file.column('changed (UTC)', ['lastModifiedDateTime'], (row) => row.lastModifiedDateTime, {
        show: minute,
      }),
      file.column('by', ['lastModifiedBy'], (row) => row.lastModifiedBy?.user?.displayName),
    ],
    request: (select, drive) =>
      read(
        `${pathOfDrive(drive)}/${drivePath('')}/delta`,
        { select: [...withoutRemoval(select), 'size', 'folder', 'deleted'] },
        { parameters: { token: 'latest' } },
      ),
  }),
  users: watch({
    things: 'users',
    schema: directoryObject.schema,
    columns: [
      directoryObject.column('name', ['displayName', '@removed', 'deleted'], (row) =>
        nameOf(row, row.displayName),
      ),
      directoryObject.column('mail', ['mail'], (row) => row.mail),
      directoryObject.column('title', ['jobTitle'], (row) => row.jobTitle),
    ],
    request: (select) =>
      read('/users/delta', { select: withoutRemoval(select) }, { parameters: { $deltatoken: 'latest' } }),
  }),
  groups: watch({
    things: 'groups',
    schema: directoryObject.schema,
    columns: [
      directoryObject.column('name', ['displayName', '@removed', 'deleted'], (row) =>
        nameOf(row, row.displayName),
      ),
      directoryObject.column('mail', ['mail'], (row) => row.mail),
    ],
    request: (select) =>
      read('/groups/delta', { select: withoutRemoval(select) }, { parameters: { $deltatoken: 'latest' } }),
  }),
};

/** Leaves out the properties that mark removed items, because Graph returns them even if they are not selected. */
function withoutRemoval(select: readonly string[]): readonly string[] {
  return select.filter((name) => !Object.hasOwn(removal, name));
}
