import * as z from 'zod';

import { suffices } from '../../../graph/permissions.ts';
import { path } from '../../../graph/request/graph-path.ts';
import type { GraphAnswer, GraphRequest } from '../../../graph/request/graph-request.ts';
import { searchPhrase } from '../../../graph/request/odata.ts';
import { immutableIds, prefer } from '../../../graph/request/prefer.ts';
import { read } from '../../../graph/request/read.ts';
import { driveItem } from '../../files/shared/drive-item.ts';
import { withoutSlashes } from '../../input/outlook-id.ts';
import { entityOf, hasMore, itemsOf } from '../../output/graph-data.ts';
import { flag, recipient, text, zonedTime } from '../../output/graph-schema.ts';
import { personOf } from '../../output/person.ts';
import { words } from '../../output/words.ts';
import { writeDocumentId } from './document-id.ts';

/** A search result. Its title is untrusted, because other people may have written it. */
export type Hit = { readonly id: string; readonly title: string; readonly url: string };

export type Hits = {
  readonly hits: readonly Hit[];
  readonly hasMore: boolean;
  /** A note about content that the source could not search. */
  readonly limits?: string | undefined;
};

/** A part of Microsoft 365 that needs a separate search request. */
export type Source = {
  readonly name: 'mail' | 'calendar' | 'files';
  readonly scope: string;
  /** `words` contains no operators. */
  readonly request: (words: string, granted: readonly string[]) => GraphRequest;
  readonly hitsIn: (answer: GraphAnswer, granted: readonly string[]) => Hits;
};

/** The Graph permissions for each source, for `scopesElsewhere`. */
export const sourceScopes = {
  mail: ['Mail.Read'],
  calendar: ['Calendars.Read'],
  files: ['Files.Read'],
};

/** Maximum number of results from each source. */
const MOST = 10;

const message = z.object({
  id: z.string(),
  subject: text,
  webLink: text,
  receivedDateTime: text,
  from: recipient.nullish(),
  isDraft: flag,
});

const mail: Source = {
  name: 'mail',
  scope: 'Mail.Read',
  request: (query) =>
    read(
      '/me/messages',
      { select: Object.keys(message.shape), search: searchPhrase(query), top: MOST },
      { headers: prefer(immutableIds) },
    ),
  hitsIn: (answer) => ({
    hits: itemsOf(answer, message).map(({ id, subject, webLink, receivedDateTime, from, isDraft }) => ({
      id: writeDocumentId({ kind: 'mail', item: id, offset: 0 }),
      title: `${isDraft === true ? 'Draft: ' : ''}${words(subject || '(no subject)', personOf(from), receivedDateTime?.slice(0, 10))}`,
      url: webLink ?? '',
    })),
    hasMore: hasMore(answer),
  }),
};

const container = <Row extends z.ZodType>(resource: Row) =>
  z.object({
    value: z
      .array(
        z.object({
          hitsContainers: z
            .array(
              z.object({
                moreResultsAvailable: z.boolean().nullish(),
                hits: z.array(z.object({ hitId: text, resource })).nullish(),
              }),
            )
            .nullish(),
        }),
      )
      .max(1),
  });

const event = z.object({ subject: text, start: zonedTime.nullish(), webLink: text });
const events = container(event);
const items = container(driveItem);

const searchFor = (entityType: string, query: string): GraphRequest => ({
  method: 'POST',
  path: '/search/query',
  body: { requests: [{ entityTypes: [entityType], query: { queryString: query }, from: 0, size: MOST }] },
  repeat: 'safe',
});

const calendar: Source = {
  name: 'calendar',
  scope: 'Calendars.Read',
  request: (query) => searchFor('event', query),
  hitsIn: (answer) => {
    const [found] = entityOf(answer, events).value[0]?.hitsContainers ?? [];
    return {
      hits: (found?.hits ?? []).flatMap(({ hitId, resource }) => (hitId ? [eventHit(hitId, resource)] : [])),
      hasMore: found?.moreResultsAvailable === true,
    };
  },
};

function eventHit(item: string, { subject, start, webLink }: z.output<typeof event>): Hit {
  return {
    id: writeDocumentId({ kind: 'event', item: withoutSlashes(item), offset: 0 }),
    title: words(subject || '(no subject)', start?.dateTime.slice(0, 10)),
    url: webLink ?? eventUrl(item),
  };
}

/**
 * Returns the address at which Outlook opens an event, in the same form as Graph's own links. The search returns no
 * address for an event.
 */
function eventUrl(item: string): string {
  return `https://outlook.office365.com/owa/?itemid=${encodeURIComponent(item)}&exvsurl=1&path=/calendar/item`;
}

/** The permission to search the files of the whole organisation. */
const ALL_FILES = 'Files.Read.All';

const files: Source = {
  name: 'files',
  scope: 'Files.Read',
  request: (query, granted) =>
    suffices(granted, ALL_FILES)
      ? searchFor('driveItem', query)
      : read(`/me/drive/root${path`/search(q='${query}')`}`, {
          select: ['id', 'name', 'webUrl', 'file', 'lastModifiedDateTime', 'parentReference'],
          top: MOST,
        }),
  hitsIn: (answer, granted) =>
    suffices(granted, ALL_FILES)
      ? hitsOfFiles(entityOf(answer, items).value[0]?.hitsContainers?.[0])
      : {
          ...hitsOfItems(itemsOf(answer, driveItem)),
          hasMore: hasMore(answer),
          limits: `Only the user's own OneDrive was searched; ${ALL_FILES} is needed for SharePoint.`,
        },
};

type Item = z.output<typeof driveItem>;

function hitsOfFiles(
  found:
    | {
        readonly hits?: readonly { readonly resource: Item }[] | null | undefined;
        readonly moreResultsAvailable?: boolean | null | undefined;
      }
    | undefined,
): Hits {
  const rows = (found?.hits ?? []).map(({ resource }) => resource);
  return { ...hitsOfItems(rows), hasMore: found?.moreResultsAvailable === true };
}

/** Converts the items that a drive search found. Omits folders, because they have no text. */
function hitsOfItems(rows: readonly Item[]): Pick<Hits, 'hits'> {
  return {
    hits: rows.flatMap(({ id, name, webUrl, folder, parentReference, lastModifiedDateTime }) =>
      folder || !id || !parentReference?.driveId
        ? []
        : [
            {
              id: writeDocumentId({ kind: 'file', drive: parentReference.driveId, item: id, offset: 0 }),
              title: words(name ?? '', lastModifiedDateTime?.slice(0, 10)),
              url: webUrl ?? '',
            },
          ],
    ),
  };
}

/**
 * Reduces a query to its words, in lower case, because any other character can be an operator in one of the search
 * languages. Returns an empty string if there are no words.
 */
export function plainWords(query: string): string {
  const words = query
    .replaceAll(/[^\p{L}\p{M}\p{N}'_&+#-]+/gu, ' ')
    // A dash before a word would exclude that word. Dashes within words, as in covid-19, are kept, and so are the plus
    // signs in C++.
    .replaceAll(/(?<![\p{L}\p{M}\p{N}+#])[-+]+/gu, '')
    .trim();
  return /[\p{L}\p{N}]/u.test(words) ? words.toLowerCase() : '';
}

export const sources: readonly Source[] = [mail, files, calendar];
