import {
  chatHit,
  eventHit,
  fileHit,
  listHit,
  mailHit,
  personHit,
  siteHit,
  type GraphHit,
  type Hit,
} from './search-hit.ts';

/** A part of Microsoft 365 that one request can search. */
export type Place = {
  readonly entityTypes: readonly string[];
  /** Graph permissions, any one of which is sufficient. */
  readonly anyOf: readonly string[];
  /** Number of hits per request, within Graph's limit. */
  readonly pageSize: number;
  readonly fields?: readonly string[];
  /** The KQL property for the author or sender; absent if there is none. */
  readonly by?: 'author' | 'from';
  /** Whether the content is stored in sites, so that a search can be limited to one site. */
  readonly isInSites?: boolean;
  /** A note about the hits. */
  readonly note?: string;
  readonly hitOf: (hit: GraphHit) => Hit;
};

const sharePoint = ['Sites.Read.All'];

/**
 * All places, in the order in which their hits are shown. Files come before lists, because each file in a library is
 * also found as a list item.
 */
export const places = {
  files: {
    entityTypes: ['driveItem'],
    anyOf: ['Files.Read.All', ...sharePoint],
    pageSize: 50,
    by: 'author',
    isInSites: true,
    hitOf: fileHit,
  },
  mail: { entityTypes: ['message'], anyOf: ['Mail.Read'], pageSize: 25, by: 'from', hitOf: mailHit },
  events: {
    entityTypes: ['event'],
    anyOf: ['Calendars.Read'],
    pageSize: 25,
    note: 'a repeating event has the time of its first occurrence',
    hitOf: eventHit,
  },
  chats: { entityTypes: ['chatMessage'], anyOf: ['Chat.Read'], pageSize: 25, by: 'from', hitOf: chatHit },
  people: { entityTypes: ['person'], anyOf: ['People.Read'], pageSize: 25, hitOf: personHit },
  sites: { entityTypes: ['site'], anyOf: sharePoint, pageSize: 50, isInSites: true, hitOf: siteHit },
  lists: {
    entityTypes: ['list', 'listItem'],
    anyOf: sharePoint,
    pageSize: 50,
    fields: ['title'],
    by: 'author',
    isInSites: true,
    hitOf: listHit,
  },
} as const satisfies Readonly<Record<string, Place>>;

export type PlaceName = keyof typeof places;

export const placeNames = Object.keys(places) as [PlaceName, ...PlaceName[]];
