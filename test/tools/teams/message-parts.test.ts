import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { guid } from '../../../src/standins/tenant/ids.ts';
import { addChannel, addPost, postsOf } from '../../../src/standins/tenant/teamwork.ts';
import { userOf } from '../../../src/standins/tenant/directory.ts';
import { oidOf, openDemoTenant, type DemoTenant } from '../../kit/demo-tenant.ts';

const at = new Date('2026-11-21T09:00:00Z');
const harbor = guid('group|harbor');

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

let channels = 0;

/** Returns how Portico shows a post by Ben in a new channel. */
async function shown(
  content: string,
  properties: Readonly<Record<string, unknown>> = {},
  attachments: readonly unknown[] = [],
): Promise<string> {
  const { tenant: store } = tenant.graph;
  const displayName = `Parts ${(channels += 1)}`;
  const { id } = addChannel(store, harbor, { displayName, at });
  const place = `/teams/${harbor}/channels/${id}`;
  const by = userOf(store, oidOf('ben.okafor'));
  const post = addPost(store, place, { by, at, body: { contentType: 'html', content }, attachments });
  postsOf(store, place).change(post, properties);
  const { text } = await tenant.call('ana.silva', 'list_channel_messages', {
    team: 'Harbor',
    channel: displayName,
  });
  return /<untrusted \w+>\n([\s\S]*)\n<\/untrusted/.exec(text)?.[1] ?? '';
}

const like = (alias: string, reactionType = 'like') => ({
  reactionType,
  createdDateTime: at.toISOString(),
  user: { application: null, device: null, user: { id: oidOf(alias), displayName: null } },
});

