import * as z from 'zod';

import { counted } from '../../base/text/counted.ts';
import { defineTool } from '../define.ts';
import { mailbox, owner, people } from '../input/common-input.ts';
import { addressesOf, nameScopes } from '../input/people/find-people.ts';
import { itemsOf } from '../output/graph-data.ts';
import { count, flag, text } from '../output/graph-schema.ts';
import { cell, fence } from '../output/untrusted.ts';
import { minute, words } from '../output/words.ts';
import { replyText } from './shared/automatic-replies.ts';

const MAX_ADDRESSES = 50;
/** Maximum total length of the messages for all addresses, in characters; about 3,000 tokens. */
const MAX_MESSAGES = 12_000;

const OPTIONS =
  'automaticReplies, mailboxFullStatus, customMailTip, externalMemberCount, totalMemberCount, deliveryRestriction, moderationStatus, recipientScope';

const moment = z.object({ dateTime: text }).nullish();

const tip = z.object({
  emailAddress: z.object({ address: text }).nullish(),
  automaticReplies: z
    .object({ message: text, scheduledStartTime: moment, scheduledEndTime: moment })
    .nullish(),
  customMailTip: text,
  mailboxFull: flag,
  externalMemberCount: count,
  totalMemberCount: count,
  deliveryRestricted: flag,
  isModerated: flag,
  recipientScope: text,
  error: z.object({ code: text, message: text }).nullish(),
});

type Tip = z.output<typeof tip>;

export const getMailTips = defineTool({
  name: 'get_mail_tips',
  title: 'Mail tips',
  area: 'mail',
  order: 99,
  presets: [],
  about: 'List mail tips for recipients: out of office, mailbox full, external or moderated.',
  intents: [
    'is Ben out of office',
    'will my mail reach this mailbox',
    'how many people are on this distribution list',
    'when is Carla back',
    'are any of these recipients external',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Mail.Read'],
  optionalScopes: ['User.Read'],
  scopesElsewhere: nameScopes,
  sharedScopes: ['Mail.Read.Shared'],
  operation: 'POST /me/getMailTips',
  supportingReads: ['/me'],
  example: { as: 'ana.silva', args: { people: ['ben.okafor@contoso.example'] } },
  input: {
    people: people(MAX_ADDRESSES).min(1).describe('Addresses or names, e.g. Ana.'),
    mailbox: mailbox(),
  },
  async run({ people: given, mailbox }, call) {
    const addresses = await addressesOf(given, call);
    const answer = await call.graph({
      method: 'POST',
      path: `${owner(mailbox)}/getMailTips`,
      body: { EmailAddresses: addresses, MailTipsOptions: OPTIONS },
      repeat: 'safe',
    });
    const tips = itemsOf(answer, tip);
    const longest = Math.floor(MAX_MESSAGES / Math.max(1, tips.length));
    const lines = tips.map((one) => describeTip(one, longest));
    const isCut = lines.some((line) => line.includes('\n[not shown: '));
    const note = isCut ? ' Name fewer people to see more of their messages.' : '';
    return {
      text: `${counted(tips.length, 'recipient')}; times are in UTC.${note}\n${fence(lines.join('\n'))}`,
    };
  },
});

function describeTip(one: Tip, longest: number): string {
  const address = cell(one.emailAddress?.address ?? '', 320);
  if (one.error?.code) return `${address}: unknown: ${cell(one.error.message || one.error.code, 200)}`;
  const members = one.totalMemberCount ?? 1;
  const facts = words(
    one.recipientScope && cell(one.recipientScope),
    describeReply(one, longest),
    one.mailboxFull === true && 'mailbox full',
    one.deliveryRestricted === true && 'may not accept mail from me',
    one.isModerated === true && 'moderated',
    members > 1 && `${members} members, ${one.externalMemberCount ?? 0} of them outside`,
    one.customMailTip && `note: "${replyText(one.customMailTip, longest)}"`,
  );
  return `${address}: ${facts}`;
}

function describeReply({ automaticReplies }: Tip, longest: number): string {
  const reply = replyText(automaticReplies?.message, longest);
  if (reply === '') return 'no automatic reply';
  const until = minute(automaticReplies?.scheduledEndTime?.dateTime);
  return `automatic reply${until && ` until ${until}`}: "${reply}"`;
}
