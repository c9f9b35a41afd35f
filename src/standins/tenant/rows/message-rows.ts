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
  const before = announcement === undefined ? [] : [attachment(seed, 0, banner(announcement))];
  const after = [
    ...(card === undefined ? [] : [attachment(seed, 1, adaptiveCard(card))]),
    ...files.map(({ name, url }, index) => attachment(seed, index + 2, { name, contentUrl: url })),
  ];
  return {
    body: { contentType: 'html', content: `${marks(before)}${html}${marks(after)}` },
    attachments: [...before, ...after],
  };
}

function attachment(seed: string, index: number, part: Readonly<Record<string, unknown>>) {
  return {
    id: guid(`attachment|${seed}|${index}`),
    contentType: 'reference',
    contentUrl: null,
    content: null,
    name: null,
    thumbnailUrl: null,
    teamsAppId: null,
    ...part,
  };
}

function banner(title: string) {
  const details = { title, cardImageType: 'colorTheme', cardImageDetails: { colorTheme: 'indigo' } };
  return {
    contentType: 'application/vnd.microsoft.teams.messaging-announcementBanner',
    content: JSON.stringify(details),
  };
}

function adaptiveCard(card: unknown) {
  return { contentType: 'application/vnd.microsoft.card.adaptive', content: JSON.stringify(card) };
}

/** Returns the markup that shows where the attachments appear in the text. */
function marks(attachments: readonly { readonly id: string }[]): string {
  return attachments.map(({ id }) => `<attachment id="${id}"></attachment>`).join('');
}

export type MessageEvent = {
  readonly kind: 'membersAdded' | 'membersDeleted' | 'chatRenamed' | 'channelAdded' | 'callEnded';
  /** Object ids. */
  readonly people: readonly string[];
  /** The new name of the chat or channel. */
  readonly name?: string | undefined;
  readonly by?: string | undefined;
};

/** Returns Graph's details of an event in a channel or chat. The details identify people only by id. */
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
