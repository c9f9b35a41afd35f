import type { MessageEvent, MessageParts } from '../rows/message-rows.ts';

export type SpecialPost = {
  readonly team: string;
  readonly channel: string;
  readonly hoursAgo: number;
  /** The alias of the author. */
  readonly by?: string;
  /** The name of the application that wrote the post. */
  readonly app?: string;
  readonly parts?: MessageParts;
  readonly deleted?: boolean;
  /** The event, for posts that Teams itself wrote. `people` are aliases. */
  readonly event?: MessageEvent;
};

/** Posts that contain more than text: announcements, cards, deleted posts and messages from Teams itself. */
export const specialPosts: readonly SpecialPost[] = [
  {
    team: 'engineering',
    channel: 'Releases',
    by: 'chen.wei',
    hoursAgo: 30,
    parts: {
      announcement: '4.3 on Thursday',
      html: '<p>Code freeze is on Wednesday at noon.</p>',
    },
  },
  {
    team: 'engineering',
    channel: 'Releases',
    app: 'Build Server',
    hoursAgo: 28,
    parts: {
      html: '',
      card: {
        type: 'AdaptiveCard',
        version: '1.5',
        body: [
          { type: 'TextBlock', text: 'Build 4.3.0-rc1 has passed', weight: 'Bolder' },
          {
            type: 'FactSet',
            facts: [
              { title: 'Tests', value: '2,114 of 2,114' },
              { title: 'Duration', value: '11 min' },
            ],
          },
        ],
        actions: [
          { type: 'Action.OpenUrl', title: 'Open the log', url: 'https://builds.contoso.example/4.3.0-rc1' },
        ],
      },
    },
  },
  { team: 'engineering', channel: 'Releases', by: 'ben.okafor', hoursAgo: 27, deleted: true },
  {
    team: 'engineering',
    channel: 'Releases',
    hoursAgo: 26,
    event: { kind: 'membersAdded', people: ['julia.brandt'], by: 'chen.wei' },
  },
];

/** Private channels with the aliases of their owners and members. */
export const privateChannels: readonly {
  readonly team: string;
  readonly name: string;
  readonly description: string;
  readonly owners: readonly string[];
  readonly members: readonly string[];
}[] = [
  {
    team: 'sales',
    name: 'Discounts',
    description: 'Who gets which discount.',
    owners: ['dana.levi'],
    members: ['dana.levi', 'emil.larsen', 'ana.silva'],
  },
];

/** The presence of some people. All other people are available. */
export const presences: readonly {
  readonly who: string;
  readonly availability: string;
  readonly activity: string;
  readonly message?: string;
}[] = [
  { who: 'mira.novak', availability: 'Busy', activity: 'InAMeeting' },
  { who: 'farah.rahimi', availability: 'DoNotDisturb', activity: 'Presenting' },
  { who: 'hana.sato', availability: 'Offline', activity: 'Offline', message: 'Closing the month' },
  { who: 'emil.larsen', availability: 'Away', activity: 'Away', message: 'At Northwind until three' },
];
