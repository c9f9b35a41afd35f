import type { Workflow } from './workflow.ts';

export const catchUpOnChannel: Workflow = {
  name: 'catch-up-on-channel',
  title: 'Catch up on a channel',
  about:
    "Summarise what happened in a Teams channel. Use for 'catch me up on the channel', 'what did I miss in Teams' or 'summarise General'.",
  args: [
    { name: 'team', about: 'Team.', required: true, suggested: 'team', example: 'Project Harbor' },
    { name: 'channel', about: 'Channel.', otherwise: 'General', suggested: 'channel', example: 'General' },
    { name: 'since', about: 'Start of the period.', otherwise: 'yesterday', example: '2020-01-01' },
  ],
  steps: [
    {
      tool: 'list_channels',
      args: { team: '{team}' },
      note: 'Only if you are not sure of the channel name.',
    },
    {
      tool: 'list_channel_messages',
      args: { team: '{team}', channel: '{channel}', since: '{since}', top: 50 },
      note: "If a post has more replies than are shown and they matter, call again with the post's id as thread. Continue with the cursor until the period is covered, or say how far back you read.",
    },
  ],
  answer:
    'Decisions first, then questions that address the user by name, then topics with who said what and when, then links and files. At most 15 lines. Offer to draft an answer, but post nothing.',
};
