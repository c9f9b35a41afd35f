import * as z from 'zod';

import { path } from '../../graph/request/graph-path.ts';
import { immutableIds, prefer } from '../../graph/request/prefer.ts';
import { read } from '../../graph/request/read.ts';
import { visibleOnly } from '../../base/untrusted-text.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { findItem } from '../files/shared/find-item.ts';
import { itemSource } from '../files/shared/source.ts';
import { cleanPage, textPage } from '../files/shared/text-page.ts';
import { bodyPage, wholeBodyText } from '../mail/shared/body.ts';
import { attachmentRows, listedAttachments } from '../mail/shared/listed-attachments.ts';
import { isMeetingMail, meetingFacts } from '../mail/shared/meeting/meeting-facts.ts';
import { entityOf } from '../output/graph-data.ts';
import { flag, itemBody, recipient, recipients, text, zonedTime } from '../output/graph-schema.ts';
import { personOf } from '../output/person.ts';
import { recurrence, recurrenceWords } from '../output/recurrence-words.ts';
import { cell, fence } from '../output/untrusted.ts';
import { minute } from '../output/words.ts';
import { readDocumentId, writeDocumentId, type DocumentId } from './shared/document-id.ts';
import { sourceScopes } from './shared/sources.ts';

const LONGEST = 300;

/** The names of the facts that are ids. Ids are never truncated. */
const isId: ReadonlySet<string> = new Set(['next_id', 'event']);

const output = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  url: z.string(),
  metadata: z.record(z.string(), z.string()),
});

/**
 * One of the two tools that ChatGPT's connectors and deep research require. ChatGPT also prescribes their exact input
 * and output.
 */
