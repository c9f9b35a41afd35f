import * as z from 'zod';

import { read } from '../../graph/request/read.ts';
import { defineTool } from '../define.ts';
import { mailbox, owner } from '../input/common-input.ts';
import { itemsOf } from '../output/graph-data.ts';
import { flag, text } from '../output/graph-schema.ts';
import { idColumn, rowOf, selectFor } from '../output/row.ts';
import { describeRest, renderTable } from '../output/table.ts';
import { listOf } from '../output/words.ts';

const calendar = rowOf({
  name: text,
  isDefaultCalendar: flag,
  canEdit: flag,
  owner: z.object({ name: text }).nullish(),
});

const columns = [
  calendar.column('name', ['name'], (row) => row.name),
  calendar.column('owner', ['owner'], (row) => row.owner?.name),
  calendar.column('flags', ['isDefaultCalendar', 'canEdit'], (row) =>
    listOf(row.isDefaultCalendar === true && 'main', row.canEdit === false && 'read-only'),
  ),
  idColumn,
];

export const listCalendars = defineTool({
  name: 'list_calendars',
  title: 'List calendars',
  area: 'calendar',
  order: 110,
  presets: [],
  about: 'List my calendars and those shared with me, with their ids.',
  intents: [
    'which calendars do I have',
    'find the team calendar',
    'shared calendars',
    'id of the birthdays calendar',
    'which calendars can I edit',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Calendars.ReadBasic'],
  sharedScopes: ['Calendars.Read.Shared'],
  operation: 'GET /me/calendars',
  example: { as: 'ana.silva', args: {} },
  input: { mailbox: mailbox() },
  async run(args, call) {
    const page = await call.page(
      read(`${owner(args.mailbox)}/calendars`, { select: selectFor(columns), top: 50 }),
    );
    return renderTable({
      what: 'calendars',
      columns,
      rows: itemsOf(page.answer, calendar.schema),
      follows: describeRest(page),
    });
  },
});