describe('a message in Teams', () => {
  it('shows a name once if Teams stored each of its words as a mention', async () => {
    const mention = (id: number, who: string, mentionText: string) => ({
      id,
      mentionText,
      mentioned: { user: { id: oidOf(who), displayName: mentionText } },
    });
    const mentions = [
      mention(0, 'chen.wei', 'Wei,'),
      mention(1, 'chen.wei', 'Chen'),
      mention(2, 'ben.okafor', 'Ben'),
    ];
    const html =
      '<p><at id="0">Wei,</at>&nbsp;<at id="1">Chen</at>&nbsp;<at id="2">Ben</at> and <at id="1">Chen</at></p>';
    expect(await shown(html, { mentions })).toMatch(/\n@Wei, Chen @Ben and @Chen$/);
    expect(await shown(html)).toMatch(/\n@Wei, @Chen @Ben and @Chen$/);
  });

  it('shows the name of a custom emoji, and does not count it as a picture', async () => {
    const source = 'https://graph.microsoft.com/v1.0/chats/19:a@thread.v2/messages/1/hostedContents/b/$value';
    const custom = `<customemoji id="b" alt="ship_it" source="${source}"></customemoji>`;
    const html = `<p>Done&nbsp;<emoji id="eyes" alt="👀" title="Eyes"></emoji> ${custom}</p>`;
    expect(await shown(html)).toMatch(/\nDone 👀 :ship_it:$/);
    expect(await shown(`${html}<p><img src="${source}"></p>`)).toContain('[1 picture, not shown;');
  });

  it('shows who reacted, as far as the names are known', async () => {
    const reactions = [
      like('ben.okafor'),
      like('chen.wei', '❤️'),
      like('mira.novak'),
      { ...like('mira.novak', 'custom'), displayName: 'ship it' },
    ];
    expect(await shown('<p>Done.</p>', { reactions })).toMatch(
      /\nDone\.\n\[reactions: like by Ben Okafor, 1 more person; ❤️ by 1 person; ship it by 1 person\]$/,
    );
    expect(await shown('<p>Done.</p>')).toMatch(/\nDone\.$/);
  });

  it('counts everybody beyond five people, whether their names are known or not', async () => {
    const names = Array.from({ length: 7 }, (_, index) => ({
      id: `p${index}`,
      displayName: index < 6 ? `P${index}` : null,
    }));
    const eventDetail = { '@odata.type': '#microsoft.graph.membersAddedEventMessageDetail', members: names };
    expect(await shown('<systemEventMessage/>', { eventDetail })).toMatch(
      /\nmembers added: P0, P1, P2, P3, P4, 2 more people$/,
    );
    const reactions = names.map((user) => ({ reactionType: 'heart', user: { user } }));
    expect(await shown('<p>Done.</p>', { reactions })).toMatch(
      /\[reactions: heart by P0, P1, P2, P3, P4, 2 more people\]$/,
    );
  });

  it('shows that it was edited after it was sent', async () => {
    const lastEditedDateTime = at.toISOString();
    expect(await shown('<p>At 10.</p>', { lastEditedDateTime })).toMatch(
      /^Ben Okafor, Sat 2026-11-21 09:00, edited, id \d+\nAt 10\.$/,
    );
    expect(await shown('<p>At 10.</p>', { lastModifiedDateTime: lastEditedDateTime })).not.toContain(
      'edited',
    );
  });

  it.each([
    ['PT1H5M12.5S', '1 h 5 min, '],
    ['PT34M', '34 min, '],
    ['PT12S', 'less than a minute, '],
    ['soon', ''],
  ])('shows that a call of %s has ended, and who took part', async (callDuration, shownDuration) => {
    const eventDetail = {
      '@odata.type': '#microsoft.graph.callEndedEventMessageDetail',
      callDuration,
      callParticipants: [
        { participant: { user: { id: oidOf('ben.okafor'), displayName: null } } },
        { participant: { user: { id: 'x', displayName: 'Sam Lee' } } },
        { participant: null },
      ],
    };
    expect(await shown('<systemEventMessage/>', { eventDetail })).toMatch(
      new RegExp(`\\ncall ended: ${shownDuration}Ben Okafor, Sam Lee, 1 more person$`),
    );
  });

  it('shows the link to the recording of a call', async () => {
    const eventDetail = {
      '@odata.type': '#microsoft.graph.callRecordingEventMessageDetail',
      callRecordingDisplayName: 'Harbor weekly.mp4',
      callRecordingUrl: 'https://contoso.sharepoint.example/Recordings/Harbor%20weekly.mp4',
    };
    expect(await shown('<systemEventMessage/>', { eventDetail })).toContain(
      'call recording: Harbor weekly.mp4, https://contoso.sharepoint.example/Recordings/Harbor%20weekly.mp4',
    );
  });

  it('shows whose role was changed, and to which role', async () => {
    const eventDetail = {
      '@odata.type': '#microsoft.graph.conversationMemberRoleUpdatedEventMessageDetail',
      conversationMemberRoles: ['owner'],
      conversationMemberUser: { id: 'x', displayName: 'Sam Lee' },
      initiator: { user: { id: oidOf('ben.okafor'), displayName: 'Ben Okafor' } },
    };
    expect(await shown('<systemEventMessage/>', { eventDetail })).toMatch(
      /\nconversation member role updated: owner, Sam Lee \(by Ben Okafor\)$/,
    );
    const without = { ...eventDetail, conversationMemberRoles: [] };
    expect(await shown('<systemEventMessage/>', { eventDetail: without })).toContain('updated: Sam Lee (by');
  });

  it('keeps the indentation of code', async () => {
    const code = '<codeblock class="Python"><code>if x:<br>&nbsp; &nbsp; go()</code></codeblock>';
    expect(await shown(`<p>Try</p>${code}<p>now.</p>`)).toContain('\nTry\n\nif x:\n    go()\n\nnow.');
  });

  const snippet = 'application/vnd.microsoft.card.codesnippet';
  const hosted = '/chats/19:a@thread.v2/messages/1/hostedContents/aWQ9/$value';

  it.each<[what: string, contentType: string, content: object, text: string]>([
    [
      'a code snippet',
      snippet,
      { language: 'python', codeSnippetUrl: `https://graph.microsoft.com/v1.0${hosted}` },
      `[code snippet (python), not shown: read it with graph_get and path=${hosted}]`,
    ],
    [
      'a code snippet at an address of the beta version',
      snippet,
      { codeSnippetUrl: `https://graph.microsoft.com/beta${hosted}` },
      `[code snippet, not shown: read it with graph_get and path=${hosted}]`,
    ],
    [
      'a code snippet at another address',
      snippet,
      { codeSnippetUrl: 'https://evil.example/v1.0/me/messages/$value' },
      '[code snippet, not shown; open the message in Teams]',
    ],
    [
      'a Loop component',
      'application/vnd.microsoft.card.fluidEmbedCard',
      { componentUrl: 'https://contoso.sharepoint.example/plan.loop', sourceType: 'Compose' },
      '[Loop component] https://contoso.sharepoint.example/plan.loop',
    ],
    [
      'a card without text',
      'application/vnd.microsoft.card.adaptive',
      { type: 'AdaptiveCard', body: [{ type: 'Image', url: 'https://x.example/a.png' }] },
      '[card without text, not shown; open the message in Teams]',
    ],
  ])('describes %s', async (_what, contentType, content, text) => {
    const attachment = { id: '1', contentType, content: JSON.stringify(content) };
    expect((await shown('<p>See</p>', {}, [attachment])).split('\n').slice(1)).toEqual(['See', text]);
  });

  it('distinguishes meetings and tabs from files', async () => {
    const attachments = [
      { id: '1', contentType: 'meetingReference', name: 'Weekly' },
      { id: '2', contentType: 'tabReference', name: 'Board', contentUrl: 'https://board.example/' },
      { id: '3', contentType: 'reference', name: 'Plan.docx', contentUrl: 'https://files.example/Plan.docx' },
    ];
    expect((await shown('<p>See</p>', {}, attachments)).split('\n').slice(2)).toEqual([
      '[meeting] Weekly',
      '[tab] Board https://board.example/',
      '[file] Plan.docx https://files.example/Plan.docx',
    ]);
  });

  it('leaves out the placeholder of a Loop component', async () => {
    const placeholder = { id: 'placeholderCard', contentType: snippet, content: '{}' };
    expect((await shown('<p>See</p>', {}, [placeholder])).split('\n').slice(1)).toEqual(['See']);
  });

  it.each([
    'application/vnd.microsoft.card.announcement',
    'application/vnd.microsoft.teams.messaging-announcementBanner',
  ])('shows the title of an announcement with the content type %s', async (contentType) => {
    const banner = { id: '1', contentType, content: JSON.stringify({ title: 'Freeze' }) };
    expect(await shown('<p>On Monday.</p>', {}, [banner])).toMatch(/ \| Freeze\nOn Monday\.$/);
  });
});
