import { defineTool } from '../define.ts';
import { itemsOf } from '../output/graph-data.ts';
import { renderTable } from '../output/table.ts';
import { cell } from '../output/untrusted.ts';
import { place } from './shared/arguments.ts';
import { findTeam } from './shared/find/find-team.ts';
import { member, membersOfTeam, roleOf } from './shared/known-members.ts';
import { rowsOfPage } from './shared/text/page-rows.ts';

/** Rows per page; about 3,000 tokens. */
const PAGE = 100;

export const listTeamMembers = defineTool({
  name: 'list_team_members',
  title: 'List team members',
  area: 'teams',
  order: 50,
  presets: [],
  about: 'List members, owners and guests of a team.',
  intents: [
    'who is in the Sales team',
    'members of this team',
    'who owns the team',
    'are there guests in our team',
    'how many people are in Project Harbor',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Team.ReadBasic.All', 'TeamMember.Read.All'],
  operation: 'GET /teams/{id}/members',
  example: { as: 'ana.silva', args: { team: 'Project Harbor' } },
  input: { team: place('Name or id.') },
  async run(args, call) {
    const team = await findTeam(args.team, call);
    const page = await call.page(membersOfTeam(team.id, PAGE));
    const { shown, follows } = await rowsOfPage(page, itemsOf(page.answer, member), PAGE);
    return renderTable({
      what: `members of ${cell(team.name)}`,
      columns: [
        { name: 'name', textOf: (row) => row.displayName ?? '', longest: 200 },
        { name: 'address', textOf: (row) => row.email ?? '', longest: 320 },
        { name: 'role', textOf: (row) => roleOf(row, call.caller.tid), longest: 20 },
      ],
      rows: shown,
      follows,
    });
  },
});
