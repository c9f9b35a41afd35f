import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { path } from '../../graph/request/graph-path.ts';
import { defineTool } from '../define.ts';
import { person } from '../input/common-input.ts';
import { userScopes } from '../input/people/find-user.ts';
import { entityOf } from '../output/graph-data.ts';
import { text } from '../output/graph-schema.ts';
import { cell } from '../output/untrusted.ts';
import { place } from './shared/arguments.ts';
import { findTeam } from './shared/find/find-team.ts';
import { callerAsPerson, findChatPeople, labelOfPerson, memberBody } from './shared/send/chat-people.ts';

/** Characters that Teams does not accept in the name of a channel. */
const notInNames = /[~#%&*{}+/\\:<>?|'"]|^[_.]|\.$|\.\./;

export const createChannel = defineTool({
  name: 'create_channel',
  title: 'Create channel',
  area: 'teams',
  order: 60,
  presets: [],
  about: 'Create a channel in a Teams team.',
  intents: [
    'add a channel to the team',
    'make a private channel for the board',
    'new channel called Launch',
    'set up a shared channel',
    'create a place for release notes in the team',
  ],
  kind: 'write',
  openWorld: false,
  repeat: 'never',
  scopes: ['Team.ReadBasic.All', 'Channel.Create'],
  scopesElsewhere: userScopes,
  operation: 'POST /teams/{id}/channels',
  example: { as: 'ana.silva', args: { team: 'Project Harbor', name: 'Questions' } },
  input: {
    team: place('Name or id.'),
    name: z.string().min(1).max(50).describe('Name.'),
    description: z.string().max(1_024).optional().describe('Text.'),
    kind: z.enum(['standard', 'private', 'shared']).default('standard').describe('Who sees it.'),
    owner: person().optional().describe('Default: me.'),
  },
  check: ({ name, kind, owner }) => {
    if (notInNames.test(name))
      return 'name must not contain ~ # % & * { } + / \\ : < > ? | \' ", begin with _ or a dot, end with a dot, or contain two dots in a row';
    return owner !== undefined && kind === 'standard'
      ? 'owner is only for private and shared channels; everyone in the team belongs to a standard channel'
      : undefined;
  },
  async run(args, call) {
    const team = await findTeam(args.team, call);
    const owners = args.owner === undefined ? [] : await findChatPeople([args.owner], call);
    if (owners.some(({ isGuest }) => isGuest))
      throw new ToolError('bad_argument', 'A guest cannot own a channel. Name a colleague as owner.');
    const [owner = callerAsPerson(call)] = owners;
    const answer = await call.graph({
      method: 'POST',
      path: path`/teams/${team.id}/channels`,
      body: {
        displayName: args.name,
        ...(args.description !== undefined && { description: args.description }),
        membershipType: args.kind,
        ...(args.kind !== 'standard' && { members: [memberBody(owner, call)] }),
      },
      repeat: 'never',
      verify: 'Look for the channel with list_channels before you create it again.',
    });
    const whose =
      args.kind === 'standard' ? '' : `, owned by ${owner.name === 'me' ? 'you' : labelOfPerson(owner)}`;
    const what = `the ${args.kind} channel ${cell(args.name)} in ${cell(team.name)}${whose}`;
    // Graph creates shared channels asynchronously and returns only the job's address.
    if (answer.status === 202)
      return { text: `Teams is creating ${what}. list_channels shows it in about a minute.` };
    const { id, webUrl } = entityOf(answer, z.object({ id: z.string(), webUrl: text }));
    return { text: `Created ${what}. id ${cell(id, 512)}${webUrl ? ` ${cell(webUrl, 1_000)}` : ''}` };
  },
});
