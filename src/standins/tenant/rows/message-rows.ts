import { guid } from '../ids.ts';

/** The parts that a Teams message can have besides its text. */
export type MessageParts = {
  readonly html: string;
  /** The title of an announcement. */
  readonly announcement?: string | undefined;
  /** An adaptive card, as JSON. */
  readonly card?: unknown;
  readonly files?: readonly { readonly name: string; readonly url: string }[] | undefined;
};

/** Returns the body and attachments of a message. The ids of the attachments are derived from `seed`. */
export function messageContent(seed: string, { html, announcement, card, files = [] }: MessageParts) {
  const attachment = (index: number, part: Readonly<Record<string, unknown>>) => ({
    id: guid(`attachment|${seed}|${index}`),
    contentType: 'reference',
    contentUrl: null,
    content: null,
    name: null,
    thumbnailUrl: null,
    teamsAppId: null,
    ...part,
  });
  const banner = {
    title: announcement,
    cardImageType: 'colorTheme',
    cardImageDetails: { colorTheme: 'indigo' },
  };
  const before =
    announcement === undefined
      ? []
      : [
          attachment(0, {
            contentType: 'application/vnd.microsoft.teams.messaging-announcementBanner',
            content: JSON.stringify(banner),
          }),
        ];
  const after = [
    ...(card === undefined
      ? []
      : [
          attachment(1, {
            contentType: 'application/vnd.microsoft.card.adaptive',
            content: JSON.stringify(card),
          }),
        ]),
    ...files.map(({ name, url }, index) => attachment(index + 2, { name, contentUrl: url })),
  ];
  const marks = (some: readonly { readonly id: string }[]) =>
    some.map(({ id }) => `<attachment id="${id}"></attachment>`).join('');
  return {
    body: { contentType: 'html', content: `${marks(before)}${html}${marks(after)}` },
    attachments: [...before, ...after],
  };
}

export type MessageEvent = {
  readonly kind: 'membersAdded' | 'membersDeleted' | 'chatRenamed' | 'channelAdded' | 'callEnded';
  /** Object ids. */
  readonly people: readonly string[];
  /** The new name of the chat or channel. */
  readonly name?: string | undefined;
  readonly by?: string | undefined;
};

/** Returns Graph's details of an event in a channel or chat, which identify people only by their ids. */
export function eventDetail({ kind, people, name, by }: MessageEvent): Readonly<Record<string, unknown>> {
  const identity = (id: string) => ({ id, displayName: null, userIdentityType: 'aadUser' });
  const named = kind === 'chatRenamed' ? 'chatDisplayName' : 'channelDisplayName';
  return {
    '@odata.type': `#microsoft.graph.${kind}EventMessageDetail`,
    ...(kind.startsWith('members') && { members: people.map(identity) }),
    ...(name !== undefined && { [named]: name }),
    ...(kind === 'callEnded' && {
      callDuration: 'PT25M',
      callEventType: 'meeting',
      callParticipants: people.map((id) => ({ participant: { user: identity(id) } })),
    }),
    initiator: by === undefined ? null : { application: null, device: null, user: identity(by) },
  };
}
