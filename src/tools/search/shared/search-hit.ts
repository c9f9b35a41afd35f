import * as z from 'zod';

import { parseUrl } from '../../../base/text/parse-url.ts';
import { decodeIfValid } from '../../../base/text/percent-decoded.ts';
import { withoutSlashes } from '../../input/outlook-id.ts';
import { facet, flag, identitySet, recipient, text } from '../../output/graph-schema.ts';

/** A search hit from Microsoft 365, in the same form for every kind of item. */
export type Hit = {
  readonly kind: string;
  readonly title: string;
  /** The author, the last editor or the organiser. */
  readonly who: string;
  /** An instant, or a local date for an event that lasts all day; empty if unknown. */
  readonly when: string;
  readonly where: string;
  /** The arguments for other tools: an id or a link, or several arguments such as `chat=… message=…`. */
  readonly id: string;
  /** The URL that opens the item in a browser; empty if unknown. */
  readonly link: string;
};

/**
 * Returns a key that is the same for all hits that refer to the same item. A SharePoint item can have several ids but
 * only one address.
 */
export function keyOf({ kind, id, link }: Hit): string {
  return kind === 'mail' || kind === 'event' ? id : (link || id).toLowerCase();
}

const graphTime = z.object({ dateTime: z.string(), timeZone: text }).nullish();
const ids = z.object({ listId: text, listItemId: text }).nullish();

/** The properties of a found item. Which properties are present depends on the kind of item. */
export const foundItem = z.object({
  '@odata.type': text,
  id: text,
  name: text,
  folder: facet({}),
  displayName: text,
  subject: text,
  webUrl: text,
  webLink: text,
  from: recipient.nullish(),
  organizer: recipient.nullish(),
  createdBy: identitySet,
  lastModifiedBy: identitySet,
  createdDateTime: text,
  lastModifiedDateTime: text,
  receivedDateTime: text,
  start: graphTime,
  isAllDay: flag,
  location: z.object({ displayName: text }).nullish(),
  parentReference: z.object({ siteId: text, sharepointIds: ids }).nullish(),
  sharepointIds: ids,
  fields: z.object({ title: text }).nullish(),
  chatId: text,
  channelIdentity: z.object({ teamId: text, channelId: text }).nullish(),
  jobTitle: text,
  department: text,
  userPrincipalName: text,
  emailAddresses: z.array(z.object({ address: text })).nullish(),
  scoredEmailAddresses: z.array(z.object({ address: text })).nullish(),
});

export const graphHit = z.object({ hitId: z.string(), summary: text, resource: foundItem });

export type GraphHit = z.output<typeof graphHit>;
export type FoundItem = GraphHit['resource'];

export function fileHit({ hitId, resource: file }: GraphHit): Hit {
  const link = linkOf(file.webUrl);
  return {
    kind: file.folder ? 'folder' : 'file',
    title: file.name ?? '',
    who: personIn(file),
    when: file.lastModifiedDateTime ?? '',
    where: folderOf(link),
    id: link || hitId,
    link,
  };
}

export function siteHit({ hitId, resource: site }: GraphHit): Hit {
  const link = linkOf(site.webUrl);
  return {
    kind: 'site',
    title: site.displayName ?? site.name ?? '',
    who: '',
    when: site.lastModifiedDateTime ?? '',
    where: placeOf(link),
    id: site.id ?? hitId,
    link,
  };
}

/** Converts a hit that is a list or a list item. */
export function listHit({ hitId, resource: found }: GraphHit): Hit {
  const link = linkOf(found.webUrl);
  const isItem = found['@odata.type']?.endsWith('.listItem') === true;
  return {
    kind: isItem ? 'list item' : 'list',
    title: found.fields?.title ?? found.displayName ?? found.name ?? '',
    who: personIn(found),
    when: found.lastModifiedDateTime ?? '',
    where: placeOf(link),
    id: named({
      site: found.parentReference?.siteId,
      ...(isItem ? idsOfItem(found) : { list: found.id ?? hitId }),
    }),
    link,
  };
}

function idsOfItem({ id, sharepointIds, parentReference }: FoundItem) {
  const { listId, listItemId } = sharepointIds ?? parentReference?.sharepointIds ?? {};
  return { list: listId, item: listItemId ?? id };
}

export function mailHit({ hitId, resource: message }: GraphHit): Hit {
  return {
    kind: 'mail',
    title: message.subject ?? '',
    who: nameOf(message.from),
    when: message.receivedDateTime ?? message.createdDateTime ?? '',
    where: '',
    id: withoutSlashes(hitId),
    link: message.webLink ?? '',
  };
}

export function eventHit({ hitId, resource: event }: GraphHit): Hit {
  const start = event.start?.dateTime.slice(0, 19) ?? '';
  const isInstant = start !== '' && event.isAllDay !== true;
  return {
    kind: 'event',
    title: event.subject ?? '',
    who: nameOf(event.organizer),
    when: isInstant ? `${start}Z` : start.slice(0, 10),
    where: event.location?.displayName ?? '',
    id: withoutSlashes(hitId),
    link: event.webLink ?? '',
  };
}

export function chatHit({ hitId, summary, resource: post }: GraphHit): Hit {
  const { teamId, channelId } = post.channelIdentity ?? {};
  const message = post.id ?? hitId;
  return {
    kind: teamId ? 'channel message' : 'chat message',
    title: post.subject || plainSummary(summary),
    who: nameOf(post.from),
    when: post.createdDateTime ?? '',
    where: '',
    id: teamId
      ? named({ team: teamId, channel: channelId, message })
      : named({ chat: post.chatId ?? channelId, message }),
    link: post.webLink ?? '',
  };
}

export function personHit({ resource: person }: GraphHit): Hit {
  const [first] = person.emailAddresses ?? person.scoredEmailAddresses ?? [];
  const address = first?.address || person.userPrincipalName || '';
  return {
    kind: 'person',
    title: person.displayName ?? '',
    who: address,
    when: '',
    where: [person.jobTitle, person.department].filter(Boolean).join(', '),
    id: address,
    link: '',
  };
}

function named(parts: Readonly<Record<string, string | null | undefined>>): string {
  return Object.entries(parts)
    .flatMap(([name, value]) => (value ? [`${name}=${value}`] : []))
    .join(' ');
}

function nameOf(person: FoundItem['from']): string {
  return person?.emailAddress?.name || person?.emailAddress?.address || '';
}

function personIn({ lastModifiedBy, createdBy }: FoundItem): string {
  return lastModifiedBy?.user?.displayName || createdBy?.user?.displayName || '';
}

/**
 * Removes the markers of matched words, such as `<c0>`, and replaces the marker of omitted text, `<ddd/>`, with `…`.
 */
function plainSummary(summary: string | null | undefined): string {
  return (summary ?? '').replaceAll(/<\/?c\d{1,2}>/g, '').replaceAll(/<ddd\s{0,4}\/?>/g, '…');
}

/**
 * Returns the address with its spaces encoded, so that it contains no white space; an empty string if the text is not
 * an address.
 */
function linkOf(address: string | null | undefined): string {
  return parseUrl(address ?? '')?.href ?? '';
}

/** Returns the path of the folder in an address, such as `/sites/harbor/Shared Documents`. */
function folderOf(link: string): string {
  return placeOf(link).split('/').slice(0, -1).join('/');
}

function placeOf(link: string): string {
  return link === '' ? '' : decodeIfValid(new URL(link).pathname.replace(/\/$/, ''));
}
