import * as z from 'zod';

import { counted } from '../../base/text/counted.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool } from '../define.ts';
import { containsWords } from '../input/contains-words.ts';
import { count, text } from '../output/graph-schema.ts';
import { rowOf, selectFor } from '../output/row.ts';
import { describeRest, renderTable } from '../output/table.ts';
import { cell } from '../output/untrusted.ts';
import { listOf } from '../output/words.ts';
import { scanPages } from '../paging/scan-pages.ts';

const room = rowOf({
  displayName: text,
  emailAddress: text,
  building: text,
  floorLabel: text,
  capacity: count,
});

/** Number of rows per page. A full page takes about 3,500 tokens. */
const PAGE = 100;

const columns = [
  room.column('name', ['displayName'], (row) => row.displayName),
  room.column('address', ['emailAddress'], (row) => row.emailAddress, { longest: 320 }),
  room.column('building', ['building', 'floorLabel'], (row) =>
    [row.building, row.floorLabel].filter(Boolean).join(', '),
  ),
  room.column('seats', ['capacity'], (row) => row.capacity),
];

export const listRooms = defineTool({
  name: 'list_rooms',
  title: 'List rooms',
  area: 'calendar',
  order: 120,
  presets: [],
  about: 'List meeting rooms with address, building and seats; invite a room by its address.',
  intents: [
    'which meeting rooms are there',
    'a room for ten people',
    'address of the board room',
    'rooms in the Lisbon office',
    'find a conference room',
  ],
  kind: 'read',
  openWorld: false,
  repeat: 'safe',
  scopes: ['Place.Read.All'],
  operation: 'GET /places/microsoft.graph.room',
  example: { as: 'ana.silva', args: {} },
  input: {
    query: z.string().min(1).max(100).optional().describe('Part of the name or building.'),
    capacity: z.int().min(1).max(10_000).optional().describe('Minimum seats.'),
  },
  async run({ query, capacity }, call) {
    const first = await call.page(
      read('/places/microsoft.graph.room', { select: selectFor(columns), top: PAGE }),
    );
    const keep = (one: Room) =>
      (query === undefined || containsWords(nameOf(one), query)) &&
      (capacity === undefined || (one.capacity ?? 0) >= capacity);
    const { rows, page, read: searched } = await scanPages(first, room.schema, { keep, most: PAGE });
    const note =
      page.cursor !== undefined && rows.length < PAGE ? `${searched} rooms have been searched so far. ` : '';
    const conditions = listOf(
      'rooms',
      query !== undefined && `matching "${cell(query)}"`,
      capacity !== undefined && `with at least ${counted(capacity, 'seat')}`,
    );
    return renderTable({ what: conditions.join(' '), columns, rows, follows: note + describeRest(page) });
  },
});

type Room = z.output<typeof room.schema>;

function nameOf({ displayName, building, floorLabel }: Room): string {
  return [displayName, building, floorLabel].filter(Boolean).join(' ');
}
