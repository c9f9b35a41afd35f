import * as z from 'zod';

import { wholeCharacters } from '../../base/text/whole-characters.ts';
import { path } from '../../graph/request/graph-path.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool } from '../define.ts';
import { groupReference, id } from '../input/common-input.ts';
import { bodyText } from '../mail/shared/body.ts';
import { itemsOf } from '../output/graph-data.ts';
import { flag, itemBody, recipient, text } from '../output/graph-schema.ts';
import { createHtmlBudget } from '../output/html/html-budget.ts';
import { personOf } from '../output/person.ts';
import { describeRest } from '../output/table.ts';
import { cell, fence, passage } from '../output/untrusted.ts';
import { minute } from '../output/words.ts';
import { checkStart } from '../paging/check-start.ts';
import { findGroup } from '../input/find-group.ts';

/** Number of posts per request. */
const PAGE = 20;
/** Maximum length of a result, in characters; about 5,000 tokens. */
const MAX_RESULT = 20_000;

const post = z.object({
  receivedDateTime: text,
  from: recipient.nullish(),
  hasAttachments: flag,
  body: itemBody,
});

export const getGroupConversation = defineTool({
  name: 'get_group_conversation',
  title: 'Read group mail',
  area: 'groups',
  order: 62,
  presets: [],
  about: 'Read the posts of a conversation in a Microsoft 365 group, as text.',
  intents: [
    'open this group conversation',
    'read the thread in the project group',
    'what did they answer in the group mail',
    'show the whole group discussion',
    'read the mail to the team address',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Group-Conversation.Read.All', 'GroupMember.Read.All'],
  operation: 'GET /groups/{id}/threads/{id}/posts',
  example: {
    as: 'ana.silva',
    args: async ({ id: find }) => {
      const group = await find("/groups?$filter=displayName eq 'Project Harbor'");
      return { group, thread_id: await find(`/groups/${group}/threads`) };
    },
  },
  input: {
    group: groupReference().describe('Name, address or id.'),
    thread_id: id('From list_group_conversations.'),
  },
  async run({ group, thread_id: thread }, call) {
    const { id: groupId } = await findGroup(group, call);
    const select = Object.keys(post.shape);
    const posts = path`/groups/${groupId}/threads/${thread}/posts`;
    const page = await call.page(read(posts, { select, top: PAGE }));
    const budget = createHtmlBudget();
    const whole = itemsOf(page.answer, post)
      .toSorted((a, b) => (a.receivedDateTime ?? '').localeCompare(b.receivedDateTime ?? ''))
      .map((one) => {
        const files = one.hasAttachments === true ? ', with files' : '';
        const head = `${cell(personOf(one.from), 400)}, ${minute(one.receivedDateTime)} UTC${files}`;
        return `${head}\n${passage(bodyText({ body: one.body }, budget), Infinity) || '(no text)'}`;
      })
      .join('\n\n');
    checkStart(whole, page.from);
    const shown = wholeCharacters(whole.slice(page.from), MAX_RESULT);
    const end = page.from + shown.length;
    const cursor = end < whole.length ? await page.cursorFrom(end) : page.cursor;
    return { text: `Posts, oldest first. ${describeRest({ ...page, cursor })}\n${fence(shown)}` };
  },
});
