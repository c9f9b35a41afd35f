import * as z from 'zod';

import { read } from '../../graph/request/read.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { ids, nameQuery, top } from '../input/common-input.ts';
import { foldName, hasWords } from '../input/pick-by-name.ts';
import { hasMore } from '../output/graph-data.ts';
import { text } from '../output/graph-schema.ts';
import { scanPages } from '../paging/scan-pages.ts';
import { idColumn } from '../output/row.ts';
import { describeRows, renderTable, textColumn } from '../output/table.ts';
import { cell } from '../output/untrusted.ts';
import { firstOf, words } from '../output/words.ts';
import { allContacts, contactFolders, type Folders } from './shared/contact-folders.ts';

const contact = z.object({
  id: z.string(),
  displayName: text,
  givenName: text,
  surname: text,
  nickName: text,
  yomiGivenName: text,
  yomiSurname: text,
  emailAddresses: z.array(z.object({ address: text })).nullish(),
  companyName: text,
  jobTitle: text,
  businessPhones: z.array(z.string()).nullish(),
  mobilePhone: text,
  homePhones: z.array(z.string()).nullish(),
});

type Contact = z.output<typeof contact>;

const MAX_TOP = 50;
/** Number of contacts per request: larger than a page of the list, so that most pages need only one request. */
const SCANNED = 100;
/** Maximum number of folders that a result names. */
const NAMED_FOLDERS = 10;

const select = Object.keys(contact.shape);

const column = textColumn<Contact>;

export const listContacts = defineTool({
  name: 'list_contacts',
  title: 'Contacts',
  area: 'contacts',
  order: 10,
  presets: [],
  about: 'List or find my Outlook contacts: address, telephone, company.',
  intents: [
    "what is Petra's phone number",
    'my contacts at Northwind',
    'find a contact by name',
    'address of a customer',
    'my address book',
    'who is this number',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Contacts.Read'],
  operation: 'GET /me/contacts',
  budget: { withIds: 5_200, withoutIds: 1_900 },
  example: { as: 'ana.silva', args: {} },
  input: {
    query: nameQuery(200).optional().describe('Name, address, company or number.'),
    top: top(MAX_TOP),
    ids: ids(),
  },
  async run(args, call) {
    const page =
      args.query === undefined ? await firstPage(args.top, call) : await search(args.query, args.top, call);
    const matching = args.query === undefined ? '' : ` matching "${args.query}"`;
    return renderTable({
      what: `contacts${matching}`,
      columns: [
        column('name', (row) => row.displayName ?? ''),
        column(
          'addresses',
          (row) => (row.emailAddresses ?? []).flatMap((one) => one.address ?? []).join(', '),
          200,
        ),
        column('company', (row) => row.companyName ?? ''),
        column('title', (row) => row.jobTitle ?? ''),
        column('telephone', phones),
        ...(args.ids ? [idColumn] : []),
      ],
      ...page,
    });
  },
});

type Found = { readonly rows: readonly Contact[]; readonly follows: string };

async function firstPage(size: number, call: ToolCall): Promise<Found> {
  const request = read('/me/contacts', { select, orderby: 'displayName', top: SCANNED });
  const [first, others] = await Promise.all([call.page(request, { sealsNext: false }), contactFolders(call)]);
  const { rows, page } = await scanPages(first, contact, { keep: () => true, most: size, skipsRows: true });
  const isAll = page.cursor === undefined && !hasMore(page.answer);
  const rest = describeRows(page, rows.length, { top: size, maxTop: MAX_TOP });
  if (others.folders.length === 0) return { rows, follows: rest };
  return { rows, follows: isAll ? notListed(others) : `${notListed(others)} ${rest}` };
}

/** Returns a note that names the folders whose contacts are missing, because Graph lists only the main folder. */
function notListed({ folders, isCut }: Folders): string {
  const names = firstOf(
    folders.map(({ name }) => cell(name)),
    NAMED_FOLDERS,
  );
  return `The contacts in the folders ${names}${isCut ? ' and more' : ''} are not listed; query finds them.`;
}

/** Compares every contact with the query, because Graph cannot filter by addresses and numbers. */
async function search(query: string, size: number, call: ToolCall): Promise<Found> {
  const { items, isCut } = await allContacts({ select, orderby: 'displayName' }, contact, call);
  const found = items.filter((row) => matches(row, query));
  const hidden = Math.max(0, found.length - size);
  const follows = [
    hidden > 0 && `Not shown: ${hidden} more. Raise top or use a more specific query.`,
    isCut && `Only the first ${items.length} contacts were searched.`,
  ].filter(Boolean);
  return { rows: found.slice(0, size), follows: follows.join(' ') || 'That is all.' };
}

function matches(row: Contact, query: string): boolean {
  const wanted = foldName(query);
  const names = [
    row.displayName,
    row.givenName,
    row.surname,
    row.nickName,
    row.yomiSurname,
    row.yomiGivenName,
  ];
  if (hasWords(words(...names, row.companyName, row.jobTitle), wanted)) return true;
  if ((row.emailAddresses ?? []).some(({ address }) => foldName(address ?? '').includes(wanted))) return true;
  const digits = significantDigits(query);
  return (
    digits.length > 3 &&
    phones(row)
      .split(', ')
      .map(significantDigits)
      .some((number) => number.includes(digits) || isNational(number, digits))
  );
}

/**
 * Returns a number's digits without the international prefix `00`, and without the zero for calls within the country,
 * such as `(0)`.
 */
function significantDigits(number: string): string {
  return number.replace('(0)', '').replaceAll(/\D/g, '').replace(/^0+/, '');
}

/** Minimum length, in digits, of a stored number that is compared with the end of an international number. */
const NATIONAL = 7;

/** Whether a contact's number is the wanted number without its country code. */
function isNational(number: string, wanted: string): boolean {
  return number.length >= NATIONAL && wanted.endsWith(number);
}

function phones({ businessPhones, mobilePhone, homePhones }: Contact): string {
  return [...(businessPhones ?? []), mobilePhone ?? '', ...(homePhones ?? [])].filter(Boolean).join(', ');
}
