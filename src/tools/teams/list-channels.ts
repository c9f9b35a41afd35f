import { defineTool } from '../define.ts';
import { itemsOf } from '../output/graph-data.ts';
import { idColumn } from '../output/row.ts';
import { renderTable } from '../output/table.ts';
import { cell } from '../output/untrusted.ts';
import { place } from './shared/arguments.ts';
import { channel, channelsOf, incomingChannels } from './shared/find/find-channel.ts';
import { findTeam } from './shared/find/find-team.ts';
import { rowsOfPage } from './shared/text/page-rows.ts';

/** Rows per page; about 6,000 tokens, because the ids are long. */
const PAGE = 100;

export const listChannels = defineTool({
  name: 'list_channels',
  title: 'List channels',
  area: 'teams',
  order: 20,
  presets: ['default'],
  about: 'List the channels of a Teams team.',
  intents: [
    'channels of the Sales team',
    'which channels does this team have',
    'find the channel for releases',
    'where in the team should I post',
    'is there a private channel',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Team.ReadBasic.All', 'Channel.ReadBasic.All'],
  operation: 'GET /teams/{id}/channels',
  example: { as: 'ana.silva', args: { team: 'Project Harbor' } },
  input: { team: place('Name or id.') },
  async run(args, call) {
    const team = await findTeam(args.team, call);
    const [page, incoming] = await Promise.all([
      call.page(channelsOf(team.id)),
      incomingChannels(team.id, call),
    ]);
    const shared = incoming.map(({ id, name, detail }) => ({
      id,
      displayName: name,
      description: detail,
      membershipType: 'shared by another team',
    }));
    const channels = [...itemsOf(page.answer, channel), ...shared];
    const { shown, follows } = await rowsOfPage(page, channels, PAGE);
    return renderTable({
      what: `channels of ${cell(team.name)}`,
      columns: [
        { name: 'channel', textOf: (row) => row.displayName ?? '' },
        { name: 'kind', textOf: (row) => row.membershipType ?? '', longest: 30 },
        { name: 'about', textOf: (row) => row.description ?? '', longest: 80 },
        idColumn,
      ],
      rows: shown,
      follows,
    });
  },
});
