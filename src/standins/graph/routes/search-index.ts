import { eventsOf } from '../../tenant/calendar.ts';
import { usersOf } from '../../tenant/directory.ts';
import { messagesOf } from '../../tenant/mailbox.ts';
import { textOf } from '../../tenant/markup.ts';
import { channelsOf, chatsOf, postsOf } from '../../tenant/teamwork.ts';
import type { Entity } from '../../tenant/tenant-store.ts';
import type { Call } from '../graph-call.ts';
import type { EntityType } from '../odata/entity-type.ts';
import { hasWords } from '../odata/search-syntax.ts';
import { searchItems } from '../odata/search-rows.ts';
import { shape } from '../odata/shape-row.ts';
import { eventType } from './calendar/event-type.ts';
import { filesFound, listItemsFound, listsFound, sitesFound } from './files/indexed-files.ts';
import { messageType } from './mail/messages.ts';
import { textIn, type Searched } from './searched.ts';

/** The entity types that the stand-in can search. */
export const searchableKinds = [
  'message',
  'event',
  'driveItem',
  'listItem',
  'site',
  'chatMessage',
  'person',
  'list',
  'drive',
] as const;
type Kind = (typeof searchableKinds)[number];

/** How to search for an entity type. The caller needs one of the scopes. */
type Source = {
  readonly scopes: readonly string[];
  /** Types from different groups cannot be combined in one request. */
  readonly group: string;
  readonly maxSize: number;
  find(call: Call, query: string): readonly Searched[];
};

const files: Omit<Source, 'find'> = {
  scopes: ['Files.Read.All', 'Files.ReadWrite.All', 'Sites.Read.All', 'Sites.ReadWrite.All'],
  group: 'files',
  maxSize: 500,
};
const sites = { ...files, scopes: ['Sites.Read.All', 'Sites.ReadWrite.All'] };

export const sources: Readonly<Record<Kind, Source>> = {
  message: {
    scopes: ['Mail.Read', 'Mail.ReadWrite'],
    group: 'message',
    maxSize: 25,
    find: (call, query) =>
      searchItems(messagesOf(call.tenant, call.me.oid).all(), query).map((row) =>
        outlookHit(call, messageType, row, messageProperties),
      ),
  },
  // A recurring series is one item, with the date of its first occurrence.
  event: {
    scopes: ['Calendars.Read', 'Calendars.ReadWrite'],
    group: 'event',
    maxSize: 25,
    find: (call, query) =>
      searchItems(eventsOf(call.tenant, call.me.oid).all(), query).map((row) =>
        outlookHit(call, eventType, row, eventProperties),
      ),
  },
  driveItem: { ...files, find: filesFound },
  listItem: { ...sites, find: listItemsFound },
  list: { ...sites, find: listsFound },
  site: { ...sites, find: sitesFound },
  drive: { ...files, find: () => [] },
  chatMessage: {
    scopes: ['Chat.Read', 'Chat.ReadWrite'],
    group: 'chatMessage',
    maxSize: 25,
    find: findPosts,
  },
  person: { scopes: ['People.Read'], group: 'person', maxSize: 25, find: findPeople },
};

const messageProperties =
  `createdDateTime lastModifiedDateTime receivedDateTime sentDateTime hasAttachments subject
  bodyPreview importance replyTo sender from webLink`.split(/\s+/);
const eventProperties = 'subject start end isAllDay location organizer webLink'.split(' ');

/** Returns a hit from Outlook. Its id is the Exchange Web Services id, with `+` and `/` instead of `_` and `-`. */
function outlookHit(call: Call, type: EntityType, row: Entity, properties: readonly string[]): Searched {
  return {
    id: row.id.replaceAll('_', '+').replaceAll('-', '/'),
    summary: textIn(row.bodyPreview),
    changed: textIn(row.lastModifiedDateTime),
    isVisible: true,
    resource: () => {
      const {
        '@odata.etag': _etag,
        id: _id,
        ...shaped
      } = shape(call, type, row, {
        select: properties,
        expand: [],
      });
      return { '@odata.type': `#${type.name}`, ...shaped };
    },
  };
}

function findPosts(call: Call, query: string): readonly Searched[] {
  return readablePosts(call).flatMap((post) => {
    const text = textOf((post.body as { content: string }).content);
    return hasWords(text, query) ? [postHit(call, post, text)] : [];
  });
}

/**
 * Returns the messages in the caller's chats. If the token has the permission to read channel messages, also returns
 * the messages in the channels of the caller's teams.
 */
function readablePosts({ tenant, me }: Call): readonly Entity[] {
  const chats = chatsOf(tenant)
    .all()
    .filter((chat) => chat.$members.includes(me.oid))
    .flatMap((chat) => postsOf(tenant, `/chats/${chat.id}`).all());
  if (!me.scopes.includes('ChannelMessage.Read.All')) return chats;
  const channels = tenant
    .table('/groups')
    .all()
    .filter((group) => Array.isArray(group.$members) && group.$members.includes(me.oid))
    .flatMap(({ id: team }) =>
      channelsOf(tenant, team)
        .all()
        .flatMap((channel) => postsOf(tenant, `/teams/${team}/channels/${channel.id}`).all()),
    );
  return [...chats, ...channels];
}

function postHit({ tenant }: Call, post: Entity, text: string): Searched {
  const by = (post.from as { user?: { id: string; displayName: string } }).user;
  const address = by && usersOf(tenant).get(by.id)?.mail;
  return {
    id: post.id,
    summary: `<c0>${text.slice(0, 160)}</c0><ddd/>`,
    changed: String(post.lastModifiedDateTime),
    isVisible: true,
    resource: () => ({
      '@odata.type': '#microsoft.graph.chatMessage',
      id: post.id,
      createdDateTime: post.createdDateTime,
      lastModifiedDateTime: post.lastModifiedDateTime,
      subject: post.subject ?? '',
      importance: post.importance,
      webLink: post.webUrl,
      from: { emailAddress: { name: by?.displayName, address } },
      channelIdentity: post.channelIdentity ?? { channelId: post.chatId },
      ...(post.chatId !== null && { chatId: post.chatId }),
      etag: post.etag,
    }),
  };
}

function findPeople(call: Call, query: string): readonly Searched[] {
  return usersOf(call.tenant)
    .all()
    .filter((user) => hasWords(`${user.displayName} ${user.mail}`, query))
    .map((user) => {
      const id = `${user.id}@${call.me.tid}`;
      return {
        id,
        summary: '',
        changed: '',
        isVisible: true,
        resource: () => ({
          '@odata.type': '#microsoft.graph.person',
          id,
          displayName: user.displayName,
          givenName: user.givenName,
          surname: user.surname,
          jobTitle: user.jobTitle,
          department: user.department,
          officeLocation: user.officeLocation,
          userPrincipalName: user.userPrincipalName,
          emailAddresses: [{ address: user.mail, rank: 20 }],
        }),
      };
    });
}
