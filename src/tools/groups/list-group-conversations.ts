import * as z from 'zod';

import { path } from '../../graph/request/graph-path.ts';
import { groupReference } from '../input/common-input.ts';
import { listTool } from '../list-tool.ts';
import { flag, text } from '../output/graph-schema.ts';
import { rowOf } from '../output/row.ts';
import { cell } from '../output/untrusted.ts';
import { minute } from '../output/words.ts';
import { findGroup } from '../input/find-group.ts';

const thread = rowOf({
  topic: text,
  lastDeliveredDateTime: text,
  uniqueSenders: z.array(z.string()).nullish(),
  preview: text,
  hasAttachments: flag,
});

export const listGroupConversations = listTool({
  name: 'list_group_conversations',
  title: 'List group mail',
  area: 'groups',
  order: 60,
  presets: [],
  about: 'List mail conversations in the mailbox of a Microsoft 365 group, newest first.',
  intents: [
    'mail to the project group',
    'what was written to the team address',
    'group inbox',
    'conversations of the Sales group',
    'messages sent to our group mailbox',
  ],
  openWorld: true,
  scopes: ['Group-Conversation.Read.All', 'GroupMember.Read.All'],
  operation: 'GET /groups/{id}/threads',
  example: { as: 'ana.silva', args: { group: 'harbor@contoso.example' } },
  input: { group: groupReference().describe('Name, address or id.') },
  maxTop: 50,
  budget: { withIds: 5_000, withoutIds: 2_500 },
  row: thread,
  columns: [
    thread.column('last', ['lastDeliveredDateTime'], (row) => row.lastDeliveredDateTime, { show: minute }),
    thread.column('topic', ['topic'], (row) => row.topic),
    thread.column('people', ['uniqueSenders'], (row) => peopleText(row.uniqueSenders)),
    thread.column('begins', ['preview'], (row) => row.preview, { longest: 80 }),
    thread.column('flags', ['hasAttachments'], (row) => (row.hasAttachments === true ? 'files' : '')),
  ],
  async request({ group }, call) {
    const found = await findGroup(group, call);
    return {
      path: path`/groups/${found.id}/threads`,
      what: `conversations of ${cell(found.name)}, newest first (UTC)`,
    };
  },
});

const NAMED = 4;

function peopleText(names: readonly string[] | null | undefined): string {
  const all = names ?? [];
  const others = all.length - NAMED;
  return all.slice(0, NAMED).join(', ') + (others > 0 ? ` and ${others} more` : '');
}
