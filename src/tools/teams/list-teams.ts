import { read } from '../../graph/request/read.ts';
import { defineTool } from '../define.ts';
import { itemsOf } from '../output/graph-data.ts';
import { idColumn } from '../output/row.ts';
import { renderTable } from '../output/table.ts';
import { joinedTeams, team } from './shared/find/find-team.ts';
import { rowsOfPage } from './shared/text/page-rows.ts';

/** Rows per page; about 4,500 tokens. */
const PAGE = 100;

export const listTeams = defineTool({
  name: 'list_teams',
  title: 'List teams',
  area: 'teams',
  order: 10,
  presets: ['default'],
  about: 'List my teams in Microsoft Teams.',
  intents: [
    'which teams am I in',
    'show my Teams',
    'what is the id of the Sales team',
    'teams I have joined',
    'my groups in Microsoft Teams',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Team.ReadBasic.All'],
  operation: 'GET /me/joinedTeams',
  example: { as: 'ana.silva', args: {} },
  input: {},
  async run(_args, call) {
    const page = await call.page(read(joinedTeams));
    const { shown, follows } = await rowsOfPage(page, itemsOf(page.answer, team), PAGE);
    return renderTable({
      what: 'teams',
      columns: [
        { name: 'team', textOf: (row) => row.displayName ?? '' },
        { name: 'about', textOf: (row) => row.description ?? '', longest: 80 },
        idColumn,
      ],
      rows: shown,
      follows,
    });
  },
});
