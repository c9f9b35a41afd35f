import * as z from 'zod';

import { read } from '../../graph/request/read.ts';
import { defineTool } from '../define.ts';
import { foldName } from '../input/pick-by-name.ts';
import { itemsOf } from '../output/graph-data.ts';
import { count, text } from '../output/graph-schema.ts';
import { rowOf, selectFor } from '../output/row.ts';
import { describeRest, renderTable } from '../output/table.ts';

const room = rowOf({
  displayName: text,
  emailAddress: text,
  building: text,
  floorLabel: text,
  capacity: count,
});

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
    const page = await call.page(
      read('/places/microsoft.graph.room', { select: selectFor(columns), top: 100 }),
    );
    const wanted = query === undefined ? '' : foldName(query);
    const rows = itemsOf(page.answer, room.schema).filter(
      (one) =>
        foldName([one.displayName, one.building, one.floorLabel].filter(Boolean).join(' ')).includes(
          wanted,
        ) &&
        (capacity === undefined || (one.capacity ?? 0) >= capacity),
    );
    return renderTable({ what: 'rooms', columns, rows, follows: describeRest(page) });
  },
});