export const fetchDocument = defineTool({
  name: 'fetch',
  title: 'Read search result',
  area: 'search',
  order: 95,
  presets: ['connector'],
  about: 'Fetch one email, file or event that search found; returns its full text.',
  intents: [
    'read this search result',
    'open the source',
    'get the whole document for the report',
    'quote from the document that you found',
    'show the text behind this result',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: [],
  scopesElsewhere: sourceScopes,
  operation: 'GET',
  example: {
    as: 'ana.silva',
    args: async ({ id }) => ({ id: `mail:${await id('/me/messages?$top=1')}` }),
  },
  input: { id: z.string().min(1).max(1_100).describe('From search.') },
  output,
  async run({ id }, call) {
    const wanted = readDocumentId(id);
    const { title, body, next, url, facts } = await readers[wanted.kind](wanted, call);
    const rest = next === undefined ? undefined : writeDocumentId({ ...wanted, offset: next });
    const metadata = { type: wanted.kind, ...facts, ...(rest !== undefined && { next_id: rest }) };
    const more = rest === undefined ? '' : `There is more: fetch the id ${rest} for the rest.\n`;
    const structured = visibleOnly({
      id: writeDocumentId(wanted),
      title: cell(title || '(no title)', LONGEST),
      text: more + fence(body),
      url,
      metadata: Object.fromEntries(
        Object.entries(metadata)
          .filter(([, value]) => value !== '')
          .map(([name, value]) => [name, isId.has(name) ? value : cell(value, LONGEST)]),
      ),
    });
    return { text: JSON.stringify(structured), structured };
  },
});

type Document = {
  readonly title: string;
  /** A page of the cleaned text. */
  readonly body: string;
  /** The start of the next page. */
  readonly next: number | undefined;
  readonly url: string;
  readonly facts: Readonly<Record<string, string>>;
};

type Reader = (id: DocumentId, call: ToolCall) => Promise<Document>;

const message = z.object({
  '@odata.type': text,
  subject: text,
  from: recipient.nullish(),
  toRecipients: recipients,
  ccRecipients: recipients,
  receivedDateTime: text,
  isDraft: flag,
  webLink: text,
  body: itemBody,
});

const readMail: Reader = async ({ item, offset }, call) => {
  const address = path`/me/messages/${item}`;
  const request = read(address, { select: Object.keys(message.shape) }, { headers: prefer(immutableIds) });
  const [answer, rows] = await Promise.all([
    call.graph(request),
    offset === 0 ? attachmentRows(address, call) : [],
  ]);
  const found = entityOf(answer, message);
  const { files } = listedAttachments(rows, found.body?.content ?? '');
  const { text: body, next } = bodyPage(await wholeBodyText({ body: found.body }, call), offset);
  const facts = {
    from: personOf(found.from),
    to: (found.toRecipients ?? []).map(personOf).join(', '),
    cc: (found.ccRecipients ?? []).map(personOf).join(', '),
    received: utcTime(found.receivedDateTime),
    state: found.isDraft === true ? 'draft, not sent' : '',
    attachments_not_included: files.map(({ name }) => name ?? '').join(', '),
    ...(isMeetingMail(found['@odata.type']) && (await meetingIn(address, call))),
  };
  return { title: found.subject ?? '', body, next, url: found.webLink ?? '', facts };
};

const utc = { windows: 'UTC', iana: 'UTC', shown: 'UTC' };

/**
 * Returns the time and place of a meeting, which the text of its invitation does not contain. The `event` entry of the
 * result is an id that `fetch` accepts.
 */
async function meetingIn(address: string, call: ToolCall): Promise<Readonly<Record<string, string>>> {
  const message = { address, tool: 'fetch' };
  const { meeting, when, where, repeats, eventId } = await meetingFacts(message, { call, zone: utc });
  const event = eventId && writeDocumentId({ kind: 'event', item: eventId, offset: 0 });
  return { meeting, when, where, repeats, event };
}

const event = z.object({
  subject: text,
  start: zonedTime.nullish(),
  end: zonedTime.nullish(),
  location: z.object({ displayName: text }).nullish(),
  isAllDay: flag,
  isCancelled: flag,
  recurrence,
  organizer: recipient.nullish(),
  attendees: recipients,
  webLink: text,
  body: itemBody,
});

const readEvent: Reader = async ({ item, offset }, call) => {
  const request = read(
    path`/me/events/${item}`,
    { select: Object.keys(event.shape) },
    { headers: prefer(immutableIds) },
  );
  const found = entityOf(await call.graph(request), event);
  const { text: body, next } = bodyPage(await wholeBodyText({ body: found.body }, call), offset);
  const repeats = recurrenceWords(found.recurrence);
  // A series has the times of its first occurrence, which can be long past.
  const ofFirst = repeats === '' ? '' : '_of_first';
  const facts = {
    [`start${ofFirst}`]: utcTime(found.start?.dateTime),
    [`end${ofFirst}`]: utcTime(found.end?.dateTime),
    repeats,
    cancelled: found.isCancelled === true ? 'yes' : '',
    all_day: found.isAllDay === true ? 'yes' : '',
    location: found.location?.displayName ?? '',
    organiser: personOf(found.organizer),
    attendees: (found.attendees ?? []).map(personOf).join(', '),
  };
  return { title: found.subject ?? '', body, next, url: found.webLink ?? '', facts };
};

const readFile: Reader = async ({ item, drive, offset }, call) => {
  const place = { item, drive };
  const [source, { item: found }] = await Promise.all([
    itemSource(place, call),
    findItem(place, call, ['webUrl', 'lastModifiedDateTime', 'lastModifiedBy']),
  ]);
  const page = await textPage(source, offset, call);
  const facts = {
    modified: utcTime(found.lastModifiedDateTime),
    modified_by: found.lastModifiedBy?.user?.displayName ?? '',
    media_type: source.type,
  };
  return { title: source.name, body: cleanPage(page), next: page.next, url: found.webUrl ?? '', facts };
};

function utcTime(time: string | null | undefined): string {
  return time ? `${minute(time)} UTC` : '';
}

const readers: Readonly<Record<DocumentId['kind'], Reader>> = {
  mail: readMail,
  event: readEvent,
  file: readFile,
};
