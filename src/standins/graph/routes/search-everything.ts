import * as z from 'zod';
import { type Event, viewOf } from '../../tenant/calendar.ts';
import { type Drive, type DriveItem, itemsOf, mimeTypeOf } from '../../tenant/drive.ts';
import { messagesOf } from '../../tenant/mailbox.ts';
import type { Entity } from '../../tenant/tenant-store.ts';
import { chatsOf, postsOf } from '../../tenant/teamwork.ts';
import { type Call, ok, readBody, type Reply } from '../graph-call.ts';
import { badRequest, forbidden } from '../graph-errors.ts';
import { searchItems } from '../odata/search-rows.ts';
import { shape } from '../odata/shape-row.ts';
import type { EntityType } from '../odata/entity-type.ts';
import { hasWords } from '../odata/search-syntax.ts';
import { entityType } from '../odata/entity-type.ts';
import { needs, type Route, route } from '../router.ts';
import { eventType } from './calendar/event-type.ts';
import { isMember, itemType } from './files/drive-item-type.ts';
import { hasMatch } from './files/drive-items.ts';
import { messageType } from './mail/messages.ts';

const kinds = [
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
type Kind = (typeof kinds)[number];

const searchInput = z.object({
  requests: z
    .array(
      z.looseObject({
        entityTypes: z.array(z.enum(kinds)).min(1),
        query: z.looseObject({ queryString: z.string().min(1).max(1500) }),
        from: z.number().int().min(0).default(0),
        size: z.number().int().min(1).max(500).default(25),
      }),
    )
    .length(1),
});

/** How to search for an entity type. The caller needs one of the scopes. */
type Source = {
  readonly scopes: readonly string[];
  readonly type: EntityType;
  /** Types of different groups cannot be combined in one request. */
  readonly group: string;
  find(call: Call, query: string): readonly Entity[];
};

const files = ['Files.Read.All', 'Files.ReadWrite.All', 'Sites.Read.All', 'Sites.ReadWrite.All'];
const none: Source = { scopes: files, type: entityType('entity'), group: 'files', find: () => [] };

const sources: Readonly<Record<Kind, Source>> = {
  message: {
    scopes: ['Mail.Read', 'Mail.ReadWrite'],
    type: messageType,
    group: 'message',
    find: (call, query) => searchItems(messagesOf(call.tenant, call.me.oid).all(), query),
  },
  event: {
    scopes: ['Calendars.Read', 'Calendars.ReadWrite'],
    type: eventType,
    group: 'event',
    find: (call, query) => searchItems(eventsAround(call), query),
  },
  driveItem: { scopes: files, type: itemType, group: 'files', find: findFiles },
  site: {
    scopes: ['Sites.Read.All', 'Sites.ReadWrite.All'],
    type: entityType('site'),
    group: 'files',
    find: (call, query) =>
      call.tenant
        .table('/sites')
        .all()
        .filter((site) => hasWords(`${String(site.displayName)} ${String(site.description)}`, query)),
  },
  chatMessage: {
    scopes: ['Chat.Read', 'Chat.ReadWrite'],
    type: entityType('chatMessage'),
    group: 'chatMessage',
    find: (call, query) =>
      chatsOf(call.tenant)
        .all()
        .filter((chat) => chat.$members.includes(call.me.oid))
        .flatMap((chat) => postsOf(call.tenant, `/chats/${chat.id}`).all())
        .filter((post) => hasWords((post.body as { content: string }).content, query)),
  },
  listItem: none,
  list: none,
  drive: none,
  person: { ...none, scopes: ['People.Read'], group: 'person' },
};

const YEAR = 366 * 86_400_000;

function eventsAround(call: Call): readonly Event[] {
  const now = call.tenant.now().getTime();
  return viewOf(call.tenant, call.me.oid, now - YEAR / 4, now + YEAR / 4);
}

/** Searches the files that the caller can read. Supports words and `filetype:`, and ignores other properties. */
function findFiles(call: Call, query: string): readonly Entity[] {
  const type = /\bfiletype:(\w+)/i.exec(query)?.[1];
  const words = query
    .replaceAll(/\b\w+:(?:"[^"]*"|\S+)/g, '')
    .replaceAll('*', '')
    .trim();
  const mayRead = (drive: Drive, item: DriveItem) =>
    isMember(drive, call.me.oid) || item.$grants.some((grant) => grant.people.includes(call.me.oid));
  return call.tenant
    .table<Drive>('/drives')
    .all()
    .flatMap((drive) =>
      itemsOf(call.tenant, drive.id)
        .all()
        .filter((item) => item.$content && mayRead(drive, item)),
    )
    .filter((item) => type === undefined || item.name.toLowerCase().endsWith(`.${type.toLowerCase()}`))
    .filter((item) => words === '' || hasMatch(item, words))
    .toSorted((a, b) => b.lastModifiedDateTime.localeCompare(a.lastModifiedDateTime));
}

function query(call: Call): Reply {
  const [request] = readBody(call, searchInput).requests;
  if (!request) throw badRequest('requests must contain exactly one request.');
  const requestedSources = request.entityTypes.map((kind) => sources[kind]);
  if (new Set(requestedSources.map((source) => source.group)).size > 1)
    throw badRequest('These entity types cannot be combined in one request.');
  for (const source of requestedSources)
    if (!source.scopes.some((scope) => call.me.scopes.includes(scope)))
      throw forbidden('files', source.scopes, call.me.scopes);
  const words = request.query.queryString;
  const hits = requestedSources.flatMap((source) =>
    source.find(call, words).map((row) => ({ row, type: source.type })),
  );
  const page = hits.slice(request.from, request.from + request.size);
  return ok({
    value: [
      {
        searchTerms: words.split(/\s+/),
        hitsContainers: [
          {
            total: hits.length,
            moreResultsAvailable: request.from + page.length < hits.length,
            hits: page.map(({ row, type }, index) => ({
              hitId: row.id,
              rank: request.from + index + 1,
              summary: summaryOf(row),
              resource: {
                '@odata.type': `#${type.name}`,
                ...shape(call, type, row, { select: undefined, expand: [] }),
                '@microsoft.graph.downloadUrl': undefined,
              },
            })),
          },
        ],
      },
    ],
  });
}

function summaryOf(row: Entity): string {
  if (typeof row.bodyPreview === 'string') return row.bodyPreview;
  const { $content, name } = row as DriveItem;
  return $content && mimeTypeOf(name).startsWith('text/') ? $content.toString('utf8', 0, 160) : '';
}

const anySource = [...new Set(Object.values(sources).flatMap((source) => source.scopes))].join(' ');

/** The route for searching across Microsoft 365. The scopes depend on the requested entity types. */
export const searchRoutes: readonly Route[] = [route('POST /search/query', needs(anySource), query)];
